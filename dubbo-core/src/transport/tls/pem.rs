use std::borrow::Cow;
use std::fmt;
use std::path::PathBuf;

use super::rustls::pki_types::pem::{Error as PemError, PemObject};
use super::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use crate::error::{Error, Result};

/// Certificates or a private key as PEM: a [`file`](Self::file), or the text itself.
///
/// ```
/// use dubbo_core::Pem;
///
/// let from_a_file = Pem::file("/etc/dubbo/authorities.pem");
/// let from_a_text = Pem::from("-----BEGIN CERTIFICATE-----\n…");
/// ```
#[derive(Clone)]
pub struct Pem(Source);

#[derive(Clone)]
enum Source {
    File(PathBuf),
    Text(Vec<u8>),
}

impl Pem {
    /// What is in this file. It is read once, when the options are made.
    pub fn file(path: impl Into<PathBuf>) -> Self {
        Self(Source::File(path.into()))
    }

    pub(super) fn certificates(&self) -> Result<Vec<CertificateDer<'static>>> {
        let text = self.text()?;
        let certificates = CertificateDer::pem_slice_iter(&text).collect::<Result<Vec<_>, _>>();
        let certificates = certificates.map_err(|error| self.malformed(&error))?;
        match certificates.is_empty() {
            true => Err(self.without(&text, "certificate", "CERTIFICATE")),
            false => Ok(certificates),
        }
    }

    pub(super) fn private_key(&self) -> Result<PrivateKeyDer<'static>> {
        let text = self.text()?;
        match PrivateKeyDer::from_pem_slice(&text) {
            Ok(key) => Ok(key),
            Err(PemError::NoItemsFound) => Err(self.without(&text, "private key", "PRIVATE KEY")),
            Err(error) => Err(self.malformed(&error)),
        }
    }

    fn text(&self) -> Result<Cow<'_, [u8]>> {
        match &self.0 {
            Source::Text(text) => Ok(Cow::Borrowed(text)),
            Source::File(path) => std::fs::read(path).map(Cow::Owned).map_err(|error| {
                Error::config(format!("`{}` cannot be read: {error}", path.display()))
            }),
        }
    }

    fn malformed(&self, error: &PemError) -> Error {
        Error::config(format!("{self} is malformed PEM: {error}"))
    }

    /// There is no `what` in it: why that may be.
    fn without(&self, text: &[u8], what: &str, label: &str) -> Error {
        let has = |part: &str| text.windows(part.len()).any(|at| at == part.as_bytes());
        let hint = if has("BEGIN ENCRYPTED PRIVATE KEY") {
            "; its key has a password: take that off by `openssl pkcs8 -in KEY -out PLAIN-KEY`"
        } else if !has("-----BEGIN") && matches!(self.0, Source::Text(_)) {
            "; a file is named by `Pem::file(path)`"
        } else {
            ""
        };
        Error::config(format!(
            "there is no {what} in {self}; expected `-----BEGIN {label}-----`{hint}"
        ))
    }
}

impl From<&str> for Pem {
    fn from(text: &str) -> Self {
        Self(Source::Text(text.into()))
    }
}

impl From<String> for Pem {
    fn from(text: String) -> Self {
        Self(Source::Text(text.into()))
    }
}

impl From<Vec<u8>> for Pem {
    fn from(text: Vec<u8>) -> Self {
        Self(Source::Text(text))
    }
}

/// Where it comes from. The text may be a secret: it is never shown.
impl fmt::Display for Pem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Source::File(path) => write!(f, "`{}`", path.display()),
            Source::Text(text) => write!(f, "the PEM text of {} bytes", text.len()),
        }
    }
}

impl fmt::Debug for Pem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pem({self})")
    }
}

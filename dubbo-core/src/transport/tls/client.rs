use std::fmt;
use std::io;
use std::sync::Arc;

use tokio::time::{Instant, timeout_at};
use tokio_rustls::TlsConnector;

use super::rustls::ClientConfig;
use super::rustls::pki_types::ServerName;
use super::rustls::sign::SingleCertAndKey;
use super::stream::{Joined, Secured, join};
use super::{Pem, authorities, certified, explain, provider};
use crate::error::{Error, Result};
use crate::transport::{Address, Stream};

/// TLS on a consumer's side, for [`Builder::tls`](crate::service::Builder::tls): which providers it
/// trusts and, where they want to know, who it is.
///
/// ```no_run
/// use dubbo_core::{Dubbo, Pem, TlsClient};
///
/// let tls = TlsClient::trusting(Pem::file("authorities.pem"))?
///     .identity(Pem::file("consumer.pem"), Pem::file("consumer.key"))?; // only for mutual TLS
/// let dubbo = Dubbo::builder().tls(tls).build()?;
/// # Ok::<(), dubbo_core::Error>(())
/// ```
#[derive(Clone)]
pub struct TlsClient {
    config: Arc<ClientConfig>,
    name: Option<ServerName<'static>>,
}

impl TlsClient {
    /// Trusts providers whose certificate comes from one of these authorities (Dubbo's
    /// `clientTrustCertCollectionPath`), and is for the host of their URL.
    ///
    /// # Errors
    /// A file that cannot be read, no certificate in it, or a malformed one.
    pub fn trusting(authorities: impl Into<Pem>) -> Result<Self> {
        let roots = self::authorities(&authorities.into())?;
        let config = ClientConfig::builder_with_provider(provider())
            .with_safe_default_protocol_versions()
            .map_err(|error| Error::config(format!("TLS is not available: {error}")))?
            .with_root_certificates(roots)
            .with_no_client_auth();
        Ok(Self::from(Arc::new(config)))
    }

    /// The certificate chain and key that this side shows to a provider which asks for them (Dubbo's
    /// `clientKeyCertChainPath`, `clientPrivateKeyPath`): mutual TLS.
    ///
    /// # Errors
    /// A file that cannot be read, malformed, or a key that is not the certificate's.
    pub fn identity(mut self, chain: impl Into<Pem>, key: impl Into<Pem>) -> Result<Self> {
        let certified = certified(&chain.into(), &key.into())?;
        let config = Arc::make_mut(&mut self.config);
        config.client_auth_cert_resolver = Arc::new(SingleCertAndKey::from(certified));
        Ok(self)
    }

    /// The name that a provider's certificate must be for, in place of the host of its URL: for
    /// providers that are found by address and all have one name. (Java's consumers look at no name.)
    ///
    /// # Errors
    /// Neither a host name nor an IP address.
    pub fn server_name(mut self, name: impl Into<String>) -> Result<Self> {
        let name = name.into();
        self.name = Some(parse_name(&name).map_err(Error::config)?);
        Ok(self)
    }

    /// Makes `stream` secure, unless that takes until `deadline`.
    pub(crate) async fn connect<S: Stream>(
        &self,
        stream: S,
        address: &Address,
        deadline: Instant,
    ) -> io::Result<Secured<Joined<S>>> {
        let name = match &self.name {
            Some(name) => name.clone(),
            None => parse_name(&address.host)
                .map_err(|text| io::Error::new(io::ErrorKind::InvalidInput, text))?,
        };
        let connector = TlsConnector::from(self.config.clone());
        let handshake = connector.connect(name.clone(), join(stream));
        match timeout_at(deadline, handshake).await {
            Ok(Ok(stream)) => Ok(Secured::new(stream.into(), Some(name))),
            Ok(Err(error)) => Err(explain::to_consumer(error, Some(&name))),
            Err(_) => Err(io::Error::new(
                io::ErrorKind::TimedOut,
                "the provider did not finish the TLS handshake in time; does it have TLS at this port? \
                 If not, write `ssl-enabled=false` in its URL",
            )),
        }
    }
}

fn parse_name(name: &str) -> std::result::Result<ServerName<'static>, String> {
    ServerName::try_from(name.to_owned()).map_err(|_| {
        format!(
            "`{name}` can be the name of no certificate; expected a host name or an IP address, or give \
             the name by `TlsClient::server_name`"
        )
    })
}

/// A configuration of your own, for what the options here do not have: the system's authorities,
/// revocation lists, another `CryptoProvider`.
impl From<Arc<ClientConfig>> for TlsClient {
    fn from(config: Arc<ClientConfig>) -> Self {
        Self { config, name: None }
    }
}

impl fmt::Debug for TlsClient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TlsClient")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

//! TLS over any transport, by rustls: what the options of both sides say, and the streams.

mod client;
mod explain;
mod pem;
mod server;
mod stream;

pub use client::TlsClient;
pub use pem::Pem;
pub use server::TlsServer;
pub use tokio_rustls::rustls;

use std::sync::Arc;

use rustls::RootCertStore;
use rustls::crypto::CryptoProvider;
use rustls::sign::CertifiedKey;

use crate::error::{Error, Result};

/// Named, so that no other crate of the build decides which implementation this is.
fn provider() -> Arc<CryptoProvider> {
    Arc::new(rustls::crypto::ring::default_provider())
}

/// A certificate chain with its key; the two must belong together.
fn certified(chain: &Pem, key: &Pem) -> Result<Arc<CertifiedKey>> {
    let certified = CertifiedKey::from_der(chain.certificates()?, key.private_key()?, &provider());
    certified.map(Arc::new).map_err(|error| {
        Error::config(format!(
            "the private key in {key} cannot be used with the certificate in {chain}: {error}"
        ))
    })
}

fn authorities(pem: &Pem) -> Result<Arc<RootCertStore>> {
    let mut store = RootCertStore::empty();
    for certificate in pem.certificates()? {
        let added = store.add(certificate);
        added.map_err(|error| {
            Error::config(format!("a certificate in {pem} is malformed: {error}"))
        })?;
    }
    Ok(Arc::new(store))
}

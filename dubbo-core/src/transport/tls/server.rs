use std::fmt;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::time::timeout;
use tokio_rustls::TlsAcceptor;

use super::rustls::ServerConfig;
use super::rustls::server::WebPkiClientVerifier;
use super::rustls::sign::SingleCertAndKey;
use super::stream::{Joined, Secured, join};
use super::{Pem, authorities, certified, explain, provider};
use crate::error::{Error, Result};
use crate::period::Period;
use crate::transport::Stream;

/// How long a handshake may take, as in Java's peers (Netty).
const HANDSHAKE: Duration = Duration::from_secs(10);

/// TLS on a provider's side, for [`Server::tls`](crate::service::Server::tls): who it is and, for
/// mutual TLS, which consumers it lets in. TLS 1.2 and 1.3.
///
/// ```no_run
/// use dubbo_core::{Pem, TlsServer};
///
/// let tls = TlsServer::new(Pem::file("provider.pem"), Pem::file("provider.key"))?
///     .client_authorities(Pem::file("authorities.pem"))?; // only for mutual TLS
/// let server = dubbo_core::serve("dubbo://0.0.0.0:20880").tls(tls);
/// # Ok::<(), dubbo_core::Error>(())
/// ```
#[derive(Clone)]
pub struct TlsServer {
    config: Arc<ServerConfig>,
    handshake: Duration,
}

impl TlsServer {
    /// A provider with this certificate chain, its own certificate first, and its key (Dubbo's
    /// `serverKeyCertChainPath`, `serverPrivateKeyPath`).
    ///
    /// # Errors
    /// A file that cannot be read, malformed, or a key that is not the certificate's.
    pub fn new(chain: impl Into<Pem>, key: impl Into<Pem>) -> Result<Self> {
        let certified = certified(&chain.into(), &key.into())?;
        let config = ServerConfig::builder_with_provider(provider())
            .with_safe_default_protocol_versions()
            .map_err(unavailable)?
            .with_no_client_auth()
            .with_cert_resolver(Arc::new(SingleCertAndKey::from(certified)));
        Ok(Self::from(Arc::new(config)))
    }

    /// Lets in only consumers with a certificate from one of these authorities (Dubbo's
    /// `serverTrustCertCollectionPath`): mutual TLS. Without this, every consumer.
    ///
    /// # Errors
    /// A file that cannot be read, no certificate in it, or a malformed one.
    pub fn client_authorities(mut self, authorities: impl Into<Pem>) -> Result<Self> {
        let roots = self::authorities(&authorities.into())?;
        let verifier = WebPkiClientVerifier::builder_with_provider(roots, provider())
            .build()
            .map_err(|error| Error::config(format!("these authorities cannot be used: {error}")))?;
        let config = ServerConfig::builder_with_provider(provider())
            .with_safe_default_protocol_versions()
            .map_err(unavailable)?
            .with_client_cert_verifier(verifier)
            .with_cert_resolver(self.config.cert_resolver.clone());
        self.config = Arc::new(config);
        Ok(self)
    }

    /// How long a consumer may take for the handshake, default 10 s; then it is cut off.
    ///
    /// # Errors
    /// Zero, or not a time.
    pub fn handshake_timeout(mut self, limit: impl Into<Period>) -> Result<Self> {
        self.handshake = limit.into().positive("handshake_timeout")?;
        Ok(self)
    }

    /// Makes `stream` secure, or cuts it off: when it fails, or takes too long.
    pub(crate) async fn accept<S: Stream>(&self, stream: S) -> io::Result<Secured<Joined<S>>> {
        let handshake = async {
            let acceptor = TlsAcceptor::from(self.config.clone());
            match acceptor.accept(join(stream)).into_fallible().await {
                Ok(stream) => Ok(Secured::new(stream.into(), None)),
                Err((error, stream)) => {
                    part::<S>(stream).await;
                    Err(explain::to_provider(error))
                }
            }
        };
        let limit = self.handshake;
        timeout(limit, handshake).await.unwrap_or_else(|_| {
            let text = format!("the consumer did not finish the TLS handshake within {limit:?}");
            Err(io::Error::new(io::ErrorKind::TimedOut, text))
        })
    }
}

/// Closes so that the alert which says why arrives: what the consumer has sent already is read, since
/// an unread byte would make the system reset the connection.
async fn part<S: Stream>(mut stream: Joined<S>) {
    const MOST: u64 = 256 * 1024;
    const LIMIT: Duration = Duration::from_secs(1);
    let reading = async {
        let _gone = stream.shutdown().await;
        let _gone = tokio::io::copy(&mut stream.take(MOST), &mut tokio::io::sink()).await;
    };
    let _elapsed = timeout(LIMIT, reading).await;
}

fn unavailable(error: super::rustls::Error) -> Error {
    Error::config(format!("TLS is not available: {error}"))
}

/// A configuration of your own, for what the options here do not have: certificates that are
/// renewed, one for each name, revocation lists, another `CryptoProvider`.
impl From<Arc<ServerConfig>> for TlsServer {
    fn from(config: Arc<ServerConfig>) -> Self {
        Self {
            config,
            handshake: HANDSHAKE,
        }
    }
}

impl fmt::Debug for TlsServer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TlsServer")
            .field("handshake", &self.handshake)
            .finish_non_exhaustive()
    }
}

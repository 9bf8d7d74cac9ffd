use std::sync::Arc;
use std::time::Duration;

use super::load::Limits;
use super::observer::Observer;
use crate::transport::{ListenOptions, TlsServer};

/// The options of a connection, resolved once when it is made.
#[derive(Clone, Debug)]
pub(crate) struct ConnectionOptions {
    /// `heartbeat`: a consumer sends one when nothing was read for this long. A peer that reads
    /// nothing of what waits for it for this long is given up.
    pub(crate) heartbeat: Duration,
    /// `heartbeat.timeout`, a provider's `close.timeout`: an idle link is closed after this long.
    pub(crate) idle: Duration,
    /// `payload`: the largest body in bytes, both ways; 0 is no limit.
    pub(crate) payload: usize,
    /// A consumer's calls that wait for a reply at once.
    pub(crate) in_flight: usize,
    pub(crate) observer: Observer,
}

/// The options of a server.
#[derive(Clone, Debug, Default)]
pub(crate) struct ServerOptions {
    pub(crate) connection: Arc<ConnectionOptions>,
    pub(crate) limits: Limits,
    /// `accepts`: connections at once; 0 is no limit.
    pub(crate) accepts: usize,
    pub(crate) listen: ListenOptions,
    pub(crate) tls: Option<TlsServer>,
}

impl Default for ConnectionOptions {
    /// The defaults of dubbo-protocol §1.2 and §5.2.
    fn default() -> Self {
        let heartbeat = Duration::from_secs(60);
        Self {
            heartbeat,
            idle: heartbeat * 3,
            payload: 8 * 1024 * 1024,
            in_flight: 65_536,
            observer: Observer::default(),
        }
    }
}

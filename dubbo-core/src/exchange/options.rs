use std::time::Duration;

/// The options of a connection, resolved once when it is made.
#[derive(Clone, Debug)]
pub(crate) struct ConnectionOptions {
    /// `heartbeat`: a consumer sends one when nothing was read for this long.
    pub(crate) heartbeat: Duration,
    /// `heartbeat.timeout`, a provider's `close.timeout`: an idle link is closed after this long.
    pub(crate) idle: Duration,
    /// `payload`: the largest body in bytes, both ways; 0 is no limit.
    pub(crate) payload: usize,
    /// Calls in flight at once: waiting for a reply, or being served.
    pub(crate) in_flight: usize,
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
        }
    }
}

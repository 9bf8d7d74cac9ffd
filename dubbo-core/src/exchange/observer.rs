use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Duration;

/// What happens to connections, as [`Builder::on_connection`](crate::service::Builder::on_connection)
/// and [`Server::on_connection`](crate::service::Server::on_connection) tell it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ConnectionEvent {
    /// A connection is made.
    Connected {
        /// The other side's address.
        peer: Arc<str>,
    },
    /// A connection has ended, whoever ended it.
    Disconnected {
        /// The other side's address.
        peer: Arc<str>,
        /// What ended it.
        reason: Arc<str>,
    },
    /// Nothing came for so long that the connection is closed; `Disconnected` follows.
    Idle {
        /// The other side's address.
        peer: Arc<str>,
        /// How long nothing came.
        silent: Duration,
    },
    /// There is no connection: a consumer could not make it, or a provider closed it at once, since
    /// it has as many as `accepts` allows or the two did not agree by TLS.
    Refused {
        /// The other side's address.
        peer: Arc<str>,
        /// Why.
        reason: Arc<str>,
    },
}

/// Whom the events of connections are told.
#[derive(Clone, Default)]
pub(crate) struct Observer(Option<Arc<Tell>>);

type Tell = dyn Fn(&ConnectionEvent) + Send + Sync;

impl Observer {
    pub(crate) fn new(tell: impl Fn(&ConnectionEvent) + Send + Sync + 'static) -> Self {
        Self(Some(Arc::new(tell)))
    }

    /// Tells an event, which is made only if somebody wants to know. The tasks of connections live
    /// on when the user's code panics.
    pub(crate) fn tell(&self, event: impl FnOnce() -> ConnectionEvent) {
        let Some(tell) = &self.0 else { return };
        let event = event();
        if catch_unwind(AssertUnwindSafe(|| tell(&event))).is_err() {
            tracing::error!(
                ?event,
                "what was to be told of a connection's event panicked"
            );
        }
    }
}

impl fmt::Debug for Observer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_some() { "Observer" } else { "None" })
    }
}

use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::{Instant, timeout, timeout_at};

use crate::error::Error;
use crate::exchange::{Connection, ConnectionOptions, NoService, Side};
use crate::transport::{Address, Transport};

/// The way to one host: a connection that all references to the host share, made when first needed
/// and again when it is lost.
pub(crate) struct Link<T> {
    transport: T,
    address: Address,
    options: ConnectionOptions,
    connect_timeout: Duration,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    current: Option<Connection>,
    /// Tells all who wait how connecting has ended.
    attempt: Option<watch::Receiver<Option<Outcome>>>,
}

type Outcome = Result<Connection, Arc<io::Error>>;

/// Why there is no connection.
#[derive(Debug)]
pub(crate) enum Unconnected {
    /// The caller's own time was over.
    Expired,
    Failed(Arc<io::Error>),
}

impl<T: Transport> Link<T> {
    pub(crate) fn new(
        transport: T,
        address: Address,
        options: ConnectionOptions,
        connect_timeout: Duration,
    ) -> Self {
        let state = Mutex::default();
        Self {
            transport,
            address,
            options,
            connect_timeout,
            state,
        }
    }

    pub(crate) fn address(&self) -> &Address {
        &self.address
    }

    pub(crate) fn connect_timeout(&self) -> Duration {
        self.connect_timeout
    }

    /// The connection, made now if there is none that may be called. Connecting is nobody's own: it
    /// goes on when the caller's time is over, so that the next caller finds it done.
    pub(crate) async fn connection(
        self: &Arc<Self>,
        deadline: Instant,
    ) -> Result<Connection, Unconnected> {
        let mut attempt = {
            let mut state = self.state();
            let current = state.current.as_ref();
            if let Some(connection) = current.filter(|connection| connection.is_available()) {
                return Ok(connection.clone());
            }
            // One whose task is gone, with its run time, is none.
            let running = state
                .attempt
                .take()
                .filter(|attempt| attempt.has_changed().is_ok());
            state
                .attempt
                .insert(running.unwrap_or_else(|| self.attempt()))
                .clone()
        };
        let outcome = timeout_at(deadline, attempt.wait_for(Option::is_some)).await;
        match outcome.map(|ended| ended.map(|outcome| outcome.clone())) {
            Ok(Ok(Some(outcome))) => outcome.map_err(Unconnected::Failed),
            Ok(_) => Err(Unconnected::Failed(Arc::new(
                io::ErrorKind::Interrupted.into(),
            ))),
            Err(_) => Err(Unconnected::Expired),
        }
    }

    fn attempt(self: &Arc<Self>) -> watch::Receiver<Option<Outcome>> {
        let (tell, attempt) = watch::channel(None);
        let link = self.clone();
        tokio::spawn(async move {
            let connecting = link.transport.connect(&link.address);
            let stream = match timeout(link.connect_timeout, connecting).await {
                Ok(stream) => stream,
                Err(elapsed) => Err(elapsed.into()),
            };
            let outcome = stream.map_err(Arc::new).map(|stream| {
                let (peer, options) = (link.address.to_string(), link.options.clone());
                Connection::start(stream, peer, Side::Consumer, options, NoService)
            });
            let mut state = link.state();
            state.attempt = None;
            if let Ok(connection) = &outcome {
                state.current = Some(connection.clone());
            }
            drop(state);
            let _nobody_waits = tell.send(Some(outcome));
        });
        attempt
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn unreachable(&self, error: &io::Error) -> Error {
        Error::Network {
            peer: self.address.to_string().into(),
            message: format!("could not connect: {error}").into(),
            source: Some(io::Error::new(error.kind(), error.to_string())),
        }
    }
}

impl<T> std::fmt::Debug for Link<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Link")
            .field("address", &self.address)
            .finish_non_exhaustive()
    }
}

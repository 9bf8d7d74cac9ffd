use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep_until, timeout, timeout_at};
use tokio_util::sync::{CancellationToken, DropGuard};

use super::keeper;
use crate::error::Error;
use crate::exchange::{self, Connection, ConnectionEvent, ConnectionOptions, NoService};
use crate::period::after;
use crate::transport::{Address, TlsClient, Transport};

/// One connection to a host: made when first needed and again when it is lost.
pub(crate) struct Link<T> {
    transport: T,
    address: Address,
    options: LinkOptions,
    state: Mutex<State>,
    /// Tells the keeper that a provider is called which has asked to be spared.
    called_all_the_same: watch::Sender<bool>,
    /// Tells the keeper when the link is dropped.
    gone: CancellationToken,
    _gone: DropGuard,
}

/// The options of a link.
#[derive(Clone, Debug)]
pub(crate) struct LinkOptions {
    pub(crate) connection: ConnectionOptions,
    pub(crate) tls: Option<TlsClient>,
    /// `connect.timeout`.
    pub(crate) connect_timeout: Duration,
    /// `reconnect`: the longest pause between attempts to make a lost connection again. `None`: only
    /// calls make it again.
    pub(crate) reconnect: Option<Duration>,
}

#[derive(Default)]
struct State {
    current: Option<Connection>,
    /// Tells all who wait how connecting has ended.
    attempt: Option<watch::Receiver<Option<Outcome>>>,
    /// When connecting failed, if it was the last thing done.
    failed: Option<Instant>,
    keeper: Option<JoinHandle<()>>,
}

pub(super) type Outcome = Result<Connection, Arc<io::Error>>;

/// Why there is no connection.
#[derive(Debug)]
pub(crate) enum Unconnected {
    /// The caller's own time was over.
    Expired,
    Failed(Arc<io::Error>),
}

impl<T: Transport> Link<T> {
    pub(crate) fn new(transport: T, address: Address, options: LinkOptions) -> Self {
        let gone = CancellationToken::new();
        Self {
            transport,
            address,
            options,
            state: Mutex::default(),
            called_all_the_same: watch::Sender::new(false),
            _gone: gone.clone().drop_guard(),
            gone,
        }
    }

    pub(crate) fn address(&self) -> &Address {
        &self.address
    }

    pub(crate) fn connect_timeout(&self) -> Duration {
        self.options.connect_timeout
    }

    /// Whether calls may go this way: the provider has not asked to be spared, and there is a
    /// connection, or none was ever wanted.
    pub(crate) fn is_available(&self) -> bool {
        let state = self.state();
        match &state.current {
            Some(connection) => connection.is_available(),
            None => state.failed.is_none(),
        }
    }

    /// The connection, if there is one that can be called.
    pub(super) fn current(&self) -> Option<Connection> {
        self.open_one(&self.state())
    }

    fn open_one(&self, state: &State) -> Option<Connection> {
        let current = state.current.as_ref();
        let open = current.filter(|connection| connection.is_open())?;
        if open.is_readonly() {
            self.called_all_the_same.send_replace(true);
        }
        Some(open.clone())
    }

    /// The connection, made now if there is none. Connecting is nobody's own: it goes on when the
    /// caller's time is over, so that the next caller finds it done.
    ///
    /// A provider that has asked not to be called is called all the same: who comes here has no
    /// other. The keeper looks for a new connection meanwhile.
    pub(crate) async fn connection(
        self: &Arc<Self>,
        deadline: Instant,
    ) -> Result<Connection, Unconnected> {
        let mut attempt = {
            let mut state = self.state();
            if let Some(connection) = self.open_one(&state) {
                return Ok(connection);
            }
            self.attempt(&mut state)
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

    /// Begins to connect, if nothing has been done yet.
    pub(super) fn begin(self: &Arc<Self>) {
        let mut state = self.state();
        if state.current.is_none() {
            drop(self.attempt(&mut state));
        }
    }

    /// The attempt to connect that is under way, begun if there is none: now, or when the last one is
    /// long enough ago. However many calls a provider gets that is gone, they are no storm.
    fn attempt(self: &Arc<Self>, state: &mut State) -> watch::Receiver<Option<Outcome>> {
        /// From a failed attempt to the next.
        const PAUSE: Duration = Duration::from_millis(100);
        self.keep(state);
        // One whose task is gone, with its run time, is none.
        let running = state
            .attempt
            .take()
            .filter(|attempt| attempt.has_changed().is_ok());
        let attempt = running.unwrap_or_else(|| {
            let (tell, attempt) = watch::channel(None);
            let link = self.clone();
            let failed = state.failed;
            tokio::spawn(async move {
                if let Some(failed) = failed {
                    sleep_until(failed + PAUSE).await;
                }
                let _nobody_waits = tell.send(Some(link.connect().await));
            });
            attempt
        });
        state.attempt.insert(attempt).clone()
    }

    async fn connect(&self) -> Outcome {
        let outcome = match self.open().await {
            Ok(connection) => self.prove(connection).await,
            failed => failed,
        };
        let mut state = self.state();
        state.attempt = None;
        match &outcome {
            Ok(connection) => {
                state.failed = None;
                state.current = Some(connection.clone());
            }
            Err(_) => state.failed = Some(Instant::now()),
        }
        outcome
    }

    async fn open(&self) -> Outcome {
        let options = &self.options;
        let connecting = exchange::connect(
            &self.transport,
            &self.address,
            options.tls.as_ref(),
            options.connection.clone(),
            NoService,
            after(options.connect_timeout),
        );
        connecting.await.map_err(|error| {
            let observer = &options.connection.observer;
            observer.tell(|| ConnectionEvent::Refused {
                peer: self.address.to_string().into(),
                reason: error.to_string().into(),
            });
            Arc::new(error)
        })
    }

    /// A connection in place of one whose provider has asked to be spared must be of more use: the
    /// same provider asks again at once.
    async fn prove(&self, connection: Connection) -> Outcome {
        /// In this time the event is there.
        const PROOF: Duration = Duration::from_millis(100);
        let has_one = self
            .state()
            .current
            .as_ref()
            .is_some_and(Connection::is_open);
        if has_one && timeout(PROOF, connection.until_unavailable()).await.is_ok() {
            let error = io::Error::other("the provider asks not to be called");
            return Err(Arc::new(error));
        }
        Ok(connection)
    }

    /// Sees to it that the link has a keeper, which makes a lost connection again.
    fn keep(self: &Arc<Self>, state: &mut State) {
        let kept = state
            .keeper
            .as_ref()
            .is_some_and(|keeper| !keeper.is_finished());
        if let (Some(longest), false) = (self.options.reconnect, kept) {
            let keeper = keeper::run(Arc::downgrade(self), self.gone.clone(), longest);
            state.keeper = Some(tokio::spawn(keeper));
        }
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

/// What the keeper does with the link.
impl<T: Transport> Link<T> {
    /// Resolves once another connection is of use: there is none, it is closed, or its provider is
    /// called though it has asked to be spared. As long as there are other providers to call, such a
    /// one is left alone until it closes, as by Java: while it shuts down it still takes connections,
    /// and closes them under the calls that they carry. Does not keep the connection.
    pub(super) fn until_lost(&self) -> impl Future<Output = ()> + Send + use<T> {
        let current = self.state().current.as_ref().map(Connection::unowned);
        let mut called_all_the_same = self.called_all_the_same.subscribe();
        async move {
            let Some(connection) = current else { return };
            connection.until_unavailable().await;
            tokio::select! {
                _ = called_all_the_same.wait_for(|called| *called) => {}
                () = connection.until_closing() => {}
            }
        }
    }

    /// Whether it is lost now, in the sense of [`until_lost`](Self::until_lost).
    pub(super) fn is_lost(&self) -> bool {
        let called_all_the_same = self.called_all_the_same.send_replace(false);
        match &self.state().current {
            Some(connection) if connection.is_open() => {
                called_all_the_same && connection.is_readonly()
            }
            _ => true,
        }
    }

    /// Connects, or waits for those who do.
    pub(super) fn reconnect(self: &Arc<Self>) -> impl Future<Output = ()> + Send + use<T> {
        let mut attempt = self.attempt(&mut self.state());
        async move {
            let _ended = attempt.wait_for(Option::is_some).await;
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

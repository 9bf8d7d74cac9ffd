use std::collections::BTreeMap;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::task::JoinSet;
use tokio::time::{Instant, timeout};
use tokio_util::sync::CancellationToken;

use super::connection::{Connection, Side};
use super::handler::RequestHandler;
use super::handshake::Handshakes;
use super::load::Load;
use super::observer::ConnectionEvent;
use super::options::ServerOptions;
use super::unwind::catch_unwind_of;
use crate::period::after;
use crate::transport::{Address, Listener, Stream, TlsServer, Transport};

/// A listening side: accepts connections and serves their requests until it is shut down.
pub(crate) struct Server {
    address: Address,
    shared: Arc<Shared>,
}

struct Shared {
    stop: CancellationToken,
    /// The listening socket is gone.
    stopped: CancellationToken,
    connections: Mutex<Connections>,
    load: Arc<Load>,
    options: ServerOptions,
}

#[derive(Default)]
struct Connections {
    next: u64,
    open: BTreeMap<u64, Connection>,
    /// Consumers are asked not to call: those that come now, too.
    readonly: bool,
    /// Why all are closed: those that come now, too.
    closed: Option<&'static str>,
}

impl Server {
    pub(crate) async fn bind<T: Transport, H: RequestHandler>(
        transport: T,
        address: &Address,
        options: ServerOptions,
        handler: H,
    ) -> io::Result<Self> {
        let listener = transport.bind(address, &options.listen).await?;
        let address = listener.address();
        let shared = Arc::new(Shared {
            stop: CancellationToken::new(),
            stopped: CancellationToken::new(),
            connections: Mutex::default(),
            load: Arc::new(Load::new(options.limits)),
            options,
        });
        tokio::spawn(accept(shared.clone(), listener, handler));
        tokio::spawn(close_idle(shared.clone()));
        Ok(Self { address, shared })
    }

    /// Where it listens; for a port of 0, the port that was chosen.
    pub(crate) fn address(&self) -> &Address {
        &self.address
    }

    /// Asks all consumers, also those to come, not to call any more, or tells them that they may
    /// (dubbo-protocol §5.3).
    pub(crate) fn set_readonly(&self, readonly: bool) {
        let mut connections = self.shared.lock();
        connections.readonly = readonly;
        for connection in connections.open.values() {
            connection.send_readonly(readonly);
        }
    }

    /// How many connections are open.
    pub(crate) fn connections(&self) -> usize {
        self.shared.lock().open.len()
    }

    /// Stops accepting, tells every peer not to call any more, serves what still comes until there
    /// is nothing left, and closes; after `limit` it closes in any case (dubbo-protocol §5.3).
    pub(crate) async fn shut_down(&self, limit: Duration) {
        /// How long nothing must have come before the rest is taken to be done: the time in which
        /// a peer that has read the event but not yet obeyed it sends its last calls.
        const QUIET: Duration = Duration::from_millis(100);
        /// How long a peer may stand still, as for a collection of its garbage, before it reads the
        /// event.
        const PATIENCE: Duration = Duration::from_secs(1);
        self.shared.stop.cancel();
        self.shared.stopped.cancelled().await;
        self.shared.load.drain();
        self.set_readonly(true);
        let open = self.shared.open();
        let deadline = after(limit);
        let mut peers = JoinSet::new();
        for connection in &open {
            let connection = connection.clone();
            peers.spawn(async move { connection.heard().await });
        }
        let _stand_still = timeout(PATIENCE.min(limit), peers.join_all()).await;
        let start = Instant::now();
        while !open.is_empty()
            && !self.shared.load.is_quiet(start, QUIET)
            && Instant::now() < deadline
        {
            tokio::time::sleep(QUIET / 10).await;
        }
        self.close("the provider shuts down");
        for connection in open {
            connection.wait_closed().await;
        }
    }

    fn close(&self, reason: &'static str) {
        self.shared.stop.cancel();
        self.shared.lock().closed = Some(reason);
        let open = self.shared.open();
        open.iter().for_each(|connection| connection.close(reason));
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.close("the provider is gone");
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Connections> {
        self.connections
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    fn open(&self) -> Vec<Connection> {
        self.lock().open.values().cloned().collect()
    }

    /// Starts a connection, unless there are as many as there may be.
    fn take<H: RequestHandler>(self: &Arc<Self>, stream: impl Stream, peer: Arc<str>, handler: H) {
        if self.is_full(&peer) {
            return;
        }
        let side = Side::Provider(self.load.clone());
        let options = self.options.connection.clone();
        let number = self.next_number();
        let listed = Listed(self.clone(), number);
        let connection = Connection::start(stream, peer, side, options, handler, listed);
        self.list(number, connection);
    }

    /// Does the TLS handshake in a task of its own, and starts the connection.
    fn secure<H: RequestHandler>(
        self: &Arc<Self>,
        stream: impl Stream,
        peer: Arc<str>,
        handler: H,
        tls: TlsServer,
        handshakes: &Handshakes,
    ) {
        if self.is_full(&peer) {
            return;
        }
        let shared = self.clone();
        let handshake = handshakes.enter(async move { tls.accept(stream).await });
        tokio::spawn(async move {
            let ended = tokio::select! {
                ended = handshake => ended,
                () = shared.stop.cancelled() => return,
            };
            match ended {
                Ok(stream) => shared.take(stream, peer, handler),
                // Of a probe, which only connects, no more is to be said than without TLS.
                Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
                    tracing::debug!(%peer, %error, "no connection");
                }
                Err(error) => {
                    let reason = error.to_string().into();
                    tracing::warn!(%peer, %reason, "no connection");
                    shared.refused(peer, reason);
                }
            }
        });
    }

    /// Whether there are as many connections as there may be: `peer` is told of.
    fn is_full(&self, peer: &Arc<str>) -> bool {
        let accepts = self.options.accepts;
        let full = accepts > 0 && self.lock().open.len() >= accepts;
        if full {
            let reason: Arc<str> =
                format!("{accepts} connections are open already (`accepts`)").into();
            tracing::error!(%peer, %reason, "a connection is closed at once");
            self.refused(peer.clone(), reason);
        }
        full
    }

    fn refused(&self, peer: Arc<str>, reason: Arc<str>) {
        let observer = &self.options.connection.observer;
        observer.tell(|| ConnectionEvent::Refused { peer, reason });
    }

    fn next_number(&self) -> u64 {
        let mut connections = self.lock();
        connections.next += 1;
        connections.next
    }

    /// Lists the connection, which learns what the others were told.
    fn list(&self, number: u64, connection: Connection) {
        let mut connections = self.lock();
        if connections.readonly {
            connection.send_readonly(true);
        }
        if let Some(reason) = connections.closed {
            connection.close(reason);
        }
        // One that is closed is struck off already, or waits for this lock to be.
        if !connection.is_closed() {
            connections.open.insert(number, connection);
        }
    }
}

/// A connection's place in the list, until it is closed.
struct Listed(Arc<Shared>, u64);

impl Drop for Listed {
    fn drop(&mut self) {
        self.0.lock().open.remove(&self.1);
    }
}

/// One timer closes the idle connections of a server, of which there may be thousands: each when it is
/// due or, where many are one after the other, a little later.
async fn close_idle(shared: Arc<Shared>) {
    let idle = shared.options.connection.idle;
    let mut wake = after(idle);
    loop {
        tokio::select! {
            () = tokio::time::sleep_until(wake) => {}
            () = shared.stop.cancelled() => return,
        }
        let now = Instant::now();
        let open = shared.open();
        let next = open.iter().filter_map(|one| one.close_if_idle(now)).min();
        wake = next.map_or(after(idle), |next| next.max(after(idle / 64)));
    }
}

async fn accept<L: Listener, H: RequestHandler>(shared: Arc<Shared>, listener: L, handler: H) {
    /// Out of descriptors, say: accepting at once again would only burn the processor.
    const PAUSE: Duration = Duration::from_millis(50);
    let _stopped = shared.stopped.clone().drop_guard();
    // Dropped before the guard: the guard was made first.
    let mut listener = listener;
    let handshakes = Handshakes::default();
    loop {
        let accepted = tokio::select! {
            accepted = catch_unwind_of(listener.accept()) => accepted,
            () = shared.stop.cancelled() => return,
        };
        match accepted {
            Ok(Ok((stream, peer))) => {
                // The stream, which may be the user's own, is closed as the panic passes by.
                let (peer, handler) = (peer.into(), handler.clone());
                let take = || match shared.options.tls.clone() {
                    None => shared.take(stream, peer, handler),
                    Some(tls) => shared.secure(stream, peer, handler, tls, &handshakes),
                };
                if catch_unwind(AssertUnwindSafe(take)).is_err() {
                    tracing::error!("setting up a connection panicked");
                }
                continue;
            }
            Ok(Err(error)) => {
                tracing::warn!(%error, "could not accept a connection");
                if concerns_one(&error) {
                    continue;
                }
            }
            Err(_panic) => tracing::error!("accepting a connection panicked"),
        }
        tokio::time::sleep(PAUSE).await;
    }
}

/// Whether only the connection failed that was to be accepted, and not accepting.
fn concerns_one(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(
        error.kind(),
        ConnectionAborted | ConnectionRefused | ConnectionReset
    )
}

use std::collections::HashMap;
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::connection::{Connection, Side};
use super::handshake::Handshakes;
use super::load::Load;
use super::observer::ConnectionEvent;
use super::options::ServerOptions;
use super::reader::RequestHandler;
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
    open: HashMap<u64, Connection>,
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
        /// a peer that has not seen the event yet sends its last calls.
        const QUIET: Duration = Duration::from_millis(100);
        self.shared.stop.cancel();
        self.shared.stopped.cancelled().await;
        self.shared.load.drain();
        self.set_readonly(true);
        let open = self.shared.open();
        let start = Instant::now();
        let deadline = after(limit);
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
        let connection = Connection::start(stream, peer, side, options, handler);
        let number = self.list(&connection);
        let shared = self.clone();
        tokio::spawn(async move {
            connection.wait_closed().await;
            shared.lock().open.remove(&number);
        });
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

    /// Lists the connection, which learns what the others were told; returns its number.
    fn list(&self, connection: &Connection) -> u64 {
        let mut connections = self.lock();
        if connections.readonly {
            connection.send_readonly(true);
        }
        if let Some(reason) = connections.closed {
            connection.close(reason);
        }
        connections.next += 1;
        let number = connections.next;
        connections.open.insert(number, connection.clone());
        number
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
            accepted = listener.accept() => accepted,
            () = shared.stop.cancelled() => return,
        };
        match accepted {
            Ok((stream, peer)) => {
                let (peer, handler) = (peer.into(), handler.clone());
                match shared.options.tls.clone() {
                    None => shared.take(stream, peer, handler),
                    Some(tls) => shared.secure(stream, peer, handler, tls, &handshakes),
                }
            }
            Err(error) => {
                tracing::warn!(%error, "could not accept a connection");
                tokio::time::sleep(PAUSE).await;
            }
        }
    }
}

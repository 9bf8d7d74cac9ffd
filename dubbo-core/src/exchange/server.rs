use std::collections::HashMap;
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::connection::{Connection, Side};
use super::load::Load;
use super::observer::ConnectionEvent;
use super::options::ServerOptions;
use super::reader::RequestHandler;
use crate::period::after;
use crate::transport::{Address, Listener, Stream, Transport};

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
        let accepts = self.options.accepts;
        if accepts > 0 && self.lock().open.len() >= accepts {
            let reason = format!("{accepts} connections are open already (`accepts`)").into();
            tracing::error!(%peer, %reason, "a connection is closed at once");
            let refused = || ConnectionEvent::Refused { peer, reason };
            return self.options.connection.observer.tell(refused);
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
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = shared.stop.cancelled() => return,
        };
        match accepted {
            Ok((stream, peer)) => shared.take(stream, peer.into(), handler.clone()),
            Err(error) => {
                tracing::warn!(%error, "could not accept a connection");
                tokio::time::sleep(PAUSE).await;
            }
        }
    }
}

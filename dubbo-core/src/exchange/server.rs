use std::collections::HashMap;
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::connection::{Connection, Side};
use super::options::ConnectionOptions;
use super::reader::{IncomingRequest, RequestHandler};
use crate::period::after;
use crate::transport::{Address, Header, Listener, Transport};

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
    active: Active,
}

#[derive(Default)]
struct Connections {
    next: u64,
    open: HashMap<u64, Connection>,
}

impl Server {
    pub(crate) async fn bind<T: Transport, H: RequestHandler>(
        transport: T,
        address: &Address,
        options: ConnectionOptions,
        handler: H,
    ) -> io::Result<Self> {
        let listener = transport.bind(address).await?;
        let address = listener.address();
        let shared = Arc::new(Shared {
            stop: CancellationToken::new(),
            stopped: CancellationToken::new(),
            connections: Mutex::default(),
            active: Active::default(),
        });
        let counted = Counted {
            handler,
            active: shared.active.clone(),
        };
        tokio::spawn(accept(shared.clone(), listener, options, counted));
        Ok(Self { address, shared })
    }

    /// Where it listens; for a port of 0, the port that was chosen.
    pub(crate) fn address(&self) -> &Address {
        &self.address
    }

    /// Stops accepting, tells every peer not to call any more, serves what still comes until there
    /// is nothing left, and closes; after `limit` it closes in any case (dubbo-protocol §5.3).
    pub(crate) async fn shut_down(&self, limit: Duration) {
        /// How long nothing must have come before the rest is taken to be done: the time in which
        /// a peer that has not seen the event yet sends its last calls.
        const QUIET: Duration = Duration::from_millis(100);
        self.shared.stop.cancel();
        self.shared.stopped.cancelled().await;
        let open = self.shared.open();
        open.iter().for_each(Connection::send_readonly);
        let start = Instant::now();
        let deadline = after(limit);
        while !open.is_empty()
            && !self.shared.active.is_quiet(start, QUIET)
            && Instant::now() < deadline
        {
            tokio::time::sleep(QUIET / 10).await;
        }
        self.close("the provider shuts down");
        for connection in open {
            connection.wait_closed().await;
        }
    }

    fn close(&self, reason: &str) {
        self.shared.stop.cancel();
        self.shared
            .open()
            .iter()
            .for_each(|connection| connection.close(reason));
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
}

async fn accept<L, H>(shared: Arc<Shared>, listener: L, options: ConnectionOptions, handler: H)
where
    L: Listener,
    H: RequestHandler,
{
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
            Ok((stream, peer)) => {
                let (options, handler) = (options.clone(), handler.clone());
                let connection = Connection::start(stream, peer, Side::Provider, options, handler);
                // Listed here, so that a shutdown that comes next closes it.
                let number = list(&shared, &connection);
                let shared = shared.clone();
                tokio::spawn(async move {
                    connection.wait_closed().await;
                    shared.lock().open.remove(&number);
                });
            }
            Err(error) => {
                tracing::warn!(%error, "could not accept a connection");
                tokio::time::sleep(PAUSE).await;
            }
        }
    }
}

/// Lists the connection; returns its number.
fn list(shared: &Shared, connection: &Connection) -> u64 {
    let mut connections = shared.lock();
    connections.next += 1;
    let number = connections.next;
    connections.open.insert(number, connection.clone());
    number
}

/// Requests being served on all connections of a server, and when the last one ended.
#[derive(Clone, Default)]
struct Active(Arc<Mutex<Activity>>);

#[derive(Default)]
struct Activity {
    requests: usize,
    last_end: Option<Instant>,
}

impl Active {
    fn lock(&self) -> MutexGuard<'_, Activity> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether nothing has been served for `period`, beginning with `start`.
    fn is_quiet(&self, start: Instant, period: Duration) -> bool {
        let activity = self.lock();
        let since = activity.last_end.map_or(start, |end| end.max(start));
        activity.requests == 0 && since.elapsed() >= period
    }
}

/// One request being served, until dropped.
struct Serving(Active);

impl Drop for Serving {
    fn drop(&mut self) {
        let mut activity = self.0.lock();
        activity.requests -= 1;
        activity.last_end = Some(Instant::now());
    }
}

/// A handler that counts what it serves.
#[derive(Clone)]
struct Counted<H> {
    handler: H,
    active: Active,
}

impl<H: RequestHandler> RequestHandler for Counted<H> {
    fn handle(&self, request: IncomingRequest) -> impl Future<Output = ()> + Send + 'static {
        self.active.lock().requests += 1;
        let serving = Serving(self.active.clone());
        let future = self.handler.handle(request);
        async move {
            let _serving = serving;
            future.await;
        }
    }

    fn refuse(&self, connection: &Connection, header: Header, status: u8, reason: &str) {
        self.handler.refuse(connection, header, status, reason);
    }
}

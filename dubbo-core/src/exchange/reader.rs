use std::future::{Future, poll_fn};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, Waker};

use bytes::{Bytes, BytesMut};
use tokio::io::{AsyncRead, AsyncReadExt};
use tokio_util::sync::ReusableBoxFuture;

use super::connection::{Connection, Side};
use super::event::{self, Event};
use super::pending::Ending;
use super::shared::Shared;
use crate::transport::{FrameDecoder, Header, Incoming, flags, status};

/// Room is made when less than this is left. Frames lend pieces of the buffer, so making room
/// mostly means a new buffer: not for every read.
const LEAST_ROOM: usize = 1024;
/// How much room is made.
const ROOM: usize = 8 * 1024;
/// A buffer that has grown beyond this is given back once it is empty.
const KEPT: usize = 64 * 1024;
/// Requests that are served from one read before other tasks get their turn.
const BUDGET: usize = 64;

/// A request that the other side sent.
pub(crate) struct IncomingRequest {
    pub(crate) header: Header,
    pub(crate) body: Bytes,
    pub(crate) connection: Connection,
}

/// Serves the requests that come in on a connection.
pub(crate) trait RequestHandler: Clone + Send + Sync + 'static {
    /// Serves one request; two-way requests are answered by [`Connection::respond`]. It is polled
    /// once by the connection's reader, and goes on in a task of its own if it is pending.
    fn handle(&self, request: IncomingRequest) -> impl Future<Output = ()> + Send + 'static;

    /// A request that is refused before it is decoded, with the status and the reason.
    fn refuse(&self, connection: &Connection, header: Header, status: u8, reason: &str);
}

/// Reads until the connection closes or breaks.
pub(super) async fn run<S, H>(shared: Arc<Shared>, mut stream: S, handler: H)
where
    S: AsyncRead + Unpin,
    H: RequestHandler,
{
    let _ends = shared.ends_with("its reader ended");
    let mut reader = Reader::new(shared.clone(), handler);
    loop {
        if reader.buffer.capacity() - reader.buffer.len() < LEAST_ROOM {
            reader.buffer.reserve(ROOM);
        }
        let read = tokio::select! {
            read = stream.read_buf(&mut reader.buffer) => read,
            () = shared.closing.cancelled() => break,
        };
        match read {
            Ok(0) => shared.close("the other side closed the connection".to_owned()),
            Ok(_) => {
                shared.note_read();
                reader.process().await;
                reader.give_back();
                continue;
            }
            Err(error) => shared.fail("read failed", &error),
        }
        break;
    }
}

struct Reader<H> {
    shared: Arc<Shared>,
    handler: H,
    decoder: FrameDecoder,
    buffer: BytesMut,
    /// Where the future of a request lies for its first poll: kept from request to request.
    slot: Option<ReusableBoxFuture<'static, ()>>,
    served: Arc<AtomicUsize>,
    /// Whether bytes outside any frame have come: that is said once.
    junk: bool,
    /// How the calls end whose replies came with one read: told under one lock.
    endings: Vec<(u64, Ending)>,
    /// Their wakers: woken together, outside the lock.
    wakers: Vec<Waker>,
}

impl<H: RequestHandler> Reader<H> {
    fn new(shared: Arc<Shared>, handler: H) -> Self {
        Self {
            decoder: FrameDecoder::new(shared.options.payload),
            shared,
            handler,
            buffer: BytesMut::new(),
            slot: None,
            served: Arc::default(),
            junk: false,
            endings: Vec::new(),
            wakers: Vec::new(),
        }
    }

    /// A connection that is idle does not keep the buffer of its largest frame.
    fn give_back(&mut self) {
        if self.buffer.is_empty() && self.buffer.capacity() > KEPT {
            self.buffer = BytesMut::new();
        }
    }

    async fn process(&mut self) {
        let mut requests = 0;
        while let Some(incoming) = self.decoder.decode(&mut self.buffer) {
            // Whoever does not read its answers is not served any further. A consumer must read on:
            // else both sides would wait for each other.
            if self.shared.side == Side::Provider && !self.shared.has_room() {
                self.end_calls();
                self.shared.room().await;
            }
            match incoming {
                Incoming::Frame(header, body) if header.is(flags::EVENT) => {
                    self.event(header, &body);
                }
                Incoming::Frame(header, body) if header.is(flags::REQUEST) => {
                    self.request(header, body);
                    requests += 1;
                    if requests % BUDGET == 0 {
                        self.end_calls();
                        tokio::task::yield_now().await;
                    }
                }
                Incoming::Frame(header, body) => {
                    self.endings.push((header.id, Ending::Reply(header, body)))
                }
                Incoming::Oversize(header) if header.is(flags::REQUEST) => self.oversize(header),
                Incoming::Oversize(header) => {
                    self.endings.push((header.id, Ending::Oversize(header)))
                }
                Incoming::Junk(length) if !std::mem::replace(&mut self.junk, true) => {
                    tracing::warn!(peer = %self.shared.peer, length, "passed over bytes outside any frame");
                }
                Incoming::Junk(_) => {}
            }
        }
        self.end_calls();
    }

    fn end_calls(&mut self) {
        if self.endings.is_empty() {
            return;
        }
        let mut state = self.shared.state();
        for (id, ending) in self.endings.drain(..) {
            self.wakers.extend(state.pending.end(id, ending));
        }
        drop(state);
        self.wakers.drain(..).for_each(Waker::wake);
    }

    fn event(&mut self, header: Header, body: &[u8]) {
        match event::read(header, body) {
            // To a side that does not read, an answer more would be of no use.
            Event::Heartbeat if !self.shared.has_room() => {}
            Event::Heartbeat => {
                let flags = flags::EVENT | header.serialization();
                let answer = Header {
                    flags,
                    status: status::OK,
                    ..header
                };
                let connection = Connection::of(self.shared.clone());
                let _closed = connection.respond::<()>(answer, |out| {
                    out.extend_from_slice(body);
                    Ok(())
                });
            }
            Event::Readonly => self.shared.set_readonly(true),
            Event::Writable => self.shared.set_readonly(false),
            Event::Other => {}
        }
    }

    fn oversize(&self, header: Header) {
        let (length, limit) = (header.length, self.shared.options.payload);
        let reason = format!("Data length too large: {length}, max payload: {limit}");
        let connection = Connection::of(self.shared.clone());
        self.handler
            .refuse(&connection, header, status::BAD_REQUEST, &reason);
    }

    /// Polls the request once where it stands; what is pending goes on in a task.
    fn request(&mut self, header: Header, body: Bytes) {
        let connection = Connection::of(self.shared.clone());
        let limit = self.shared.options.in_flight;
        let Some(guard) = Served::enter(&self.served, limit) else {
            let reason = format!("{limit} requests are being served on this connection already");
            let status = status::THREAD_POOL_EXHAUSTED;
            return self.handler.refuse(&connection, header, status, &reason);
        };
        let handler = self.handler.clone();
        let future = async move {
            let _guard = guard;
            let request = IncomingRequest {
                header,
                body,
                connection: connection.clone(),
            };
            if catch_unwind_of(handler.handle(request)).await.is_err() {
                let reason = "java.lang.IllegalStateException: the handler of the call panicked";
                handler.refuse(&connection, header, status::SERVICE_ERROR, reason);
            }
        };
        match &mut self.slot {
            Some(slot) => slot.set(future),
            empty => *empty = Some(ReusableBoxFuture::new(future)),
        }
        // The waker is of no use: what is pending is polled again by its own task.
        let mut context = Context::from_waker(Waker::noop());
        let pending = self
            .slot
            .take_if(|slot| slot.poll(&mut context).is_pending());
        if let Some(pending) = pending {
            tokio::spawn(pending);
        }
    }
}

/// Counts a request as being served until it is dropped.
struct Served(Arc<AtomicUsize>);

impl Served {
    fn enter(count: &Arc<AtomicUsize>, limit: usize) -> Option<Self> {
        let guard = Self(count.clone());
        (count.fetch_add(1, Ordering::Relaxed) < limit).then_some(guard)
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Ends with `Err` where `future` panics.
async fn catch_unwind_of(future: impl Future<Output = ()>) -> std::thread::Result<()> {
    let mut future = pin!(future);
    poll_fn(|context| {
        let poll = AssertUnwindSafe(|| future.as_mut().poll(context));
        match catch_unwind(poll) {
            Ok(Poll::Pending) => Poll::Pending,
            Ok(Poll::Ready(())) => Poll::Ready(Ok(())),
            Err(panic) => Poll::Ready(Err(panic)),
        }
    })
    .await
}

/// A side that serves nothing: every two-way request is refused.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NoService;

impl RequestHandler for NoService {
    fn handle(&self, request: IncomingRequest) -> impl Future<Output = ()> + Send + 'static {
        let reason = "org.apache.dubbo.remoting.RemotingException: Not found exported service: \
                      this side of the connection is a consumer";
        self.refuse(
            &request.connection,
            request.header,
            status::SERVICE_ERROR,
            reason,
        );
        std::future::ready(())
    }

    fn refuse(&self, connection: &Connection, header: Header, status: u8, reason: &str) {
        if header.is(flags::TWO_WAY) {
            let header = Header {
                flags: event::SERIALIZATION,
                status,
                ..header
            };
            let _closed = connection.respond::<()>(header, |out| {
                event::write_text(out, reason);
                Ok(())
            });
        }
    }
}

use std::future::{Future, poll_fn};
use std::io;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker, ready};

use bytes::{Bytes, BytesMut};
use tokio::io::{AsyncRead, AsyncReadExt, ReadBuf};
use tokio::time::Instant;

use super::connection::{Connection, Side};
use super::event::{self, Event};
use super::lent;
use super::load::{ALLOWANCE, Admitted, Full};
use super::pending::Ending;
use super::serving::{Serving, poll_caught};
use super::shared::Shared;
use super::turn::Turn;
use crate::transport::{FrameDecoder, Header, Incoming, flags, status};

/// A frame of which at least this much is still to come is read to where it lies.
const LARGE: usize = 1024;

/// A request that the other side sent.
pub(crate) struct IncomingRequest {
    pub(crate) header: Header,
    pub(crate) body: Bytes,
    pub(crate) connection: Connection,
    /// When it was read.
    pub(crate) received: Instant,
}

/// Serves the requests that come in on a connection.
pub(crate) trait RequestHandler: Clone + Send + Sync + Unpin + 'static {
    /// What it keeps from one request of a connection to the next.
    type Session: Default + Send + 'static;

    /// Serves one request; two-way requests are answered by [`Connection::respond`]. What it returns
    /// is polled once by the connection's reader, and goes on in a task of its own if it is pending.
    fn handle(
        &self,
        session: &mut Self::Session,
        request: IncomingRequest,
    ) -> impl Future<Output = ()> + Send + use<Self>;

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
        reader.make_room();
        let read = tokio::select! {
            read = reader.read(&mut stream) => read,
            () = shared.closing.cancelled() => break,
        };
        match read {
            Ok(0) => shared.close("the other side closed the connection".to_owned()),
            Ok(_) => {
                reader.note_read();
                reader.process().await;
                reader.give_back();
                continue;
            }
            Err(error) => shared.fail("read failed", &error),
        }
        break;
    }
}

struct Reader<H: RequestHandler> {
    shared: Arc<Shared>,
    handler: H,
    decoder: FrameDecoder,
    buffer: BytesMut,
    /// Bytes of the buffer that are counted with the server's load.
    held: usize,
    session: H::Session,
    turn: Turn,
    /// When what is processed was read.
    read_at: Instant,
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
            held: 0,
            session: H::Session::default(),
            turn: Turn::default(),
            read_at: Instant::now(),
            junk: false,
            endings: Vec::new(),
            wakers: Vec::new(),
        }
    }

    /// Makes room for the next read. What goes beyond the connection's allowance is counted with the
    /// server's load; where that is full, the frame is refused that would need it.
    fn make_room(&mut self) {
        let load = self.shared.side.load();
        let load = load.filter(|_| self.buffer.len() > ALLOWANCE + self.held);
        match load.map(|load| load.try_hold(ALLOWANCE)) {
            Some(Ok(())) => self.held += ALLOWANCE,
            Some(Err(full)) => self.pass_over(full),
            None => {}
        }
    }

    fn note_read(&mut self) {
        self.read_at = Instant::now();
        self.shared.note_read(self.read_at);
    }

    /// Reads what there is. Where that is nothing yet, others have their turn.
    async fn read<S: AsyncRead + Unpin>(&mut self, stream: &mut S) -> io::Result<usize> {
        poll_fn(|context| {
            let read = self.poll_read(stream, context);
            if read.is_pending() {
                self.turn = Turn::default();
            }
            read
        })
        .await
    }

    /// Reads what there is: no memory waits for bytes that may never come.
    fn poll_read<S: AsyncRead + Unpin>(
        &mut self,
        stream: &mut S,
        context: &mut Context<'_>,
    ) -> Poll<io::Result<usize>> {
        let buffer = &mut self.buffer;
        if buffer.capacity() - buffer.len() >= LARGE {
            return pin!(stream.read_buf(buffer)).poll(context);
        }
        lent::incoming(|bytes| {
            let mut bytes = ReadBuf::new(bytes);
            ready!(pin!(stream).poll_read(context, &mut bytes))?;
            match buffer.is_empty() {
                true => *buffer = lent::copy(bytes.filled()),
                false => buffer.extend_from_slice(bytes.filled()),
            }
            Poll::Ready(Ok(bytes.filled().len()))
        })
    }

    /// A connection that is idle keeps nothing but the beginning of a frame.
    fn give_back(&mut self) {
        self.release();
        if self.buffer.len() < LARGE {
            // Frames that may be long gone lay in the same memory.
            self.buffer = BytesMut::from(&*self.buffer);
        }
    }

    /// Counts no longer what has left the buffer.
    fn release(&mut self) {
        if let Some(load) = self.shared.side.load()
            && self.buffer.len() <= ALLOWANCE
        {
            load.release(std::mem::take(&mut self.held));
        }
    }

    /// Refuses the frame of which the beginning is in the buffer.
    fn pass_over(&mut self, full: Full) {
        let header = self.decoder.pass_over(&mut self.buffer);
        self.give_back();
        if let Some(header) = header.filter(|header| header.is(flags::REQUEST)) {
            let connection = Connection::of(self.shared.clone());
            self.refuse_for_now(&connection, header, full);
        }
    }

    fn refuse_for_now(&self, connection: &Connection, header: Header, full: Full) {
        let status = status::THREAD_POOL_EXHAUSTED;
        let reason = format!("{full} by this provider");
        self.handler.refuse(connection, header, status, &reason);
    }

    async fn process(&mut self) {
        while let Some(incoming) = self.decoder.decode(&mut self.buffer) {
            // Whoever does not read its answers is not served any further. A consumer must read on:
            // else both sides would wait for each other.
            if !self.shared.side.is_consumer() && !self.shared.has_room() {
                self.end_calls();
                self.shared.room().await;
            }
            match incoming {
                Incoming::Frame(header, body) if header.is(flags::EVENT) => {
                    self.event(header, &body);
                }
                Incoming::Frame(header, body) if header.is(flags::REQUEST) => {
                    let admitted = self.request(header, body);
                    if self.turn.is_over(admitted, self.read_at) {
                        self.end_calls();
                        tokio::task::yield_now().await;
                        self.turn = Turn::default();
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
                Incoming::Tls => self.shared.close(other_side_speaks_tls(&self.shared.side)),
            }
        }
        self.end_calls();
    }

    fn end_calls(&mut self) {
        if self.endings.is_empty() {
            return;
        }
        let mut late = 0;
        let mut state = self.shared.state();
        for (id, ending) in self.endings.drain(..) {
            match state.pending.end(id, ending) {
                Ok(waker) => self.wakers.push(waker),
                Err(_) => late += 1,
            }
        }
        drop(state);
        if late > 0 {
            let peer = &self.shared.peer;
            tracing::warn!(%peer, late, "dropped replies to calls that wait no longer");
        }
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
                    out.bytes().extend_from_slice(body);
                    Ok(())
                });
            }
            Event::Readonly => self.shared.set_readonly(true),
            Event::Writable => self.shared.set_readonly(false),
            Event::Answer => self.shared.answered.notify_waiters(),
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

    /// Polls the request once where it stands; what is pending goes on elsewhere. False: there is no room
    /// for it.
    fn request(&mut self, header: Header, body: Bytes) -> bool {
        // The body is counted as the request's from here.
        self.release();
        let load = self.shared.side.load();
        let admitted = match load.map(|load| load.admit(body.len())) {
            Some(Err(full)) => {
                let connection = Connection::of(self.shared.clone());
                self.refuse_for_now(&connection, header, full);
                return false;
            }
            Some(Ok(admitted)) => Some(admitted),
            None => None,
        };
        let request = IncomingRequest {
            header,
            body,
            connection: Connection::of(self.shared.clone()),
            received: self.read_at,
        };
        let future = self.handler.handle(&mut self.session, request);
        let mut slot = lent::slot(future);
        // The waker is of no use: what is pending is polled again where it goes on.
        match poll_caught(&mut slot, &mut Context::from_waker(Waker::noop())) {
            Ok(Poll::Ready(())) => lent::give_slot_back(slot),
            Ok(Poll::Pending) => self.shared.next.start(Serving {
                slot,
                handler: self.handler.clone(),
                connection: Connection::of(self.shared.clone()),
                header,
                _admitted: admitted.map(Admitted::owned),
            }),
            Err(panicked) => {
                let connection = Connection::of(self.shared.clone());
                panicked.refuse(&self.handler, &connection, header);
                lent::give_slot_back(slot);
            }
        }
        true
    }
}

fn other_side_speaks_tls(side: &Side) -> String {
    match side {
        Side::Consumer => {
            "the provider speaks TLS; write `ssl-enabled=true` in its URL, and say by the builder's \
             `tls` whom to trust"
        }
        Side::Provider(_) => {
            "the consumer speaks TLS, and this provider does not; give it a certificate by the server's \
             `tls`, or the consumer `ssl-enabled=false` in its URL"
        }
    }
    .to_owned()
}

impl<H: RequestHandler> Drop for Reader<H> {
    fn drop(&mut self) {
        if let Some(load) = self.shared.side.load() {
            load.release(self.held);
        }
    }
}

/// A side that serves nothing: every two-way request is refused.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NoService;

impl RequestHandler for NoService {
    type Session = ();

    fn handle(
        &self,
        (): &mut (),
        request: IncomingRequest,
    ) -> impl Future<Output = ()> + Send + use<> {
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
                event::write_text(out.bytes(), reason);
                Ok(())
            });
        }
    }
}

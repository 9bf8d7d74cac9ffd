use std::future::{Future, poll_fn};
use std::io;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll, Waker, ready};

use bytes::{BufMut, Bytes};
use tokio::io::{AsyncRead, AsyncReadExt, ReadBuf};
use tokio::time::Instant;

use super::body::{FrameBody, SharedBodies};
use super::connection::{Connection, Side};
use super::event::{self, Event};
use super::handler::RequestHandler;
use super::lent;
use super::load::{ALLOWANCE, Full};
use super::pending::Ending;
use super::requests::Requests;
use super::shared::Shared;
use super::turn::Turn;
use crate::transport::{FrameDecoder, Header, Incoming, flags, status};

/// The most that is made room for at once.
const ROOM: usize = 64 * 1024;

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
                while let Some(pause) = reader.pause.take()
                    && !shared.is_closing()
                {
                    reader.wait(pause).await;
                    reader.go_on();
                }
                reader.release();
                continue;
            }
            Err(error) => shared.fail("read failed", &error),
        }
        break;
    }
}

/// Why what was read is not processed now.
enum Pause {
    /// The other side does not read its answers.
    Room,
    /// Others wait for the processor.
    Turn,
}

struct Reader<H: RequestHandler> {
    shared: Arc<Shared>,
    requests: Requests<H>,
    decoder: FrameDecoder,
    /// The beginning of a frame.
    buffer: Vec<u8>,
    /// Whether others have their turn before what is left is processed.
    pause: Option<Pause>,
    /// What was read and is left.
    left: Bytes,
    /// Bytes of the buffer that are counted with the server's load.
    held: usize,
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
            requests: Requests::new(shared.clone(), handler),
            shared,
            buffer: Vec::new(),
            pause: None,
            left: Bytes::new(),
            held: 0,
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

    /// Reads what there is, and processes it. Where that is nothing yet, others have their turn.
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

    /// No memory waits for bytes that may never come: what there is is read to where all connections read to, and
    /// processed there. Only a frame of which a good deal has come already, and whose length is not a mere claim, is
    /// read to where it stays.
    fn poll_read<S: AsyncRead + Unpin>(
        &mut self,
        stream: &mut S,
        context: &mut Context<'_>,
    ) -> Poll<io::Result<usize>> {
        let missing = self.decoder.missing(&self.buffer);
        if self.buffer.len() >= ROOM / 4 && missing > 0 {
            let missing = missing.min(ROOM);
            self.buffer.reserve(missing);
            let mut buffer = (&mut self.buffer).limit(missing);
            let read = ready!(pin!(stream.read_buf(&mut buffer)).poll(context))?;
            self.note_read();
            self.process(&[], None);
            return Poll::Ready(Ok(read));
        }
        lent::incoming(|bytes| {
            let mut bytes = ReadBuf::new(bytes);
            ready!(Pin::new(stream).poll_read(context, &mut bytes))?;
            let bytes = bytes.filled();
            self.note_read();
            let left = self.process(bytes, None);
            if !left.is_empty() {
                self.left = Bytes::copy_from_slice(left);
            }
            Poll::Ready(Ok(bytes.len()))
        })
    }

    fn note_read(&mut self) {
        self.read_at = Instant::now();
        self.shared.note_read(self.read_at);
    }

    async fn wait(&mut self, pause: Pause) {
        match pause {
            Pause::Room => self.shared.room().await,
            Pause::Turn => {
                tokio::task::yield_now().await;
                self.turn = Turn::default();
            }
        }
    }

    /// Processes what was left.
    fn go_on(&mut self) {
        let bytes = std::mem::take(&mut self.left);
        let left = self.process(&bytes, Some(&bytes));
        self.left = bytes.slice_ref(left);
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
        let header = self.decoder.pass_over(&self.buffer);
        self.buffer = Vec::new();
        self.release();
        if let Some(header) = header.filter(|header| header.is(flags::REQUEST)) {
            self.requests.refuse_for_now(header, full);
        }
    }

    /// Processes what was read, `bytes`, behind what is in the buffer already; returns what is left for after the
    /// pause that there is then. `memory` has the bytes, if they can be shared.
    fn process<'a>(&mut self, mut bytes: &'a [u8], memory: Option<&'a Bytes>) -> &'a [u8] {
        while !self.buffer.is_empty() && self.pause.is_none() {
            let missing = self.decoder.missing(&self.buffer).min(bytes.len());
            let (first, rest) = bytes.split_at(missing);
            self.buffer.extend_from_slice(first);
            bytes = rest;
            if !self.process_buffer() && bytes.is_empty() {
                break;
            }
        }
        if self.buffer.is_empty() && self.pause.is_none() {
            self.process_frames(&mut bytes, memory);
        }
        if self.pause.is_none() {
            self.buffer.extend_from_slice(bytes);
            bytes = &[];
        }
        self.settle();
        bytes
    }

    /// Processes what is in the buffer. False: more must be read.
    fn process_buffer(&mut self) -> bool {
        if self.buffer.len() >= Header::SIZE && self.decoder.missing(&self.buffer) > 0 {
            return false;
        }
        let memory = Bytes::from(std::mem::take(&mut self.buffer));
        let mut bytes = &memory[..];
        self.process_frames(&mut bytes, Some(&memory));
        let has_changed = bytes.len() < memory.len();
        let left = memory.slice_ref(bytes);
        // Its only holder, `left` is the buffer again without a copy.
        drop(memory);
        self.buffer = left.into();
        has_changed
    }

    /// Processes one frame after the other, which are removed from `bytes`, up to a pause.
    fn process_frames<'a>(&mut self, bytes: &mut &'a [u8], memory: Option<&'a Bytes>) {
        let mut bodies = SharedBodies::default();
        loop {
            let before = (self.decoder, *bytes);
            let Some(incoming) = self.decoder.decode(bytes) else {
                return;
            };
            // Whoever does not read its answers is not served any further. A consumer must read on:
            // else both sides would wait for each other.
            if !self.shared.side.is_consumer() && !self.shared.has_room() {
                (self.decoder, *bytes) = before;
                self.pause = Some(Pause::Room);
                return;
            }
            match incoming {
                Incoming::Frame(header, body) if header.is(flags::EVENT) => {
                    self.event(header, body);
                }
                Incoming::Frame(header, body) if header.is(flags::REQUEST) => {
                    // The body is counted as the request's from here.
                    self.release();
                    let body = FrameBody::new(body, memory);
                    let admitted = self.requests.serve(header, body, self.read_at);
                    if self.turn.is_over(admitted, self.read_at) {
                        self.pause = Some(Pause::Turn);
                        return;
                    }
                }
                Incoming::Frame(header, body) => {
                    let body = bodies.keep(FrameBody::new(body, memory), bytes);
                    self.endings.push((header.id, Ending::Reply(header, body)));
                }
                Incoming::Oversize(header) if header.is(flags::REQUEST) => self.oversize(header),
                Incoming::Oversize(header) => {
                    self.endings.push((header.id, Ending::Oversize(header)));
                }
                Incoming::Junk(length) if !std::mem::replace(&mut self.junk, true) => {
                    tracing::warn!(peer = %self.shared.peer, length, "passed over bytes outside any frame");
                }
                Incoming::Junk(_) => {}
                Incoming::Tls => self.shared.close(other_side_speaks_tls(&self.shared.side)),
            }
        }
    }

    /// Leaves nothing undone, and holds nothing, while others have their turn.
    fn settle(&mut self) {
        self.end_calls();
        self.requests.leave();
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
        self.requests.refuse(header, status::BAD_REQUEST, &reason);
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

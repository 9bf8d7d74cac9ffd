use std::fmt;
use std::future::poll_fn;
use std::io;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::Waker;
use std::time::Duration;

use bytes::Bytes;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::{Notify, Semaphore};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::options::ConnectionOptions;
use super::pending::{Ending, Pending};
use super::reader::{self, RequestHandler};
use super::{event, timer, writer};
use crate::transport::{Header, flags};

/// One connection: all calls to a host share it. Cheap to clone; the last clone dropped closes a
/// consumer's connection.
#[derive(Clone)]
pub(crate) struct Connection {
    pub(super) shared: Arc<Shared>,
    /// Kept by those who call, not by the connection's own tasks: with the last of them it closes.
    _owner: Option<Arc<CloseOnDrop>>,
}

/// Which side of the connection this is: they differ in who sends heartbeats and who closes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    Consumer,
    Provider,
}

/// Why a request has no reply.
#[derive(Debug)]
pub(crate) enum Failure<E> {
    /// It could not be encoded: nothing was sent.
    Encode(E),
    /// Its body, or that of its reply, is larger than the limit.
    TooLarge {
        request: bool,
        length: usize,
        limit: usize,
    },
    /// Too many calls are in flight, and none ended before the deadline.
    InFlight(usize),
    /// No reply before the deadline. `sent`: the request had left for the socket.
    Expired { sent: bool },
    /// The connection is closed.
    Closed(String),
}

/// The two parts of a frame that a caller decides: the flags byte and the body.
pub(crate) struct RequestFrame<F> {
    /// The serialization of the body.
    pub(crate) serialization: u8,
    /// Appends the body.
    pub(crate) encode: F,
}

pub(super) struct Shared {
    state: Mutex<State>,
    /// Woken when there is something to write.
    pub(super) writable: Notify,
    /// Woken when a deadline comes before all others.
    pub(super) deadline: Notify,
    in_flight: Semaphore,
    /// The connection ends, once what is buffered is written.
    pub(super) closing: CancellationToken,
    pub(super) options: ConnectionOptions,
    pub(super) side: Side,
    pub(super) peer: Arc<str>,
    start: Instant,
    last_read: AtomicU64,
    last_write: AtomicU64,
}

#[derive(Default)]
pub(super) struct State {
    /// Frames that wait for the writer.
    pub(super) out: Vec<u8>,
    pub(super) pending: Pending,
    next_deadline: Option<Instant>,
    closed: Option<String>,
    /// The other side asked not to be called any more.
    readonly: bool,
    /// Bytes ever put into `out`, and how many of them the writer has taken.
    queued: u64,
    taken: u64,
    /// Frames in `out`.
    frames: usize,
}

impl Connection {
    /// Starts the tasks of a connection over `stream`.
    pub(crate) fn start<S, H>(
        stream: S,
        peer: impl Into<Arc<str>>,
        side: Side,
        options: ConnectionOptions,
        handler: H,
    ) -> Self
    where
        S: AsyncRead + AsyncWrite + Send + 'static,
        H: RequestHandler,
    {
        let shared = Arc::new(Shared {
            state: Mutex::default(),
            writable: Notify::new(),
            deadline: Notify::new(),
            in_flight: Semaphore::new(options.in_flight.min(Semaphore::MAX_PERMITS)),
            closing: CancellationToken::new(),
            options,
            side,
            peer: peer.into(),
            start: Instant::now(),
            last_read: AtomicU64::new(0),
            last_write: AtomicU64::new(0),
        });
        let (read, write) = tokio::io::split(stream);
        tokio::spawn(reader::run(shared.clone(), read, handler));
        tokio::spawn(writer::run(shared.clone(), write));
        tokio::spawn(timer::run(shared.clone()));
        let owner = (side == Side::Consumer).then(|| Arc::new(CloseOnDrop(shared.clone())));
        Self {
            shared,
            _owner: owner,
        }
    }

    /// Sends a request and waits for the reply, until `deadline`.
    ///
    /// Encoding happens in the first poll: a future that is dropped unpolled sends nothing. Dropped
    /// later it frees its slot, and the reply goes to nobody.
    pub(crate) async fn request<E>(
        &self,
        deadline: Instant,
        frame: RequestFrame<impl FnOnce(&mut Vec<u8>) -> Result<(), E>>,
    ) -> Result<(Header, Bytes), Failure<E>> {
        let shared = &*self.shared;
        let _permit = match shared.in_flight.try_acquire() {
            Ok(permit) => permit,
            Err(_) => tokio::time::timeout_at(deadline, shared.in_flight.acquire())
                .await
                .ok()
                .and_then(Result::ok)
                .ok_or(Failure::InFlight(shared.options.in_flight))?,
        };
        let call = shared.send_request(deadline, frame)?;
        match call.ended().await {
            Ending::Reply(header, body) => Ok((header, body)),
            Ending::Oversize(header) => Err(Failure::TooLarge {
                request: false,
                length: header.length as usize,
                limit: shared.options.payload,
            }),
            Ending::Expired => Err(Failure::Expired {
                sent: call.is_sent(),
            }),
            Ending::Closed => Err(Failure::Closed(shared.closed_reason())),
        }
    }

    /// Sends a response to the request `header.id`. On an error nothing is sent.
    pub(crate) fn respond<E>(
        &self,
        header: Header,
        encode: impl FnOnce(&mut Vec<u8>) -> Result<(), E>,
    ) -> Result<(), Failure<E>> {
        self.shared
            .append(&mut self.shared.state(), header, encode)
            .map(drop)
    }

    /// Tells the other side not to call any more: it still gets its replies (dubbo-protocol §5.3).
    pub(crate) fn send_readonly(&self) {
        self.shared.send_event(event::READONLY);
    }

    /// Closes once what is buffered is written. Calls that wait end with `reason`.
    pub(crate) fn close(&self, reason: impl fmt::Display) {
        self.shared.close(reason.to_string());
    }

    /// Whether calls may be sent: it is neither closed nor readonly.
    pub(crate) fn is_available(&self) -> bool {
        let state = self.shared.state();
        state.closed.is_none() && !state.readonly
    }

    pub(crate) fn peer(&self) -> &Arc<str> {
        &self.shared.peer
    }

    /// Resolves when the connection is closed.
    pub(crate) async fn wait_closed(&self) {
        self.shared.closing.cancelled().await;
    }

    pub(super) fn of(shared: Arc<Shared>) -> Self {
        Self {
            shared,
            _owner: None,
        }
    }
}

struct CloseOnDrop(Arc<Shared>);

impl Drop for CloseOnDrop {
    fn drop(&mut self) {
        self.0.close("all its users are gone".to_owned());
    }
}

impl Shared {
    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        // Nothing panics while it holds the lock, but for a user's `Serialize`: `append` restores
        // the buffer on the next use, so a poisoned state is as good as any.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn send_request<E>(
        &self,
        deadline: Instant,
        frame: RequestFrame<impl FnOnce(&mut Vec<u8>) -> Result<(), E>>,
    ) -> Result<Call<'_>, Failure<E>> {
        let flags = flags::REQUEST | flags::TWO_WAY | frame.serialization;
        let mut state = self.state();
        let id = state.pending.insert(deadline);
        let header = Header {
            flags,
            status: 0,
            id,
            length: 0,
        };
        // Made before the frame: if encoding fails or panics, its drop frees the slot.
        let mut call = Call {
            shared: self,
            id,
            end: 0,
        };
        match self.append(&mut state, header, frame.encode) {
            Ok(end) => call.end = end,
            Err(failure) => {
                drop(state);
                return Err(failure);
            }
        }
        if state.next_deadline.is_none_or(|next| deadline < next) {
            state.next_deadline = Some(deadline);
            self.deadline.notify_one();
        }
        drop(state);
        Ok(call)
    }

    /// Appends one whole frame or, on an error, nothing. Returns where in the stream it ends.
    fn append<E>(
        &self,
        state: &mut State,
        mut header: Header,
        encode: impl FnOnce(&mut Vec<u8>) -> Result<(), E>,
    ) -> Result<u64, Failure<E>> {
        if let Some(reason) = &state.closed {
            return Err(Failure::Closed(reason.clone()));
        }
        let frame = Unfinished::new(state);
        frame.state.out.extend_from_slice(&header.to_bytes());
        encode(&mut frame.state.out).map_err(Failure::Encode)?;
        let length = frame.state.out.len() - frame.start - Header::SIZE;
        let limit = if self.options.payload == 0 {
            i32::MAX as usize
        } else {
            self.options.payload
        };
        if length > limit {
            return Err(Failure::TooLarge {
                request: header.is(flags::REQUEST),
                length,
                limit,
            });
        }
        header.length = length as u32;
        let end = frame.finish(header);
        self.writable.notify_one();
        Ok(end)
    }

    pub(super) fn send_event(&self, body: &[u8]) {
        let flags = flags::REQUEST | flags::EVENT | event::SERIALIZATION;
        let flags = if body == event::HEARTBEAT {
            flags | flags::TWO_WAY
        } else {
            flags
        };
        let header = Header {
            flags,
            status: 0,
            id: u64::MAX,
            length: 0,
        };
        let _closed = self.append::<()>(&mut self.state(), header, |out| {
            out.extend_from_slice(body);
            Ok(())
        });
    }

    pub(super) fn set_readonly(&self, readonly: bool) {
        self.state().readonly = readonly;
    }

    pub(super) fn close(&self, reason: String) {
        let mut wakers = Vec::new();
        let mut state = self.state();
        if state.closed.is_none() {
            state.closed = Some(reason);
            state.pending.close(&mut wakers);
        }
        drop(state);
        self.closing.cancel();
        wakers.into_iter().for_each(Waker::wake);
    }

    pub(super) fn fail(&self, what: &str, error: &io::Error) {
        self.close(format!("{what}: {error}"));
    }

    fn closed_reason(&self) -> String {
        self.state().closed.clone().unwrap_or_default()
    }

    /// Ends what is due; returns the next deadline.
    pub(super) fn expire(&self, now: Instant) -> Option<Instant> {
        let mut wakers = Vec::new();
        let mut state = self.state();
        state.next_deadline = state.pending.expire(now, &mut wakers);
        let next = state.next_deadline;
        drop(state);
        wakers.into_iter().for_each(Waker::wake);
        next
    }

    pub(super) fn next_deadline(&self) -> Option<Instant> {
        self.state().next_deadline
    }

    /// Takes what is to be written, leaving `buffer` (empty) in its place. Returns how many are
    /// at work on this connection: frames taken or calls in flight.
    pub(super) fn take_out(&self, buffer: &mut Vec<u8>) -> usize {
        let mut state = self.state();
        std::mem::swap(&mut state.out, buffer);
        state.taken = state.queued;
        std::mem::take(&mut state.frames).max(state.pending.len())
    }

    pub(super) fn note_read(&self) {
        self.last_read.store(self.elapsed(), Ordering::Relaxed);
    }

    pub(super) fn note_write(&self) {
        self.last_write.store(self.elapsed(), Ordering::Relaxed);
    }

    pub(super) fn last_read(&self) -> Instant {
        self.start + Duration::from_millis(self.last_read.load(Ordering::Relaxed))
    }

    pub(super) fn last_used(&self) -> Instant {
        let written = Duration::from_millis(self.last_write.load(Ordering::Relaxed));
        self.last_read().max(self.start + written)
    }

    fn elapsed(&self) -> u64 {
        self.start.elapsed().as_millis() as u64
    }
}

/// A frame that is being written into the buffer: dropped unfinished, it was never there.
struct Unfinished<'a> {
    state: &'a mut State,
    start: usize,
    finished: bool,
}

impl<'a> Unfinished<'a> {
    fn new(state: &'a mut State) -> Self {
        let start = state.out.len();
        Self {
            state,
            start,
            finished: false,
        }
    }

    fn finish(mut self, header: Header) -> u64 {
        let (start, out) = (self.start, &mut self.state.out);
        out[start..start + Header::SIZE].copy_from_slice(&header.to_bytes());
        self.state.queued += (self.state.out.len() - start) as u64;
        self.state.frames += 1;
        self.finished = true;
        self.state.queued
    }
}

impl Drop for Unfinished<'_> {
    fn drop(&mut self) {
        if !self.finished {
            self.state.out.truncate(self.start);
        }
    }
}

/// A call that waits. Dropped, it gives its slot back.
struct Call<'a> {
    shared: &'a Shared,
    id: u64,
    /// Where in the outgoing stream its frame ends.
    end: u64,
}

impl Call<'_> {
    async fn ended(&self) -> Ending {
        poll_fn(
            |context| match self.shared.state().pending.poll(self.id, context.waker()) {
                Some(ending) => std::task::Poll::Ready(ending),
                None => std::task::Poll::Pending,
            },
        )
        .await
    }

    fn is_sent(&self) -> bool {
        self.shared.state().taken >= self.end
    }
}

impl Drop for Call<'_> {
    fn drop(&mut self) {
        self.shared.state().pending.remove(self.id);
    }
}

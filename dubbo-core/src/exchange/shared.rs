//! What the callers and the tasks of one connection share.

use std::io;
use std::pin::pin;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::Waker;
use std::time::Duration;

use tokio::sync::Notify;
use tokio::time::{Instant, timeout_at};
use tokio_util::sync::CancellationToken;

use super::call::Failure;
use super::connection::Side;
use super::event;
use super::load::ALLOWANCE;
use super::observer::ConnectionEvent;
use super::options::ConnectionOptions;
use super::outgoing::Outgoing;
use super::pending::Pending;
use super::placement::Next;
use crate::transport::{Header, flags};

pub(super) struct Shared {
    state: Mutex<State>,
    /// Woken when there is something to write.
    pub(super) writable: Notify,
    /// Woken when a deadline comes before all others.
    pub(super) deadline: Notify,
    /// Woken, one after the other, when a call may begin that had to wait.
    pub(super) vacant: Notify,
    /// It takes no more calls for good: what `closing` says, without its lock.
    is_closing: AtomicBool,
    /// The other side asked not to be called any more.
    readonly: AtomicBool,
    /// Woken when it is closed, or the other side says whether it wants to be called.
    unavailable: Notify,
    /// Woken when a heartbeat is answered.
    pub(super) answered: Notify,
    /// The connection ends, once what is buffered is written.
    pub(super) closing: CancellationToken,
    /// All is written and the socket shut down.
    pub(super) closed: CancellationToken,
    /// Woken when the writer has written something.
    drained: Notify,
    /// Bytes ever put into the buffer, and how many of them are written.
    queued: AtomicU64,
    written: AtomicU64,
    pub(super) options: Arc<ConnectionOptions>,
    pub(super) side: Side,
    pub(super) peer: Arc<str>,
    pub(super) next: Next,
    start: Instant,
    last_read: AtomicU64,
    last_write: AtomicU64,
}

#[derive(Default)]
pub(super) struct State {
    /// Frames that wait for the writer.
    pub(super) out: Outgoing,
    pub(super) pending: Pending,
    /// How many wait to call.
    pub(super) queue: usize,
    next_deadline: Option<Instant>,
    closed: Option<String>,
    /// How many of the bytes ever put into `out` the writer has taken.
    taken: u64,
    /// Bytes that wait to be written and are counted with the server's load.
    held: usize,
}

impl State {
    /// Whether one more call may begin: also past those who wait, if it is one of them.
    pub(super) fn is_vacant(&self, options: &ConnectionOptions, is_queued: bool) -> bool {
        self.pending.len() < options.in_flight && (is_queued || self.queue == 0)
    }
}

impl Shared {
    pub(super) fn new(peer: Arc<str>, side: Side, options: Arc<ConnectionOptions>) -> Self {
        Self {
            state: Mutex::default(),
            writable: Notify::new(),
            deadline: Notify::new(),
            is_closing: AtomicBool::new(false),
            readonly: AtomicBool::new(false),
            unavailable: Notify::new(),
            answered: Notify::new(),
            vacant: Notify::new(),
            closing: CancellationToken::new(),
            closed: CancellationToken::new(),
            drained: Notify::new(),
            queued: AtomicU64::new(0),
            written: AtomicU64::new(0),
            options,
            side,
            peer,
            next: Next::default(),
            start: Instant::now(),
            last_read: AtomicU64::new(0),
            last_write: AtomicU64::new(0),
        }
    }

    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        // Nothing panics while it holds the lock, but for a user's `Serialize`: `append` restores
        // the buffer on the next use, so a poisoned state is as good as any.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Appends one whole frame or, on an error, nothing. Returns where in the stream it ends.
    pub(super) fn append<E>(
        &self,
        state: &mut State,
        mut header: Header,
        encode: impl FnOnce(&mut Outgoing) -> Result<(), E>,
    ) -> Result<u64, Failure<E>> {
        if let Some(reason) = &state.closed {
            return Err(Failure::Closed(reason.clone()));
        }
        let frame = state.out.begin(header);
        encode(frame.out).map_err(Failure::Encode)?;
        let added = frame.len();
        let length = added - Header::SIZE;
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
        frame.finish(header);
        // Nobody else changes it: the state is locked.
        let end = self.queued.load(Ordering::Relaxed) + added as u64;
        self.queued.store(end, Ordering::Relaxed);
        self.hold(state);
        // The first of them wakes the writer for all.
        if state.out.frames() == 1 {
            self.writable.notify_one();
        }
        Ok(end)
    }

    /// Counts what waits beyond the connection's allowance, in steps of it.
    fn hold(&self, state: &mut State) {
        let Some(load) = self.side.load() else { return };
        let beyond = self.waiting().saturating_sub(ALLOWANCE);
        if beyond > state.held {
            let step = (beyond - state.held).next_multiple_of(ALLOWANCE);
            load.hold(step);
            state.held += step;
        }
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
            id: event::NOBODY,
            length: 0,
        };
        let _closed = self.append::<()>(&mut self.state(), header, |out| {
            out.bytes().extend_from_slice(body);
            Ok(())
        });
    }

    /// Wakes who is to call next.
    pub(super) fn next_in_queue(&self, state: &State) {
        if state.queue > 0 {
            self.vacant.notify_one();
        }
    }

    /// Has the timer look again, if `deadline` comes before all others.
    pub(super) fn note_deadline(&self, state: &mut State, deadline: Instant) {
        if state.next_deadline.is_none_or(|next| deadline < next) {
            state.next_deadline = Some(deadline);
            self.deadline.notify_one();
        }
    }

    /// Whether calls may be sent: it is neither closed nor readonly.
    pub(super) fn is_available(&self) -> bool {
        !self.is_readonly() && !self.is_closing()
    }

    /// Whether what was queued up to `end` has been taken by the writer.
    pub(super) fn is_taken(&self, end: u64) -> bool {
        self.state().taken >= end
    }

    /// Whether it takes no more calls for good.
    pub(super) fn is_closing(&self) -> bool {
        self.is_closing.load(Ordering::Acquire)
    }

    pub(super) fn is_readonly(&self) -> bool {
        self.readonly.load(Ordering::Relaxed)
    }

    pub(super) fn set_readonly(&self, readonly: bool) {
        self.readonly.store(readonly, Ordering::Relaxed);
        self.unavailable.notify_waiters();
    }

    /// Resolves as soon as calls may not be sent any more.
    pub(super) async fn until_unavailable(&self) {
        loop {
            let mut changed = pin!(self.unavailable.notified());
            changed.as_mut().enable();
            if !self.is_available() {
                return;
            }
            changed.await;
        }
    }

    pub(super) fn close(&self, reason: String) {
        let mut wakers = Vec::new();
        let mut state = self.state();
        if state.closed.is_none() {
            state.closed = Some(reason);
            state.pending.close(&mut wakers);
        }
        self.is_closing.store(true, Ordering::Release);
        drop(state);
        self.closing.cancel();
        self.unavailable.notify_waiters();
        wakers.into_iter().for_each(Waker::wake);
    }

    /// Closes the connection when it is dropped: with the task that holds it, however that ends, also
    /// with the run time that it is on.
    pub(super) fn ends_with(self: &Arc<Self>, reason: &'static str) -> impl Drop + use<> {
        struct Ends(Arc<Shared>, &'static str);

        impl Drop for Ends {
            fn drop(&mut self) {
                self.0.close(self.1.to_owned());
            }
        }
        Ends(self.clone(), reason)
    }

    pub(super) fn fail(&self, what: &str, error: &io::Error) {
        self.close(format!("{what}: {error}"));
    }

    pub(super) fn closed_reason(&self) -> String {
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

    /// Takes what is to be written, and says how many are at work on this connection: frames taken
    /// or calls in flight.
    ///
    /// What was taken before is written by now: what is counted of it is given back, but for what is
    /// taken now.
    pub(super) fn take_out(&self) -> (Outgoing, usize) {
        let mut state = self.state();
        let out = std::mem::take(&mut state.out);
        let beyond = out.len().saturating_sub(ALLOWANCE);
        if let Some(load) = self.side.load()
            && state.held > beyond
        {
            load.release(state.held - beyond);
            state.held = beyond;
        }
        state.taken += out.len() as u64;
        let busy = out.frames().max(state.pending.len());
        (out, busy)
    }

    pub(super) fn note_read(&self, now: Instant) {
        self.last_read.store(self.elapsed(now), Ordering::Relaxed);
    }

    /// Waits while the other side does not read what is there for it already.
    pub(super) async fn room(&self) {
        self.until(|| self.has_room()).await;
    }

    /// Whether there was room before `deadline`.
    pub(super) async fn room_until(&self, deadline: Instant) -> bool {
        // Mostly there is, and then no timer need be made.
        self.has_room() || timeout_at(deadline, self.room()).await.is_ok()
    }

    /// Waits until what was queued up to `end` is written. False: the connection closed before.
    pub(super) async fn written(&self, end: u64) -> bool {
        let is_written = || self.written.load(Ordering::Relaxed) >= end;
        self.until(is_written).await;
        is_written()
    }

    /// Waits until `reached`, which only the writer brings about, or the connection closes.
    async fn until(&self, reached: impl Fn() -> bool) {
        while !reached() {
            let mut drained = pin!(self.drained.notified());
            drained.as_mut().enable();
            if reached() {
                return;
            }
            tokio::select! {
                () = drained => {}
                () = self.closing.cancelled() => return,
            }
        }
    }

    pub(super) fn has_room(&self) -> bool {
        /// Bytes that may wait to be written before nothing more is made for this connection.
        const HIGH_WATER: usize = 4 * 1024 * 1024;
        let waiting = self.waiting();
        waiting <= ALLOWANCE
            || waiting <= HIGH_WATER && self.side.load().is_none_or(|load| load.has_room())
    }

    /// Bytes that wait to be written.
    fn waiting(&self) -> usize {
        let written = self.written.load(Ordering::Relaxed);
        let queued = self.queued.load(Ordering::Relaxed);
        // Read without a lock, the two need not belong together.
        queued.saturating_sub(written) as usize
    }

    pub(super) fn tell(&self, event: impl FnOnce(Arc<str>) -> ConnectionEvent) {
        self.options.observer.tell(|| event(self.peer.clone()));
    }

    pub(super) fn note_write(&self, length: usize) {
        // Nobody else changes it: there is one writer.
        let written = self.written.load(Ordering::Relaxed) + length as u64;
        self.written.store(written, Ordering::Relaxed);
        self.drained.notify_waiters();
        self.last_write
            .store(self.elapsed(Instant::now()), Ordering::Relaxed);
    }

    pub(super) fn last_read(&self) -> Instant {
        self.start + Duration::from_millis(self.last_read.load(Ordering::Relaxed))
    }

    pub(super) fn last_write(&self) -> Instant {
        self.start + Duration::from_millis(self.last_write.load(Ordering::Relaxed))
    }

    pub(super) fn last_used(&self) -> Instant {
        self.last_read().max(self.last_write())
    }

    fn elapsed(&self, now: Instant) -> u64 {
        now.saturating_duration_since(self.start).as_millis() as u64
    }
}

impl Drop for Shared {
    fn drop(&mut self) {
        let held = self.state().held;
        if let Some(load) = self.side.load() {
            load.release(held);
        }
    }
}

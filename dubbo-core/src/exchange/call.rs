use std::future::poll_fn;
use std::task::{Poll, Waker};

use tokio::time::{Instant, timeout_at};

use super::outgoing::Outgoing;
use super::pending::Ending;
use super::shared::Shared;
use crate::transport::{Header, flags};

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
    /// The connection closed while the reply was awaited.
    Closed(String),
    /// The connection was closed before the request was sent.
    NotSent(String),
}

impl<E> Failure<E> {
    /// The same of a frame that was to be sent now: a closed connection has not taken it.
    pub(super) fn not_sent(self) -> Self {
        match self {
            Self::Closed(reason) => Self::NotSent(reason),
            failure => failure,
        }
    }
}

/// The two parts of a frame that a caller decides: the flags byte and the body.
pub(crate) struct RequestFrame<F> {
    /// The serialization of the body.
    pub(crate) serialization: u8,
    /// Appends the body.
    pub(crate) encode: F,
}

/// A call. While it waits, dropping it gives its slot back.
///
/// What is done in most calls is no `async fn`: its future would take in, and copy, what it is given.
pub(super) struct Call<'a> {
    shared: &'a Shared,
    id: Option<u64>,
    /// Where in the outgoing stream its frame ends.
    end: u64,
    /// Sent in the poll that is going on, whose waker it has.
    is_new: bool,
}

impl<'a> Call<'a> {
    pub(super) fn new(shared: &'a Shared) -> Self {
        Self {
            shared,
            id: None,
            end: 0,
            is_new: true,
        }
    }

    /// Takes the frame and sends it; `waker` is woken when the call ends. False: so many calls are in flight
    /// already that it must [`queue`](Self::queue).
    pub(super) fn send<E>(
        &mut self,
        deadline: Instant,
        waker: &Waker,
        frame: &mut Option<RequestFrame<impl FnOnce(&mut Vec<u8>) -> Result<(), E>>>,
    ) -> Result<bool, Failure<E>> {
        self.send_from(deadline, waker, frame, false)
    }

    /// Sends the frame as soon as no more calls are in flight than may be.
    pub(super) async fn queue<E>(
        &mut self,
        deadline: Instant,
        frame: &mut Option<RequestFrame<impl FnOnce(&mut Vec<u8>) -> Result<(), E>>>,
    ) -> Result<(), Failure<E>> {
        let shared = self.shared;
        let (_place, is_first) = Place::last(shared);
        // Who waits already has what became vacant meanwhile.
        let mut waits = !is_first;
        loop {
            if std::mem::replace(&mut waits, true) {
                let vacant = shared.vacant.notified();
                if timeout_at(deadline, vacant).await.is_err() {
                    return Err(Failure::InFlight(shared.options.in_flight));
                }
            }
            let sent = poll_fn(|context| {
                Poll::Ready(self.send_from(deadline, context.waker(), frame, true))
            });
            if sent.await? {
                return Ok(());
            }
        }
    }

    fn send_from<E>(
        &mut self,
        deadline: Instant,
        waker: &Waker,
        frame: &mut Option<RequestFrame<impl FnOnce(&mut Vec<u8>) -> Result<(), E>>>,
        is_queued: bool,
    ) -> Result<bool, Failure<E>> {
        let mut state = self.shared.state();
        let may_begin = state.is_vacant(&self.shared.options, is_queued);
        let Some(frame) = frame.take_if(|_| may_begin) else {
            return Ok(false);
        };
        let id = state.pending.insert(deadline, waker.clone());
        // Whatever happens from here on, also when encoding, which is the user's code, panics: the slot is given
        // back when this is dropped, which the lock does not outlive.
        self.id = Some(id);
        let flags = flags::REQUEST | flags::TWO_WAY | frame.serialization;
        let header = Header {
            flags,
            status: 0,
            id,
            length: 0,
        };
        let encode = |out: &mut Outgoing| (frame.encode)(out.bytes());
        self.end = self.shared.append(&mut state, header, encode)?;
        self.shared.note_deadline(&mut state, deadline);
        self.is_new = true;
        Ok(true)
    }

    /// How the call ended.
    pub(super) fn poll_ended(&mut self, waker: &Waker) -> Poll<Ending> {
        if std::mem::take(&mut self.is_new) {
            return Poll::Pending;
        }
        let mut state = self.shared.state();
        match state.pending.poll(self.id.unwrap_or_default(), waker) {
            Some(ending) => {
                self.shared.next_in_queue(&state);
                // The slot was given back with the ending.
                self.id = None;
                Poll::Ready(ending)
            }
            None => Poll::Pending,
        }
    }

    pub(super) fn is_sent(&self) -> bool {
        self.shared.is_taken(self.end)
    }
}

impl Drop for Call<'_> {
    fn drop(&mut self) {
        if let Some(id) = self.id {
            let mut state = self.shared.state();
            state.pending.remove(id);
            self.shared.next_in_queue(&state);
        }
    }
}

/// A place in the queue of those who wait to call, until dropped.
struct Place<'a>(&'a Shared);

impl<'a> Place<'a> {
    /// The last one, and whether it is the first, too.
    fn last(shared: &'a Shared) -> (Self, bool) {
        let mut state = shared.state();
        state.queue += 1;
        (Self(shared), state.queue == 1)
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        let mut state = self.0.state();
        state.queue -= 1;
        // Of two calls that end at once, only one may have been told of.
        if state.is_vacant(&self.0.options, true) {
            self.0.next_in_queue(&state);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::panic::AssertUnwindSafe;

    use super::*;
    use crate::exchange::connection::{Connection, Side};
    use crate::exchange::{ConnectionOptions, NoService};

    fn frame<F: FnOnce(&mut Vec<u8>) -> Result<(), &'static str>>(encode: F) -> RequestFrame<F> {
        RequestFrame {
            serialization: 2,
            encode,
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_call_that_cannot_be_encoded_leaves_neither_bytes_nor_a_slot() {
        let (near, _far) = tokio::io::duplex(64);
        let options = ConnectionOptions::default();
        let connection = Connection::start(near, "peer", Side::Consumer, options, NoService, ());
        let deadline = Instant::now() + std::time::Duration::from_secs(1);
        let fails = |out: &mut Vec<u8>| {
            out.push(1);
            Err("no")
        };
        let failed = connection.request(deadline, frame(fails)).await;
        assert!(matches!(failed, Err(Failure::Encode("no"))));
        let panics = |out: &mut Vec<u8>| {
            out.push(1);
            panic!("as the test wants it")
        };
        let panicked = std::panic::catch_unwind(AssertUnwindSafe(|| {
            let mut frame = Some(frame(panics));
            let mut call = Call::new(connection.shared());
            call.send(deadline, Waker::noop(), &mut frame).map(|_| ())
        }));
        assert!(panicked.is_err());
        let state = connection.shared().state();
        assert_eq!((state.out.len(), state.pending.len()), (0, 0));
    }
}

use std::future::poll_fn;
use std::task::Poll;

use tokio::time::Instant;

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

/// A call that waits. Dropped, it gives its slot back.
pub(super) struct Call<'a> {
    shared: &'a Shared,
    id: Option<u64>,
    /// Where in the outgoing stream its frame ends.
    end: u64,
}

impl<'a> Call<'a> {
    pub(super) fn send<E>(
        shared: &'a Shared,
        deadline: Instant,
        frame: RequestFrame<impl FnOnce(&mut Vec<u8>) -> Result<(), E>>,
    ) -> Result<Self, Failure<E>> {
        // Made before the lock is taken, so dropped after it is released: also when encoding, which
        // is the user's code, panics.
        let mut call = Self {
            shared,
            id: None,
            end: 0,
        };
        let mut state = shared.state();
        let id = state.pending.insert(deadline);
        call.id = Some(id);
        let flags = flags::REQUEST | flags::TWO_WAY | frame.serialization;
        let header = Header {
            flags,
            status: 0,
            id,
            length: 0,
        };
        call.end = shared.append(&mut state, header, frame.encode)?;
        shared.note_deadline(&mut state, deadline);
        drop(state);
        Ok(call)
    }

    pub(super) async fn ended(&mut self) -> Ending {
        let id = self.id.unwrap_or_default();
        let ending =
            poll_fn(
                |context| match self.shared.state().pending.poll(id, context.waker()) {
                    Some(ending) => Poll::Ready(ending),
                    None => Poll::Pending,
                },
            )
            .await;
        // The slot was given back with the ending.
        self.id = None;
        ending
    }

    pub(super) fn is_sent(&self) -> bool {
        self.shared.is_taken(self.end)
    }
}

impl Drop for Call<'_> {
    fn drop(&mut self) {
        if let Some(id) = self.id {
            self.shared.state().pending.remove(id);
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
            Call::send(&connection.shared, deadline, frame(panics)).map(|_| ())
        }));
        assert!(panicked.is_err());
        let state = connection.shared.state();
        assert_eq!((state.out.len(), state.pending.len()), (0, 0));
    }
}

use std::pin::Pin;
use std::task::{Context, Poll};

/// Where a future lies while it is polled; it is used again for others of its type.
pub(super) struct Slot<F>(Pin<Box<Option<F>>>);

impl<F> Default for Slot<F> {
    fn default() -> Self {
        Self(Box::pin(None))
    }
}

impl<F: Future> Slot<F> {
    /// Puts `future` here, in place of what was here.
    pub(super) fn put(&mut self, future: F) {
        self.0.as_mut().set(Some(future));
    }

    /// Polls the future, which is dropped once it has ended.
    pub(super) fn poll(&mut self, context: &mut Context<'_>) -> Poll<F::Output> {
        let Some(future) = self.0.as_mut().as_pin_mut() else {
            return Poll::Pending;
        };
        let poll = future.poll(context);
        if poll.is_ready() {
            self.empty();
        }
        poll
    }

    /// Drops the future.
    pub(super) fn empty(&mut self) {
        self.0.as_mut().set(None);
    }
}

use std::future::{Future, poll_fn};
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::Poll;

use tokio::runtime::Handle;

/// Where a request goes on that leaves its connection's reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Placement {
    /// In a task of its own.
    Task,
    /// In a thread that may block.
    Thread,
}

/// Where the request goes on that the reader is polling: the reader polls one at a time.
#[derive(Debug, Default)]
pub(super) struct Next {
    in_thread: AtomicBool,
}

impl Next {
    /// Ends the reader's poll of the request that awaits this. Polled again, it is where it was to go.
    pub(super) async fn leave(&self, placement: Placement) {
        let mut left = false;
        poll_fn(|_| {
            if std::mem::replace(&mut left, true) {
                return Poll::Ready(());
            }
            self.in_thread
                .store(placement == Placement::Thread, Ordering::Relaxed);
            Poll::Pending
        })
        .await;
    }

    /// Has `request` go on where it wants to.
    pub(super) fn start(&self, request: impl Future<Output = ()> + Send + 'static) {
        match self.in_thread.swap(false, Ordering::Relaxed) {
            false => drop(tokio::spawn(request)),
            true => {
                let runtime = Handle::current();
                drop(tokio::task::spawn_blocking(move || {
                    runtime.block_on(request);
                }));
            }
        }
    }
}

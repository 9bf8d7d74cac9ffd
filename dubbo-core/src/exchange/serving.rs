use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::task::{Context, Poll};

use super::handler::{Lent, RequestHandler};
use super::load::Admitted;
use super::slot::Slot;
use crate::transport::{Header, status};

/// A request that is being served elsewhere. A handler that panics costs only its own call.
pub(super) struct Serving<H, F> {
    pub(super) slot: Box<Slot<F>>,
    /// What a panic is answered with.
    pub(super) lent: Lent<H>,
    pub(super) header: Header,
    pub(super) _admitted: Option<Admitted>,
}

impl<H: RequestHandler, F: Future<Output = Lent<H>>> Future for Serving<H, F> {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        match poll_caught(&mut self.slot, context) {
            Ok(poll) => poll.map(drop),
            Err(panicked) => {
                panicked.refuse(&self.lent, self.header);
                Poll::Ready(())
            }
        }
    }
}

/// A handler has panicked.
pub(super) struct Panicked;

impl Panicked {
    pub(super) fn refuse(self, lent: &Lent<impl RequestHandler>, header: Header) {
        let reason = "java.lang.IllegalStateException: the handler of the call panicked";
        let Lent {
            handler,
            connection,
        } = lent;
        handler.refuse(connection, header, status::SERVICE_ERROR, reason);
    }
}

pub(super) fn poll_caught<F: Future>(
    slot: &mut Slot<F>,
    context: &mut Context<'_>,
) -> Result<Poll<F::Output>, Panicked> {
    catch_unwind(AssertUnwindSafe(|| slot.poll(context))).map_err(|_panic| Panicked)
}

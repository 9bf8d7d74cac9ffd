use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use super::connection::Connection;
use super::lent;
use super::load::{Admitted, Load};
use super::reader::RequestHandler;
use crate::transport::{Header, status};

/// A request that is being served elsewhere. A handler that panics costs only its own call.
pub(super) struct Serving<H> {
    pub(super) slot: lent::Slot,
    pub(super) handler: H,
    pub(super) connection: Connection,
    pub(super) header: Header,
    pub(super) _admitted: Option<Admitted<Arc<Load>>>,
}

impl<H: RequestHandler> Future for Serving<H> {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        poll_caught(&mut self.slot, context).unwrap_or_else(|panicked| {
            panicked.refuse(&self.handler, &self.connection, self.header);
            Poll::Ready(())
        })
    }
}

/// A handler has panicked.
pub(super) struct Panicked;

impl Panicked {
    pub(super) fn refuse(
        self,
        handler: &impl RequestHandler,
        connection: &Connection,
        header: Header,
    ) {
        let reason = "java.lang.IllegalStateException: the handler of the call panicked";
        handler.refuse(connection, header, status::SERVICE_ERROR, reason);
    }
}

pub(super) fn poll_caught(
    slot: &mut lent::Slot,
    context: &mut Context<'_>,
) -> Result<Poll<()>, Panicked> {
    catch_unwind(AssertUnwindSafe(|| slot.poll(context))).map_err(|_panic| Panicked)
}

use std::sync::Arc;
use std::task::{Context, Poll, Waker};

use tokio::time::Instant;

use super::body::FrameBody;
use super::connection::Connection;
use super::handler::{IncomingRequest, Lent, RequestHandler};
use super::lent;
use super::load::Full;
use super::serving::{Serving, poll_caught};
use super::shared::Shared;
use crate::transport::{Header, status};

/// The requests of one connection, and what is used for one after the other.
pub(super) struct Requests<H: RequestHandler> {
    shared: Arc<Shared>,
    handler: H,
    session: H::Session,
    /// What the next request is served with, if the last one is done with it.
    lent: Option<Lent<H>>,
    /// One request is counted with the server's load: that which is being served, or will be next.
    admitted: bool,
}

impl<H: RequestHandler> Requests<H> {
    pub(super) fn new(shared: Arc<Shared>, handler: H) -> Self {
        Self {
            shared,
            handler,
            session: H::Session::default(),
            lent: None,
            admitted: false,
        }
    }

    /// Polls the request once where it stands; what is pending goes on elsewhere. False: there is no room
    /// for it.
    pub(super) fn serve(&mut self, header: Header, body: FrameBody<'_>, received: Instant) -> bool {
        let length = body.bytes().len();
        if let Err(full) = self.admit(length) {
            self.refuse_for_now(header, full);
            return false;
        }
        let request = IncomingRequest {
            header,
            body,
            received,
        };
        let lent = self.lent.take().unwrap_or_else(|| self.lend());
        let mut slot = lent::slot();
        slot.put(H::handle(lent, &mut self.session, request));
        // The waker is of no use: what is pending is polled again where it goes on.
        match poll_caught(&mut slot, &mut Context::from_waker(Waker::noop())) {
            Ok(Poll::Ready(lent)) => {
                self.lent = Some(lent);
                lent::give_slot_back(slot);
            }
            Ok(Poll::Pending) => {
                self.admitted = false;
                let load = self.shared.side.load();
                self.shared.next.start(Serving {
                    slot,
                    lent: self.lend(),
                    header,
                    _admitted: load.map(|load| load.keep(length)),
                });
            }
            Err(panicked) => {
                panicked.refuse(&self.lend(), header);
                slot.empty();
                lent::give_slot_back(slot);
            }
        }
        true
    }

    /// Counts nothing that is not served now.
    pub(super) fn leave(&mut self) {
        if let Some(load) = self.shared.side.load()
            && std::mem::take(&mut self.admitted)
        {
            load.leave();
        }
    }

    pub(super) fn refuse_for_now(&self, header: Header, full: Full) {
        let reason = format!("{full} by this provider");
        self.refuse(header, status::THREAD_POOL_EXHAUSTED, &reason);
    }

    pub(super) fn refuse(&self, header: Header, status: u8, reason: &str) {
        let connection = Connection::of(self.shared.clone());
        self.handler.refuse(&connection, header, status, reason);
    }

    /// Counts the request that is served next. Its bytes are counted only if it goes on elsewhere.
    fn admit(&mut self, bytes: usize) -> Result<(), Full> {
        let Some(load) = self.shared.side.load() else {
            return Ok(());
        };
        load.fits(bytes)?;
        if !self.admitted {
            load.enter()?;
            self.admitted = true;
        }
        Ok(())
    }

    fn lend(&self) -> Lent<H> {
        Lent {
            handler: self.handler.clone(),
            connection: Connection::of(self.shared.clone()),
        }
    }
}

impl<H: RequestHandler> Drop for Requests<H> {
    fn drop(&mut self) {
        self.leave();
    }
}

use std::fmt;
use std::future::poll_fn;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::Bytes;
use tokio::time::Instant;

use super::call::{Call, Failure, RequestFrame};
use super::handler::RequestHandler;
use super::load::Load;
use super::observer::ConnectionEvent;
use super::options::ConnectionOptions;
use super::outgoing::Outgoing;
use super::pending::Ending;
use super::placement::Placement;
use super::reader;
use super::shared::Shared;
use super::{event, timer, writer};
use crate::transport::{Header, Stream, flags};

/// One connection: all calls to a host share it. Cheap to clone; the last clone dropped closes a
/// consumer's connection.
#[derive(Clone)]
pub(crate) struct Connection(Held);

#[derive(Clone)]
enum Held {
    /// By those who call: with the last of them it closes.
    Owned(Arc<CloseOnDrop>),
    /// By the connection's own tasks.
    Unowned(Arc<Shared>),
}

/// Which side of the connection this is: they differ in who sends heartbeats and who closes.
#[derive(Clone, Debug)]
pub(crate) enum Side {
    Consumer,
    /// With the load of its server.
    Provider(Arc<Load>),
}

impl Side {
    pub(super) fn is_consumer(&self) -> bool {
        matches!(self, Self::Consumer)
    }

    /// What bounds it beside its own options: a consumer's calls are its own.
    pub(super) fn load(&self) -> Option<&Arc<Load>> {
        match self {
            Self::Consumer => None,
            Self::Provider(load) => Some(load),
        }
    }
}

impl Connection {
    /// Starts the tasks of a connection over `stream`. Once it is closed, `ended` is dropped.
    pub(crate) fn start<S, H>(
        stream: S,
        peer: impl Into<Arc<str>>,
        side: Side,
        options: impl Into<Arc<ConnectionOptions>>,
        handler: H,
        ended: impl Send + 'static,
    ) -> Self
    where
        S: Stream,
        H: RequestHandler,
    {
        let consumer = side.is_consumer();
        let shared = Arc::new(Shared::new(peer.into(), side, options.into()));
        let (read, write) = stream.split();
        shared.tell(|peer| ConnectionEvent::Connected { peer });
        tokio::spawn(reader::run(shared.clone(), read, handler));
        tokio::spawn(writer::run(shared.clone(), write, ended));
        if !consumer {
            return Self::of(shared);
        }
        tokio::spawn(timer::run(shared.clone()));
        Self(Held::Owned(Arc::new(CloseOnDrop(shared))))
    }

    pub(super) fn shared(&self) -> &Arc<Shared> {
        match &self.0 {
            Held::Owned(owner) => &owner.0,
            Held::Unowned(shared) => shared,
        }
    }

    /// Sends a request and waits for the reply, until `deadline`.
    ///
    /// Encoding happens in the first poll: a future that is dropped unpolled sends nothing. Dropped
    /// later it frees its slot, and the reply goes to nobody.
    pub(crate) fn request<E: Send>(
        &self,
        deadline: Instant,
        frame: RequestFrame<impl FnOnce(&mut Vec<u8>) -> Result<(), E> + Send>,
    ) -> impl Future<Output = Result<(Header, Bytes), Failure<E>>> + Send {
        let mut frame = Some(frame);
        async move {
            let shared = &**self.shared();
            if !shared.has_room() && !Box::pin(shared.room_until(deadline)).await {
                return Err(Failure::Expired { sent: false });
            }
            let mut call = Call::new(shared);
            let send = |context: &mut Context<'_>| {
                Poll::Ready(call.send(deadline, context.waker(), &mut frame))
            };
            if !poll_fn(send).await.map_err(Failure::not_sent)? {
                let queued = Box::pin(call.queue(deadline, &mut frame)).await;
                queued.map_err(Failure::not_sent)?;
            }
            match poll_fn(|context| call.poll_ended(context.waker())).await {
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
    }

    /// Sends a request that is not answered; with `sent` it waits until the bytes have left for the
    /// socket (dubbo-protocol §5.4). Nothing stays behind.
    pub(crate) async fn send<E>(
        &self,
        deadline: Instant,
        sent: bool,
        frame: RequestFrame<impl FnOnce(&mut Vec<u8>) -> Result<(), E>>,
    ) -> Result<(), Failure<E>> {
        let shared = self.shared();
        if !shared.room_until(deadline).await {
            return Err(Failure::Expired { sent: false });
        }
        let header = Header {
            flags: flags::REQUEST | frame.serialization,
            status: 0,
            id: event::NOBODY,
            length: 0,
        };
        let encode = |out: &mut Outgoing| (frame.encode)(out.bytes());
        let appended = shared.append(&mut shared.state(), header, encode);
        let end = appended.map_err(Failure::not_sent)?;
        if !sent {
            return Ok(());
        }
        match tokio::time::timeout_at(deadline, shared.written(end)).await {
            Ok(true) => Ok(()),
            Ok(false) => Err(Failure::Closed(shared.closed_reason())),
            Err(_) => Err(Failure::Expired { sent: false }),
        }
    }

    /// Sends a response to the request `header.id`. On an error nothing is sent.
    pub(crate) fn respond<E>(
        &self,
        header: Header,
        encode: impl FnOnce(&mut Outgoing) -> Result<(), E>,
    ) -> Result<(), Failure<E>> {
        let shared = self.shared();
        shared.append(&mut shared.state(), header, encode).map(drop)
    }

    /// Waits while the other side does not read what is there for it already.
    pub(crate) async fn room(&self) {
        self.shared().room().await;
    }

    /// Ends the poll of the request that awaits this, if its reader polls it: it goes on elsewhere.
    pub(crate) async fn leave_reader(&self, placement: Placement) {
        self.shared().next.leave(placement).await;
    }

    /// Tells the other side not to call any more (it still gets its replies), or that it may call
    /// again (dubbo-protocol §5.3).
    pub(crate) fn send_readonly(&self, readonly: bool) {
        self.shared().send_event(match readonly {
            true => event::READONLY,
            false => event::WRITABLE,
        });
    }

    /// Has the other side answer a heartbeat, and waits until it has, or the connection closes: what
    /// was sent before is read then.
    pub(crate) async fn heard(&self) {
        let mut answered = pin!(self.shared().answered.notified());
        answered.as_mut().enable();
        self.shared().send_event(event::HEARTBEAT);
        tokio::select! {
            () = answered => {}
            () = self.until_closing() => {}
        }
    }

    /// Closes once what is buffered is written. Calls that wait end with `reason`.
    pub(crate) fn close(&self, reason: impl fmt::Display) {
        self.shared().close(reason.to_string());
    }

    /// Whether calls should be sent: it is neither closed nor readonly.
    pub(crate) fn is_available(&self) -> bool {
        self.shared().is_available()
    }

    /// Whether it can be called: it is not closed.
    pub(crate) fn is_open(&self) -> bool {
        !self.shared().is_closing()
    }

    /// Whether the other side has asked not to be called.
    pub(crate) fn is_readonly(&self) -> bool {
        self.shared().is_readonly()
    }

    /// Resolves as soon as calls should not be sent any more.
    pub(crate) async fn until_unavailable(&self) {
        self.shared().until_unavailable().await;
    }

    /// Resolves as soon as it takes no more calls for good.
    pub(crate) async fn until_closing(&self) {
        self.shared().closing.cancelled().await;
    }

    /// The same connection, which this does not keep open.
    pub(crate) fn unowned(&self) -> Self {
        Self::of(self.shared().clone())
    }

    pub(crate) fn peer(&self) -> &Arc<str> {
        &self.shared().peer
    }

    /// Closes it if nothing has happened for too long; else says when that will be.
    pub(super) fn close_if_idle(&self, now: Instant) -> Option<Instant> {
        timer::close_if_idle(self.shared(), now)
    }

    /// Whether it is closed, and what was buffered is written.
    pub(super) fn is_closed(&self) -> bool {
        self.shared().closed.is_cancelled()
    }

    /// Resolves when the connection is closed, and what was buffered is written.
    pub(crate) async fn wait_closed(&self) {
        self.shared().closed.cancelled().await;
    }

    pub(super) fn of(shared: Arc<Shared>) -> Self {
        Self(Held::Unowned(shared))
    }
}

struct CloseOnDrop(Arc<Shared>);

impl Drop for CloseOnDrop {
    fn drop(&mut self) {
        self.0.close("all its users are gone".to_owned());
    }
}

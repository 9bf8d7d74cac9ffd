use std::future::Future;

use tokio::time::Instant;

use super::body::FrameBody;
use super::connection::Connection;
use super::event;
use crate::transport::{Header, flags, status};

/// A request that the other side sent.
pub(crate) struct IncomingRequest<'a> {
    pub(crate) header: Header,
    pub(crate) body: FrameBody<'a>,
    /// When it was read.
    pub(crate) received: Instant,
}

/// What a request is served with. It is lent, since it would cost something to have it made for each.
#[derive(Clone)]
pub(crate) struct Lent<H> {
    pub(crate) handler: H,
    pub(crate) connection: Connection,
}

/// Serves the requests that come in on a connection.
pub(crate) trait RequestHandler: Clone + Send + Sync + Unpin + 'static {
    /// What it keeps from one request of a connection to the next.
    type Session: Default + Send + 'static;

    /// Serves one request; two-way requests are answered by [`Connection::respond`]. What it returns
    /// is polled once by the connection's reader, and goes on in a task of its own if it is pending.
    fn handle(
        lent: Lent<Self>,
        session: &mut Self::Session,
        request: IncomingRequest<'_>,
    ) -> impl Future<Output = Lent<Self>> + Send + use<Self>;

    /// A request that is refused before it is decoded, with the status and the reason.
    fn refuse(&self, connection: &Connection, header: Header, status: u8, reason: &str);
}

/// A side that serves nothing: every two-way request is refused.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NoService;

impl RequestHandler for NoService {
    type Session = ();

    fn handle(
        lent: Lent<Self>,
        (): &mut (),
        request: IncomingRequest<'_>,
    ) -> impl Future<Output = Lent<Self>> + Send + use<> {
        let reason = "org.apache.dubbo.remoting.RemotingException: Not found exported service: \
                      this side of the connection is a consumer";
        let status = status::SERVICE_ERROR;
        lent.handler
            .refuse(&lent.connection, request.header, status, reason);
        std::future::ready(lent)
    }

    fn refuse(&self, connection: &Connection, header: Header, status: u8, reason: &str) {
        if header.is(flags::TWO_WAY) {
            let header = Header {
                flags: event::SERIALIZATION,
                status,
                ..header
            };
            let _closed = connection.respond::<()>(header, |out| {
                event::write_text(out.bytes(), reason);
                Ok(())
            });
        }
    }
}

use std::future::Future;
use std::sync::{Arc, OnceLock};

use dubbo_codec::Serialization;
use tracing::Instrument;

use super::exported::Exported;
use super::known::Session;
use super::routing::{Place, Refusal, Route, Services};
use super::{ECHO, response};
use crate::error::{Error, Result};
use crate::exchange::{Connection, Failure, IncomingRequest, Lent, RequestHandler};
use crate::protocol::{Context, Encoded, Invocation, Invoker, Item, Reply, Target, encode_error};
use crate::transport::{Header, flags, status};

/// Serves requests by the services of one server: decodes as far as it takes to find the service,
/// has the invoker do the rest, and answers.
pub(crate) struct DubboHandler<I>(Arc<Served<I>>);

struct Served<I> {
    services: Services,
    invoker: I,
}

/// A request whose service and method are found.
struct Request {
    header: Header,
    route: Route,
    /// Has the arguments, too.
    context: Context,
}

/// The longest text of a refusal, in bytes.
const LONGEST_REASON: usize = 2048;

impl<I> Clone for DubboHandler<I> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<I: Invoker> DubboHandler<I> {
    /// `services` in the order in which `invoker` numbers them.
    pub(crate) fn new(services: Vec<Exported>, invoker: I) -> Self {
        let services = Services {
            all: services.into(),
            port: OnceLock::new(),
        };
        Self(Arc::new(Served { services, invoker }))
    }

    /// Says where this listens.
    pub(crate) fn listens_at(&self, port: u16) {
        let _known = self.0.services.port.set(port);
    }

    /// Finds whom the request calls.
    fn route(
        &self,
        session: &mut Session,
        request: IncomingRequest<'_>,
        connection: &Connection,
    ) -> Result<Request, Refusal> {
        let IncomingRequest {
            header,
            body,
            received,
        } = request;
        let id = header.serialization();
        let Some(serialization) = Serialization::from_id(id) else {
            let names = Serialization::names();
            let text = format!(
                "java.io.IOException: Unrecognized serialize type from consumer: {id}; this provider has \
                 {names}"
            );
            let status = status::BAD_REQUEST;
            return Err(Refusal { status, text });
        };
        let services = &self.0.services;
        let Place { arguments, route } = services.route(session, serialization, body.bytes())?;
        let deadline = route
            .timeout
            .and_then(|timeout| received.checked_add(timeout));
        Ok(Request {
            header,
            route,
            context: Context::received(connection.peer(), deadline, |encoded| {
                body.keep(arguments.at.., &mut encoded.bytes);
                encoded.serialization = serialization;
                (encoded.count, encoded.end) = (arguments.count, arguments.end);
            }),
        })
    }

    /// Serves the request, which is `None` where it was refused.
    #[allow(
        clippy::manual_async_fn,
        reason = "the future of an `async fn` holds its arguments twice, and is copied for every call"
    )]
    fn serve(
        lent: Lent<Self>,
        request: Option<Request>,
    ) -> impl Future<Output = Lent<Self>> + Send + use<I> {
        async move {
            if let Some(request) = &request {
                let Lent {
                    handler,
                    connection,
                } = &lent;
                match handler.invoke(connection, request).await {
                    Ok(reply) => {
                        connection.room().await;
                        handler.answer(connection, request, reply);
                    }
                    Err(Refusal { status, text }) => {
                        handler.refuse(connection, request.header, status, &text);
                    }
                }
            }
            if let Some(request) = request {
                request.context.recycle();
            }
            lent
        }
    }

    async fn invoke(&self, connection: &Connection, request: &Request) -> Result<Reply, Refusal> {
        let Request { route, context, .. } = request;
        let arguments = context.encoded();
        let Some(number) = route.method else {
            return Ok(echo(arguments));
        };
        let exported = &self.0.services.all[route.service];
        let method = &exported.methods[number];
        let executing = exported.enter(number, connection).await;
        let _executing = executing.map_err(|limit| {
            let text = format!(
                "org.apache.dubbo.rpc.RpcException: {limit} calls of {} are being served already \
                 (`executes`)",
                method.name
            );
            let status = status::THREAD_POOL_EXHAUSTED;
            Refusal { status, text }
        })?;
        let target = Target {
            service: route.service,
            method: route.method,
        };
        let mut call = Invocation::received(&exported.interface, method, context, target);
        call.timeout = route.timeout;
        let span = tracing::debug_span!(
            "serve",
            service = exported.interface,
            method = method.name,
            peer = %connection.peer()
        );
        // Mostly nobody looks, and then the call's future need not be moved into another.
        let outcome = if span.is_disabled() {
            drop(span);
            self.0.invoker.invoke(&mut call).await
        } else {
            Box::pin(self.0.invoker.invoke(&mut call).instrument(span)).await
        };
        outcome.or_else(|error| failed(error, method.name, arguments))
    }

    fn answer(&self, connection: &Connection, request: &Request, reply: Reply) {
        let Request { header, route, .. } = request;
        if !header.is(flags::TWO_WAY) {
            return;
        }
        let flags = reply.serialization().id();
        let response = Header {
            flags,
            status: status::OK,
            ..*header
        };
        let sent = connection.respond(response, |out| {
            response::encode(reply, route.with_attachments, out)
        });
        let (status, text) = match sent {
            Ok(()) | Err(Failure::Closed(_)) => return,
            Err(Failure::Encode(error)) => (
                status::BAD_RESPONSE,
                format!(
                    "java.io.IOException: Failed to send response of {}: {error}",
                    self.name_of(route)
                ),
            ),
            Err(Failure::TooLarge { length, limit, .. }) => (
                status::SERIALIZATION_ERROR,
                format!(
                    "org.apache.dubbo.remoting.transport.ExceedPayloadLimitException: \
                     Data length too large: {length}, max payload: {limit}"
                ),
            ),
            Err(failure) => (
                status::SERVER_ERROR,
                format!("java.io.IOException: {failure:?}"),
            ),
        };
        self.refuse(connection, *header, status, &text);
    }

    fn name_of(&self, route: &Route) -> &'static str {
        let method = |number: usize| self.0.services.all[route.service].methods[number].name;
        route.method.map_or(ECHO.0, method)
    }
}

impl<I: Invoker> RequestHandler for DubboHandler<I> {
    type Session = Session;

    fn handle(
        lent: Lent<Self>,
        session: &mut Session,
        request: IncomingRequest<'_>,
    ) -> impl Future<Output = Lent<Self>> + Send + use<I> {
        let Lent {
            handler,
            connection,
        } = &lent;
        let header = request.header;
        let routed = handler.route(session, request, connection);
        let refused = |Refusal { status, text }| handler.refuse(connection, header, status, &text);
        let request = routed.map_err(refused).ok();
        Self::serve(lent, request)
    }

    fn refuse(&self, connection: &Connection, header: Header, status: u8, reason: &str) {
        tracing::debug!(peer = %connection.peer(), status, reason, "refused a call");
        if !header.is(flags::TWO_WAY) {
            return;
        }
        // Names that the peer chose stand in it: they are not sent back without end.
        let reason = &reason[..reason.floor_char_boundary(LONGEST_REASON)];
        // In the request's serialization where this side has it (§2.1 has the peers' own ways).
        let serialization = Serialization::from_id(header.serialization()).unwrap_or_default();
        let response = Header {
            flags: serialization.id(),
            status,
            ..header
        };
        let _closed = connection.respond::<()>(response, |out| {
            response::encode_refusal(serialization, reason, out);
            Ok(())
        });
    }
}

/// What a call that failed outside the service's own code is answered with.
fn failed(error: Error, method: &str, arguments: &Encoded) -> Result<Reply, Refusal> {
    let (status, class) = match &error {
        Error::Exception(_) => {
            let encode = |encoder: &mut dubbo_codec::Encoder<'_>| encode_error(&error, encoder);
            return Reply::exception(arguments.serialization, encode).map_err(|error| Refusal {
                status: status::BAD_RESPONSE,
                text: format!("java.io.IOException: Failed to send response: {error}"),
            });
        }
        // A filter or a dispatch that refuses says how.
        Error::Refused { status, message } => {
            return Err(Refusal {
                status: *status,
                text: message.to_string(),
            });
        }
        Error::NotFound(_) if arguments.count > 0 => {
            (status::BAD_REQUEST, "java.lang.IllegalArgumentException")
        }
        Error::Serialization { .. } => (status::BAD_REQUEST, "java.io.IOException"),
        _ => (status::SERVICE_ERROR, "org.apache.dubbo.rpc.RpcException"),
    };
    Err(Refusal {
        status,
        text: format!("{class}: {method} failed: {error}"),
    })
}

/// The argument, sent back as it came: its references count from the same place in both bodies.
fn echo(argument: &Encoded) -> Reply {
    Reply::result(argument.serialization, Item::copy_of(argument.block()))
}

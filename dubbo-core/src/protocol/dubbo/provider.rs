use std::future::Future;
use std::sync::{Arc, OnceLock};

use dubbo_codec::Serialization;
use tokio::time::Instant;
use tracing::Instrument;

use super::exported::Exported;
use super::known::Session;
use super::response;
use super::routing::{Refusal, Routed, Services};
use crate::error::{Error, Result};
use crate::exchange::{Connection, Failure, IncomingRequest, RequestHandler};
use crate::protocol::{Encoded, Invocation, Invoker, Item, Reply, Target, encode_error};
use crate::transport::{Header, flags, status};

/// Serves requests by the services of one server: decodes as far as it takes to find the service,
/// has the invoker do the rest, and answers.
pub(crate) struct DubboHandler<I>(Arc<Served<I>>);

struct Served<I> {
    services: Services,
    invoker: I,
}

/// A request whose body has been looked at.
struct Request {
    header: Header,
    connection: Connection,
    received: Instant,
    /// `None`: it has been answered already.
    routed: Option<Routed>,
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

    /// Finds whom the request calls. `routed` is `None` where it has been answered already.
    fn route(&self, session: &mut Session, request: IncomingRequest) -> Request {
        let IncomingRequest {
            header,
            body,
            connection,
            received,
        } = request;
        let routed = match Serialization::from_id(header.serialization()) {
            Some(serialization) => self.0.services.route(session, serialization, body),
            None => {
                let (id, names) = (header.serialization(), Serialization::names());
                let text = format!(
                    "java.io.IOException: Unrecognized serialize type from consumer: {id}; this provider \
                     has {names}"
                );
                let status = status::BAD_REQUEST;
                Err(Refusal { status, text })
            }
        };
        let refused = |Refusal { status, text }| self.refuse(&connection, header, status, &text);
        let routed = routed.map_err(refused).ok();
        Request {
            header,
            connection,
            received,
            routed,
        }
    }

    #[allow(
        clippy::manual_async_fn,
        reason = "the future of an `async fn` holds its arguments twice, and is copied for every call"
    )]
    fn serve(self, request: Request) -> impl Future<Output = ()> + Send + use<I> {
        async move {
            let (header, connection) = (request.header, &request.connection);
            let Some(routed) = &request.routed else {
                return;
            };
            let Some(method) = routed.route.method else {
                let reply = echo(&routed.arguments);
                return self.answer(&request, "$echo", reply);
            };
            let exported = &self.0.services.all[routed.route.service];
            let name = exported.methods[method].name;
            let _executing = match exported.enter(method, connection).await {
                Ok(executing) => executing,
                Err(limit) => {
                    let text = format!(
                        "org.apache.dubbo.rpc.RpcException: {limit} calls of {name} are being served \
                         already (`executes`)"
                    );
                    return self.refuse(connection, header, status::THREAD_POOL_EXHAUSTED, &text);
                }
            };
            match self.invoke(&request, routed, method).await {
                Ok(reply) => {
                    connection.room().await;
                    self.answer(&request, name, reply);
                }
                Err(refusal) => self.refuse(connection, header, refusal.status, &refusal.text),
            }
        }
    }

    async fn invoke(
        &self,
        request: &Request,
        routed: &Routed,
        method: usize,
    ) -> Result<Reply, Refusal> {
        let Routed { arguments, route } = routed;
        let exported = &self.0.services.all[route.service];
        let method = &exported.methods[method];
        let mut call = Invocation::received(
            &exported.interface,
            method.name,
            method.descriptor,
            arguments,
            arguments.serialization,
        );
        call.target = Target {
            service: route.service,
            method: route.method,
        };
        call.peer = Some(request.connection.peer());
        call.timeout = route.timeout;
        call.deadline = route
            .timeout
            .and_then(|timeout| request.received.checked_add(timeout));
        let span = tracing::debug_span!(
            "serve",
            service = exported.interface,
            method = call.method(),
            peer = %request.connection.peer()
        );
        let outcome = self.0.invoker.invoke(&mut call).instrument(span).await;
        outcome.or_else(|error| failed(error, method.name, arguments))
    }

    fn answer(&self, request: &Request, method: &str, reply: Reply) {
        let (header, connection) = (request.header, &request.connection);
        if !header.is(flags::TWO_WAY) {
            return;
        }
        let routed = request.routed.as_ref();
        let with_attachments = routed.is_some_and(|routed| routed.route.with_attachments);
        let flags = reply.serialization().id();
        let response = Header {
            flags,
            status: status::OK,
            ..header
        };
        let sent = connection.respond(response, |out| {
            response::encode(reply, with_attachments, out)
        });
        let (status, text) = match sent {
            Ok(()) | Err(Failure::Closed(_)) => return,
            Err(Failure::Encode(error)) => (
                status::BAD_RESPONSE,
                format!("java.io.IOException: Failed to send response of {method}: {error}"),
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
        self.refuse(connection, header, status, &text);
    }
}

impl<I: Invoker> RequestHandler for DubboHandler<I> {
    type Session = Session;

    fn handle(
        &self,
        session: &mut Session,
        request: IncomingRequest,
    ) -> impl Future<Output = ()> + Send + use<I> {
        let request = self.route(session, request);
        self.clone().serve(request)
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
    let item = argument.bytes.slice(..argument.end);
    Reply::result(argument.serialization, Item::Received(item))
}

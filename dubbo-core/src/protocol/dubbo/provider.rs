use std::future::Future;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use bytes::Bytes;
use dubbo_codec::Serialization;
use tokio::time::Instant;
use tracing::Instrument;

use super::execution::{Executing, Execution};
use super::request::{Request, RouteError, Routing};
use super::{ECHO, NO_VERSION, response};
use crate::error::{Error, Result};
use crate::exchange::{Connection, Failure, IncomingRequest, Placement, RequestHandler};
use crate::protocol::{Dispatcher, Encoded, Invocation, Invoker, Item, Method, MethodRules, Reply};
use crate::transport::{Header, flags, status};

/// A service of a server: the names it is called by, and what it has.
#[derive(Debug)]
pub(crate) struct Exported {
    pub(crate) path: String,
    pub(crate) interface: String,
    pub(crate) version: String,
    pub(crate) group: String,
    pub(crate) methods: &'static [Method],
    pub(crate) rules: Rules,
    /// How each of `methods` runs; empty where all run as they do by default.
    pub(crate) executions: Vec<Execution>,
}

/// What a provider was told of how its methods run.
#[derive(Clone, Debug, Default)]
pub(crate) struct Rules {
    /// For all methods.
    pub(crate) service: MethodRules,
    /// For single methods, by their names on the wire.
    pub(crate) methods: Vec<(String, MethodRules)>,
}

impl Exported {
    /// `[group/]path[:version]`, the exporter key without its port (dubbo-protocol §10.1).
    pub(crate) fn key(&self) -> String {
        key(&self.group, &self.path, &self.version)
    }
}

impl Exported {
    /// Has the call run where its method runs, if so many may run at once.
    async fn enter(
        &self,
        request: &Request<'_>,
        connection: &Connection,
    ) -> Result<Option<Executing<'_>>, Refusal> {
        if self.executions.is_empty() {
            return Ok(None);
        }
        let called = |method: &Method| {
            method.name == request.method && method.descriptor == request.descriptor
        };
        let Some(index) = self.methods.iter().position(called) else {
            return Ok(None);
        };
        let execution = &self.executions[index];
        let executing = execution.enter().map_err(|limit| Refusal {
            status: status::THREAD_POOL_EXHAUSTED,
            text: format!(
                "org.apache.dubbo.rpc.RpcException: {limit} calls of {} are being served already \
                 (`executes`)",
                request.method
            ),
        })?;
        match execution.dispatcher {
            Dispatcher::Inline => {}
            Dispatcher::Spawn => connection.leave_reader(Placement::Task).await,
            Dispatcher::Blocking => connection.leave_reader(Placement::Thread).await,
        }
        Ok(executing)
    }
}

/// All services of a server, in the order in which its invoker numbers them.
type Services = Arc<[Exported]>;

/// Serves requests by the services of one server: decodes as far as it takes to find the service,
/// has the invoker do the rest, and answers.
pub(crate) struct DubboHandler<I>(Arc<Served<I>>);

struct Served<I> {
    services: Services,
    invoker: I,
    /// Where it listens, for the error texts: known once it does.
    port: OnceLock<u16>,
}

/// The longest text of a refusal, in bytes.
const LONGEST_REASON: usize = 2048;

/// A request that is answered with a status other than OK.
struct Refusal {
    status: u8,
    text: String,
}

impl<I> Clone for DubboHandler<I> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<I: Invoker> DubboHandler<I> {
    pub(crate) fn new(services: Services, invoker: I) -> Self {
        let port = OnceLock::new();
        Self(Arc::new(Served {
            services,
            invoker,
            port,
        }))
    }

    /// Says where this listens.
    pub(crate) fn listens_at(&self, port: u16) {
        let _known = self.0.port.set(port);
    }

    async fn serve(&self, header: Header, body: Bytes, connection: Connection) {
        let Some(serialization) = Serialization::from_id(header.serialization()) else {
            let (id, names) = (header.serialization(), Serialization::names());
            let text = format!(
                "java.io.IOException: Unrecognized serialize type from consumer: {id}; this provider has {names}"
            );
            return self.refuse(&connection, header, status::BAD_REQUEST, &text);
        };
        let request = match Request::decode(serialization, &body) {
            Ok(request) => request,
            Err(error) => {
                let text = undecodable("the head of the request", &error);
                return self.refuse(&connection, header, status::BAD_REQUEST, &text);
            }
        };
        match self
            .invoke(serialization, &request, &body, &connection)
            .await
        {
            Ok(reply) => {
                connection.room().await;
                self.answer(header, &request, &reply, &connection);
            }
            Err(refusal) => self.refuse(&connection, header, refusal.status, &refusal.text),
        }
    }

    async fn invoke(
        &self,
        serialization: Serialization,
        request: &Request<'_>,
        body: &Bytes,
        connection: &Connection,
    ) -> Result<Reply, Refusal> {
        self.check(request)?;
        let routed = request.route(serialization, body);
        let (encoded, routing) = routed.map_err(|error| match error {
            RouteError::Descriptor => Refusal::undecodable(format!(
                "org.apache.dubbo.rpc.RpcException: `{}` is not a list of parameter types",
                request.descriptor
            )),
            RouteError::Codec(error) => Refusal::undecodable(undecodable(&request.method, &error)),
        })?;
        let target = self.find(request, &routing)?;
        if (&*request.method, &*request.descriptor) == ECHO {
            return Ok(echo(encoded));
        }
        let exported = &self.0.services[target];
        let _executing = exported.enter(request, connection).await?;
        let mut call = Invocation::received(
            &exported.interface,
            &request.method,
            &request.descriptor,
            &encoded,
            serialization,
        );
        call.target = target;
        call.peer = Some(connection.peer().clone());
        call.timeout = routing.timeout.map(Duration::from_millis);
        call.deadline = call
            .timeout
            .and_then(|timeout| Instant::now().checked_add(timeout));
        let span = tracing::debug_span!(
            "serve",
            service = exported.interface,
            method = call.method(),
            peer = %connection.peer()
        );
        let invoked = self.0.invoker.invoke(&mut call).instrument(span).await;
        invoked.or_else(|error| self.failed(error, request, serialization))
    }

    /// What Java's decoder checks before it decodes arguments: service, version, and the method
    /// if it has parameters (dubbo-protocol §3.2, trap 13).
    fn check(&self, request: &Request<'_>) -> Result<(), Refusal> {
        let mut named = self
            .0
            .services
            .iter()
            .filter(|service| {
                service.interface == request.interface || service.path == request.interface
            })
            .filter(|service| same_version(&service.version, &request.version))
            .peekable();
        let (interface, method) = (&request.interface, &request.method);
        if named.peek().is_none() {
            let key = key("", interface, &request.version);
            return Err(Refusal::undecodable(format!(
                "org.apache.dubbo.rpc.RpcException: Service {key} not found, invocation of {method} \
                 rejected; this provider has {}",
                self.keys()
            )));
        }
        let descriptor = &*request.descriptor;
        let known = (&**method, descriptor) == ECHO
            || descriptor.is_empty()
            || named.any(|service| has(service, method, descriptor));
        if known {
            return Ok(());
        }
        Err(Refusal::undecodable(format!(
            "java.lang.IllegalArgumentException: Service not found:{interface}, {method}: there is no \
             such method with the parameter types `{descriptor}`"
        )))
    }

    /// The exporter's own look-up, by what the attachments say (dubbo-protocol §3.2, 7 and 9).
    fn find(&self, request: &Request<'_>, routing: &Routing) -> Result<usize, Refusal> {
        let path = routing.path.as_deref().unwrap_or(&request.interface);
        let version = routing.version.as_deref().unwrap_or(&request.version);
        let group = routing.group.as_deref().unwrap_or_default();
        let found = self.0.services.iter().position(|service| {
            service.path == path
                && service.group == group
                && same_version(&service.version, version)
        });
        found.ok_or_else(|| {
            let (key, port) = (
                key(group, path, version),
                self.0.port.get().copied().unwrap_or_default(),
            );
            Refusal {
                status: status::SERVICE_ERROR,
                text: format!(
                    "org.apache.dubbo.remoting.RemotingException: Not found exported service: \
                     {key}:{port} in [{}], may be version or group mismatch",
                    self.keys()
                ),
            }
        })
    }

    fn keys(&self) -> String {
        let keys: Vec<_> = self.0.services.iter().map(Exported::key).collect();
        keys.join(", ")
    }

    /// What a call that failed outside the service's own code is answered with.
    fn failed(
        &self,
        error: Error,
        request: &Request<'_>,
        serialization: Serialization,
    ) -> Result<Reply, Refusal> {
        let (status, class) = match &error {
            Error::Exception(_) => {
                let encode = |encoder: &mut dubbo_codec::Encoder<'_>| {
                    crate::protocol::encode_error(&error, encoder)
                };
                return Reply::exception(serialization, encode).map_err(|error| Refusal {
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
            Error::NotFound(_) if !request.descriptor.is_empty() => {
                (status::BAD_REQUEST, "java.lang.IllegalArgumentException")
            }
            Error::Serialization { .. } => (status::BAD_REQUEST, "java.io.IOException"),
            _ => (status::SERVICE_ERROR, "org.apache.dubbo.rpc.RpcException"),
        };
        Err(Refusal {
            status,
            text: format!("{class}: {} failed: {error}", request.method),
        })
    }

    fn answer(
        &self,
        header: Header,
        request: &Request<'_>,
        reply: &Reply,
        connection: &Connection,
    ) {
        if !header.is(flags::TWO_WAY) {
            return;
        }
        let flags = reply.serialization().id();
        let response = Header {
            flags,
            status: status::OK,
            ..header
        };
        let with_attachments = response::wants_attachments(request.protocol.as_deref());
        let sent = connection.respond(response, |out| {
            response::encode(reply, with_attachments, out)
        });
        let (status, text) = match sent {
            Ok(()) | Err(Failure::Closed(_)) => return,
            Err(Failure::Encode(error)) => (
                status::BAD_RESPONSE,
                format!(
                    "java.io.IOException: Failed to send response of {}: {error}",
                    request.method
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
        self.refuse(connection, header, status, &text);
    }
}

impl<I: Invoker> RequestHandler for DubboHandler<I> {
    fn handle(&self, request: IncomingRequest) -> impl Future<Output = ()> + Send + 'static {
        let handler = self.clone();
        async move {
            handler
                .serve(request.header, request.body, request.connection)
                .await
        }
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

impl Refusal {
    fn undecodable(text: String) -> Self {
        let (class, cause) = text
            .split_once(": ")
            .unwrap_or(("java.io.IOException", &text));
        let text = format!("{class}: Fail to decode request due to: {cause}");
        Self {
            status: status::BAD_REQUEST,
            text,
        }
    }
}

fn undecodable(what: &str, error: &dubbo_codec::Error) -> String {
    format!("java.io.IOException: {what}: {error}")
}

/// The argument, sent back as it came: its references count from the same place in both bodies.
fn echo(argument: Encoded) -> Reply {
    let item = argument.bytes.slice(..argument.end);
    Reply::result(argument.serialization, Item::Received(item))
}

fn has(service: &Exported, method: &str, descriptor: &str) -> bool {
    service
        .methods
        .iter()
        .any(|known| known.name == method && known.descriptor == descriptor)
}

fn same_version(one: &str, other: &str) -> bool {
    plain_version(one) == plain_version(other)
}

/// No version, `0.0.0` and `*` are the same to an exporter (dubbo-protocol §3.2, 9).
fn plain_version(version: &str) -> &str {
    if version == NO_VERSION || version == "*" {
        ""
    } else {
        version
    }
}

fn key(group: &str, path: &str, version: &str) -> String {
    let slash = if group.is_empty() { "" } else { "/" };
    let version = plain_version(version);
    let colon = if version.is_empty() { "" } else { ":" };
    format!("{group}{slash}{path}{colon}{version}")
}

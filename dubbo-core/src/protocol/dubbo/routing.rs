//! From a request's body to the method that it calls.

use std::time::Duration;

use dubbo_codec::Serialization;

use super::exported::{Exported, key, same_version};
use super::known::Session;
use super::request::{ArgumentsAt, Request, RouteError, Routing};
use super::{ECHO, response};
use crate::transport::status;

/// Where a request goes, and where its arguments are.
#[derive(Debug)]
pub(super) struct Place {
    pub(super) arguments: ArgumentsAt,
    pub(super) route: Route,
}

/// Whom a request calls, and how it is to be answered.
#[derive(Clone, Copy, Debug)]
pub(super) struct Route {
    /// Which of the server's services.
    pub(super) service: usize,
    /// Which of its methods; `None` is `$echo`, which every service has.
    pub(super) method: Option<usize>,
    /// The caller's time limit, where it said one.
    pub(super) timeout: Option<Duration>,
    /// Whether the answer has attachments.
    pub(super) with_attachments: bool,
}

/// A request that is answered with a status other than OK.
#[derive(Debug)]
pub(super) struct Refusal {
    pub(super) status: u8,
    pub(super) text: String,
}

/// The services of a server, in the order in which its invoker numbers them.
#[derive(Debug)]
pub(super) struct Services {
    pub(super) all: Box<[Exported]>,
    /// Where they listen, for the error texts: known once they do.
    pub(super) port: std::sync::OnceLock<u16>,
}

impl Services {
    /// Decodes as far as it takes to find the method. What `session` has seen is not decoded again.
    pub(super) fn route(
        &self,
        session: &mut Session,
        serialization: Serialization,
        body: &[u8],
    ) -> Result<Place, Refusal> {
        if let Some(known) = session.find(self, serialization, body) {
            return Ok(known);
        }
        let request = Request::decode(serialization, body).map_err(|error| Refusal {
            status: status::BAD_REQUEST,
            text: undecodable("the head of the request", &error),
        })?;
        self.check(&request)?;
        let located = request.locate(serialization, body);
        let (arguments, routing) = located.map_err(|error| match error {
            RouteError::Descriptor => Refusal::undecodable(format!(
                "org.apache.dubbo.rpc.RpcException: `{}` is not a list of parameter types",
                request.descriptor
            )),
            RouteError::Codec(error) => Refusal::undecodable(undecodable(&request.method, &error)),
        })?;
        let service = self.find(&request, &routing)?;
        let method = match (&*request.method, &*request.descriptor) {
            ECHO => None,
            (name, descriptor) => Some(self.method(service, name, descriptor)?),
        };
        let route = Route {
            service,
            method,
            timeout: routing.timeout.map(Duration::from_millis),
            with_attachments: response::wants_attachments(request.protocol.as_deref()),
        };
        let place = Place { arguments, route };
        if routing.is_text {
            session.learn(&request, &place, serialization, body);
        }
        Ok(place)
    }

    /// What Java's decoder checks before it decodes arguments: service, version, and the method
    /// if it has parameters (dubbo-protocol §3.2, trap 13).
    fn check(&self, request: &Request<'_>) -> Result<(), Refusal> {
        let named = |service: &&Exported| {
            (service.interface == request.interface || service.path == request.interface)
                && same_version(&service.version, &request.version)
        };
        let mut named = self.all.iter().filter(named).peekable();
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
            || named.any(|service| service.method(method, descriptor).is_some());
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
        let found = self.all.iter().position(|service| {
            service.path == path
                && service.group == group
                && same_version(&service.version, version)
        });
        found.ok_or_else(|| {
            let key = key(group, path, version);
            let port = self.port.get().copied().unwrap_or_default();
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

    /// The method of the service that is called: a service of the same name but another group may have
    /// been what `check` found.
    fn method(&self, service: usize, name: &str, descriptor: &str) -> Result<usize, Refusal> {
        let exported = &self.all[service];
        exported.method(name, descriptor).ok_or_else(|| {
            let (status, class) = match descriptor {
                "" => (status::SERVICE_ERROR, "org.apache.dubbo.rpc.RpcException"),
                _ => (status::BAD_REQUEST, "java.lang.IllegalArgumentException"),
            };
            let parameters = match descriptor {
                "" => "without parameters".to_owned(),
                types => format!("with the parameter types `{types}`"),
            };
            let text = format!(
                "{class}: {name} failed: not found: No such method {name} {parameters} in {}",
                exported.interface
            );
            Refusal { status, text }
        })
    }

    fn keys(&self) -> String {
        let keys: Vec<_> = self.all.iter().map(Exported::key).collect();
        keys.join(", ")
    }
}

impl Refusal {
    pub(super) fn undecodable(text: String) -> Self {
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

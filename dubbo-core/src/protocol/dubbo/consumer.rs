use std::io;
use std::sync::Arc;
use std::time::Duration;

use dubbo_codec::Serialization;

use super::link::Unconnected;
use super::request::Head;
use super::{Link, Links, response};
use crate::error::{Error, Result};
use crate::exchange::{Failure, RequestFrame};
use crate::period::after;
use crate::protocol::{Invocation, Invoker, Reply};
use crate::transport::Transport;

/// Whom a reference calls at its provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ServiceAddress {
    pub(crate) path: String,
    pub(crate) interface: String,
    pub(crate) version: String,
    pub(crate) group: String,
    /// What the provider's URL has as `token`: it serves only those who send it.
    pub(crate) token: Option<String>,
    /// How many methods the contract has.
    pub(crate) methods: usize,
}

/// Calls one service at one provider over `dubbo://`.
#[derive(Debug)]
pub(crate) struct DubboInvoker<T> {
    inner: Arc<Inner<T>>,
}

#[derive(Debug)]
struct Inner<T> {
    links: Arc<Links<T>>,
    head: Head,
    /// The usual time limit.
    timeout: Duration,
}

impl<T> Clone for DubboInvoker<T> {
    fn clone(&self) -> Self {
        Self {
            inner: self.inner.clone(),
        }
    }
}

impl<T: Transport> DubboInvoker<T> {
    pub(crate) fn new(
        links: Arc<Links<T>>,
        serialization: Serialization,
        address: &ServiceAddress,
        application: Option<&str>,
        timeout: Duration,
    ) -> Result<Self> {
        let head = Head::new(serialization, address, application, timeout);
        let head =
            head.map_err(|error| Error::serialization("the attachments of all calls", error))?;
        Ok(Self {
            inner: Arc::new(Inner {
                links,
                head,
                timeout,
            }),
        })
    }

    /// Makes the connections, where that has not been done.
    pub(crate) async fn connect(&self) -> Result<()> {
        /// The attempt keeps to its limit itself, and says why it failed: that is waited for.
        const MORE: Duration = Duration::from_secs(1);
        for link in self.inner.links.all() {
            let enough = link.connect_timeout().saturating_add(MORE);
            match link.connection(after(enough)).await {
                Ok(_) => {}
                Err(Unconnected::Failed(error)) => return Err(link.unreachable(&error)),
                Err(Unconnected::Expired) => {
                    return Err(link.unreachable(&io::ErrorKind::TimedOut.into()));
                }
            }
        }
        Ok(())
    }

    /// Begins to make the connections; whoever calls meanwhile waits for them.
    pub(crate) fn connect_in_background(&self) {
        for link in self.inner.links.all() {
            link.begin();
        }
    }
}

impl<T: Transport> Invoker for DubboInvoker<T> {
    async fn invoke(&self, call: &mut Invocation<'_>) -> Result<Reply> {
        let inner = &*self.inner;
        let timeout = call.timeout.unwrap_or(inner.timeout);
        let deadline = call.deadline.unwrap_or_else(|| after(timeout));
        let unusual = (timeout != inner.timeout).then_some(timeout);
        let link = inner.links.choose();
        let one_way = call.options.one_way == Some(true);
        let sent = call.options.sent == Some(true);
        let mut again = true;
        loop {
            let connection = match link.current() {
                Some(connection) => connection,
                None => {
                    let connection = Box::pin(link.connection(deadline)).await;
                    connection.map_err(|error| unreachable(link, call, timeout, error))?
                }
            };
            let frame = RequestFrame {
                serialization: inner.head.serialization().id(),
                encode: |out: &mut Vec<u8>| inner.head.encode(call, unusual, out),
            };
            let failure = if one_way {
                match Box::pin(connection.send(deadline, sent, frame)).await {
                    Ok(()) => return Ok(Reply::null(inner.head.serialization())),
                    Err(failure) => failure,
                }
            } else {
                match connection.request(deadline, frame).await {
                    Ok((header, body)) => return response::decode(header, body),
                    Err(failure) => failure,
                }
            };
            match failure {
                // Nothing was sent: on a new connection this is still the first attempt.
                Failure::NotSent(_) if again => again = false,
                failure => return Err(inner.failed(link, call, timeout, failure)),
            }
        }
    }

    fn is_available(&self) -> bool {
        self.inner.links.is_available()
    }
}

fn unreachable<T: Transport>(
    link: &Link<T>,
    call: &Invocation<'_>,
    timeout: Duration,
    error: Unconnected,
) -> Error {
    match error {
        Unconnected::Expired => Error::Timeout {
            call: format!("{} at {}", name(call), link.address()).into(),
            after: timeout,
            hint: ": there was no connection in time",
        },
        Unconnected::Failed(error) => link.unreachable(&error),
    }
}

impl<T: Transport> Inner<T> {
    fn failed(
        &self,
        link: &Link<T>,
        call: &Invocation<'_>,
        timeout: Duration,
        failure: Failure<dubbo_codec::Error>,
    ) -> Error {
        match failure {
            Failure::Encode(error) => {
                Error::serialization(format!("the arguments of {}", name(call)), error)
            }
            Failure::TooLarge {
                request,
                length,
                limit,
            } => {
                let what = if request { "request" } else { "reply" };
                let call = name(call);
                Error::TooLarge(
                    format!(
                        "Data length too large: the {what} of {call} has {length} bytes, max payload: \
                         {limit}; raise `payload` on both sides"
                    )
                    .into(),
                )
            }
            Failure::InFlight(limit) => Error::LimitExceeded(
                format!("{limit} calls to {} are in flight already", link.address()).into(),
            ),
            Failure::Expired { sent } => Error::Timeout {
                call: format!("{} at {}", name(call), link.address()).into(),
                after: timeout,
                hint: self.hint(sent),
            },
            Failure::Closed(reason) | Failure::NotSent(reason) => Error::Network {
                peer: link.address().to_string().into(),
                message: format!("connection closed: {reason}").into(),
                source: None,
            },
        }
    }

    /// A Java 3.x provider never answers a request in a serialization that it lacks (§2).
    fn hint(&self, sent: bool) -> &'static str {
        if !sent {
            return ": the request did not leave this side in time";
        }
        match self.head.serialization().name() {
            "hessian2" => "",
            _ => ": does the provider have this serialization? Java 3.x gives no answer if not",
        }
    }
}

fn name(call: &Invocation<'_>) -> String {
    format!("{}.{}", call.interface(), call.method())
}

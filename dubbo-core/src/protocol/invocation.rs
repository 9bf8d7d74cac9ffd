use std::time::Duration;

use dubbo_codec::Serialization;
use tokio::time::Instant;

use super::{Arguments, Attachments, Context, Method};

/// One call on its way: which method, with what, until when.
pub struct Invocation<'a> {
    interface: &'a str,
    method: &'static Method,
    arguments: &'a dyn Arguments,
    serialization: Serialization,
    /// What travels beside the arguments, besides what the protocol itself adds.
    pub attachments: Attachments,
    /// What the caller asked for, for this call alone.
    pub options: CallOptions,
    /// When the caller stops waiting. A consumer's cluster sets it from the options; at a provider
    /// it is what the caller's remaining time says, where it was sent.
    pub deadline: Option<Instant>,
    /// The time that led to `deadline`, for error texts.
    pub timeout: Option<Duration>,
    /// What the handler may know of the call, at a provider.
    pub(super) context: Option<&'a Context>,
    /// Which of a server's services is meant, and which of its methods.
    pub(crate) target: Target,
}

/// Whom a call is for that came in at a server.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Target {
    pub(crate) service: usize,
    /// Its number among all methods of the contract, where it is known.
    pub(crate) method: Option<usize>,
}

/// What a caller may ask for in one call.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct CallOptions {
    /// The time limit of the call (Dubbo's `timeout`).
    pub timeout: Option<Duration>,
    /// How often it may be sent again after a failure, within the time limit (Dubbo's `retries`).
    pub retries: Option<u32>,
    /// Whether the provider is not to answer (Dubbo's `return=false`): the call ends once it is on its
    /// way, and nobody learns how it went.
    pub one_way: Option<bool>,
    /// Whether a one-way call waits until its bytes have left for the socket (Dubbo's `sent`).
    pub sent: Option<bool>,
}

impl<'a> Invocation<'a> {
    /// A call of a contract's method.
    pub fn new(interface: &'a str, method: &'static Method, arguments: &'a dyn Arguments) -> Self {
        Self {
            interface,
            method,
            arguments,
            serialization: Serialization::default(),
            attachments: Attachments::new(),
            options: CallOptions::default(),
            deadline: None,
            timeout: None,
            context: None,
            target: Target::default(),
        }
    }

    /// A call as it came in at a provider.
    pub(crate) fn received(
        interface: &'a str,
        method: &'static Method,
        context: &'a Context,
        target: Target,
    ) -> Self {
        Self {
            serialization: context.encoded().serialization,
            deadline: context.deadline(),
            context: Some(context),
            target,
            ..Self::new(interface, method, context.encoded())
        }
    }

    /// The service's interface.
    #[must_use]
    pub fn interface(&self) -> &'a str {
        self.interface
    }

    /// The method's name on the wire.
    #[must_use]
    pub fn method(&self) -> &'a str {
        self.method.name
    }

    /// The types of the parameters (dubbo-protocol §3.1).
    #[must_use]
    pub fn descriptor(&self) -> &'a str {
        self.method.descriptor
    }

    /// The arguments, not yet bytes at a consumer, still bytes at a provider.
    #[must_use]
    pub fn arguments(&self) -> &'a dyn Arguments {
        self.arguments
    }

    /// The serialization that a provider answers in: that of the request.
    #[must_use]
    pub fn serialization(&self) -> Serialization {
        self.serialization
    }

    /// What the contract says of the method.
    pub(crate) fn constant(&self) -> &'static Method {
        self.method
    }
}

impl std::fmt::Debug for Invocation<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "{}.{}({})",
            self.interface,
            self.method(),
            self.descriptor()
        )
    }
}

//! The one error of a call, and what each kind of it means.

use std::io;
use std::time::Duration;

use dubbo_codec::Exception;
use dubbo_codec::extension::UnknownName;

/// The result of a call.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a call failed. Kinds are kept apart, so that a caller can tell what may be tried again.
///
/// [`Error::code`] gives the number that Java's `RpcException` has for the kind.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// No reply within the time that the call was given. The provider may still be at work.
    #[error("{call} got no reply within {after:?}{hint}")]
    Timeout {
        /// The method that was called.
        call: Box<str>,
        /// The time the call was given.
        after: Duration,
        /// What may be the reason, where something is known.
        hint: &'static str,
    },
    /// The connection could not be made, or broke with the call outstanding.
    #[error("{peer}: {message}")]
    Network {
        /// The address of the other side.
        peer: Box<str>,
        /// What happened.
        message: Box<str>,
        /// The operating system's error, where there is one.
        #[source]
        source: Option<io::Error>,
    },
    /// The other side answered that it does not serve the call: a reply with a status other than
    /// OK (dubbo-protocol §1.1).
    #[error("the provider refused the call with status {status} ({name}): {message}", name = status_name(*status))]
    Refused {
        /// The status byte of the reply.
        status: u8,
        /// The provider's text. Java's begins with the class of the exception.
        message: Box<str>,
    },
    /// The service or the method is not there.
    #[error("not found: {0}")]
    NotFound(Box<str>),
    /// Arguments, a result or attachments could not be encoded or decoded.
    #[error("{context}: {source}")]
    Serialization {
        /// What was encoded or decoded.
        context: Box<str>,
        /// What was wrong, with offset and path.
        source: Box<dubbo_codec::Error>,
    },
    /// More calls at once are asked than a configured limit allows.
    #[error("{0}")]
    LimitExceeded(Box<str>),
    /// A request or a reply is larger than the payload limit.
    #[error("{0}")]
    TooLarge(Box<str>),
    /// The service threw: the exception with its class, message, causes and stack trace.
    #[error(transparent)]
    Exception(Box<Exception>),
    /// A URL, an option or an address is not valid.
    #[error("{0}")]
    Config(Box<str>),
}

impl Error {
    /// A business error for a handler to return: `class` is the Java class that a Java consumer
    /// sees, which it must know (`java.lang.IllegalStateException`, …).
    pub fn exception(class: impl Into<String>, message: impl Into<String>) -> Self {
        Self::Exception(Box::new(Exception::new(class.into(), message.into())))
    }

    /// A business error of the class `java.lang.RuntimeException`, which every Java consumer knows.
    pub fn message(message: impl std::fmt::Display) -> Self {
        Self::exception("java.lang.RuntimeException", message.to_string())
    }

    /// A wrong URL or option.
    pub fn config(message: impl Into<Box<str>>) -> Self {
        Self::Config(message.into())
    }

    /// The exception that the service threw, if that is what this error is.
    pub fn as_exception(&self) -> Option<&Exception> {
        match self {
            Self::Exception(exception) => Some(exception),
            _ => None,
        }
    }

    /// The code of Java's `RpcException` for this kind (dubbo-protocol §7.4).
    pub fn code(&self) -> i32 {
        match self {
            Self::Config(_) => 0,
            Self::Refused { status: 25, .. } | Self::TooLarge(_) => 5,
            Self::Network { .. } | Self::Refused { .. } => 1,
            Self::Timeout { .. } => 2,
            Self::Exception(_) => 3,
            Self::Serialization { .. } => 5,
            Self::LimitExceeded(_) => 7,
            Self::NotFound(_) => 11,
        }
    }

    /// Whether the call may be sent again: it failed on its way, not in the service, and need not fail
    /// again. (Java tries everything again but a business exception, dubbo-protocol §7.5; what cannot be
    /// encoded, decoded or carried fails a second time, too.)
    pub fn is_retryable(&self) -> bool {
        !matches!(
            self,
            Self::Exception(_) | Self::Config(_) | Self::Serialization { .. } | Self::TooLarge(_)
        )
    }

    #[cfg(feature = "runtime")]
    pub(crate) fn serialization(context: impl Into<Box<str>>, source: dubbo_codec::Error) -> Self {
        Self::Serialization {
            context: context.into(),
            source: Box::new(source),
        }
    }
}

/// A name that a list of extensions does not have is a mistake in the configuration.
impl From<UnknownName> for Error {
    fn from(error: UnknownName) -> Self {
        Self::Config(error.to_string().into())
    }
}

/// Names of the statuses of dubbo-protocol §1.1.
fn status_name(status: u8) -> &'static str {
    match status {
        20 => "OK",
        25 => "SERIALIZATION_ERROR",
        30 => "CLIENT_TIMEOUT",
        31 => "SERVER_TIMEOUT",
        35 => "CHANNEL_INACTIVE",
        40 => "BAD_REQUEST",
        50 => "BAD_RESPONSE",
        60 => "SERVICE_NOT_FOUND",
        70 => "SERVICE_ERROR",
        80 => "SERVER_ERROR",
        90 => "CLIENT_ERROR",
        100 => "SERVER_THREADPOOL_EXHAUSTED_ERROR",
        _ => "unknown",
    }
}

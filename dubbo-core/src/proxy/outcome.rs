use dubbo_codec::FromJava;

use super::ServiceError;
use crate::error::{Error, Result};
use crate::protocol::{Invocation, Reply};

/// What a contract's method returns: a `Result`, under whatever alias.
#[diagnostic::on_unimplemented(
    message = "a service's method returns a `Result`, not `{Self}`",
    label = "not a `Result`",
    note = "write `dubbo::Result<{Self}>`: any call may fail on its way"
)]
pub trait Outcome: Sized {
    /// What is returned where the call succeeds.
    type Value: FromJava;

    /// The method's outcome at a consumer.
    fn from_reply(reply: Result<Reply>) -> Self;

    /// The outcome of `call` at a provider, in the serialization of the request.
    ///
    /// # Errors
    /// A value that the serialization cannot carry.
    fn into_reply(self, call: &Invocation<'_>) -> Result<Reply>;
}

impl<T: FromJava, E: ServiceError> Outcome for Result<T, E> {
    type Value = T;

    fn from_reply(reply: Result<Reply>) -> Self {
        reply
            .and_then(|reply| reply.decode())
            .map_err(E::from_error)
    }

    fn into_reply(self, call: &Invocation<'_>) -> Result<Reply> {
        match self {
            Ok(value) => Reply::of(call.serialization(), &value),
            Err(error) => Reply::exception(call.serialization(), |encoder| error.encode(encoder)),
        }
    }
}

/// What a one-way method returns: nothing but whether it could be sent.
#[diagnostic::on_unimplemented(
    message = "a one-way method has no result, and `{Self}` is one",
    label = "nobody waits for this",
    note = "write `dubbo::Result<()>`, or leave out `oneway`"
)]
pub trait Unanswered: Outcome {}

impl<E: ServiceError> Unanswered for Result<(), E> {}

/// What a generated dispatch ends with: the handler's outcome as a reply. A result that cannot be
/// encoded is the provider's fault, not the caller's: status 50, as Java has it (dubbo-protocol §1.1).
pub fn reply<R: Outcome>(call: &Invocation<'_>, outcome: R) -> Result<Reply> {
    const BAD_RESPONSE: u8 = 50;
    outcome.into_reply(call).map_err(|error| {
        let text = format!("java.io.IOException: Failed to send response: {error}");
        Error::Refused {
            status: BAD_RESPONSE,
            message: text.into(),
        }
    })
}

//! A contract's types, each named once. Generated code implements [`Argument`] and [`Returns`] for a private
//! type of each contract and names the user's types nowhere else: a type that stands for no Java type is then
//! one error, on the type, because all other generated code relies on the bounds of these traits.

use dubbo_codec::{AsJava, Encoder, FromJava, JavaType};
use serde::Serializer;

use super::{Client, Contract, JavaException, Outcome, call, reply, thrown};
use crate::error::{Error, Result};
use crate::protocol::{Arguments, ArgumentsDecoder, Invocation, Invoker, Method, Reply};

/// The type of argument `INDEX` of method `METHOD`; the element's type where the method takes a slice.
pub trait Argument<const METHOD: usize, const INDEX: usize> {
    /// The type.
    type Type: FromJava + Send + Sync;
}

/// What method `METHOD` returns.
pub trait Returns<const METHOD: usize> {
    /// The `Result`.
    type Outcome: Outcome;
}

/// The exception that variant `VARIANT` of an enum holds.
pub trait Holds<const VARIANT: usize> {
    /// The type.
    type Exception: JavaException;
}

/// An argument on its way out.
pub struct Sent<'a, S: Argument<METHOD, INDEX>, const METHOD: usize, const INDEX: usize>(
    pub &'a S::Type,
);

impl<S: Argument<M, I>, const M: usize, const I: usize> JavaType for Sent<'_, S, M, I> {
    const DESCRIPTOR: &'static str = <S::Type as JavaType>::DESCRIPTOR;
    const BOXED: &'static str = <S::Type as JavaType>::BOXED;
    const ELEMENT: &'static str = <S::Type as JavaType>::ELEMENT;
    const NAME: &'static str = <S::Type as JavaType>::NAME;
    fn serialize<Z: Serializer>(&self, serializer: Z) -> Result<Z::Ok, Z::Error> {
        JavaType::serialize(self.0, serializer)
    }
}

/// A slice on its way out.
pub struct SentSlice<'a, S: Argument<METHOD, INDEX>, const METHOD: usize, const INDEX: usize>(
    pub &'a [S::Type],
);

impl<S: Argument<M, I>, const M: usize, const I: usize> JavaType for SentSlice<'_, S, M, I> {
    const DESCRIPTOR: &'static str = <[S::Type] as JavaType>::DESCRIPTOR;
    const BOXED: &'static str = <[S::Type] as JavaType>::BOXED;
    const ELEMENT: &'static str = <[S::Type] as JavaType>::ELEMENT;
    const NAME: &'static str = <[S::Type] as JavaType>::NAME;
    fn serialize<Z: Serializer>(&self, serializer: Z) -> Result<Z::Ok, Z::Error> {
        JavaType::serialize(self.0, serializer)
    }
}

/// Decodes an argument.
pub fn received<S: Argument<M, I>, const M: usize, const I: usize>(
    decoder: &mut ArgumentsDecoder<'_>,
    name: &'static str,
) -> Result<S::Type> {
    decoder.next(name)
}

/// Decodes the list for a slice.
pub fn received_slice<S: Argument<M, I>, const M: usize, const I: usize>(
    decoder: &mut ArgumentsDecoder<'_>,
    name: &'static str,
) -> Result<Vec<S::Type>> {
    decoder.next(name)
}

/// Calls method `METHOD`.
pub async fn call_method<S: Returns<METHOD>, C: Contract, I: Invoker, const METHOD: usize>(
    client: &Client<C, I>,
    method: &'static Method,
    arguments: &dyn Arguments,
) -> S::Outcome {
    call(client, method, arguments).await
}

/// The reply of method `METHOD`.
pub fn reply_of<S: Returns<METHOD>, const METHOD: usize>(
    call: &Invocation<'_>,
    outcome: S::Outcome,
) -> Result<Reply> {
    reply(call, outcome)
}

/// The Java class of what variant `VARIANT` holds.
pub const fn held_class<S: Holds<VARIANT>, const VARIANT: usize>() -> &'static str {
    S::Exception::CLASS
}

/// What variant `VARIANT` holds, where `error` is of its class.
///
/// # Errors
/// `error` itself, or why the exception's fields do not fit.
pub fn held<S: Holds<VARIANT>, const VARIANT: usize>(error: Error) -> Result<S::Exception> {
    thrown(error)
}

/// Writes what variant `VARIANT` holds as a Java throwable.
///
/// # Errors
/// A field that the serialization cannot carry.
pub fn encode_held<S: Holds<VARIANT>, const VARIANT: usize>(
    exception: &S::Exception,
    encoder: &mut Encoder<'_>,
) -> Result<(), dubbo_codec::Error> {
    exception.encode_exception(encoder)
}

/// A value whose list is written under a type's name: `[int` for Java's `int[]`.
pub struct Typed<'a, T: ?Sized> {
    name: &'static str,
    value: &'a T,
}

/// `value`, written as a list of the type `name`.
pub fn typed<'a, T: ?Sized>(name: &'static str, value: &'a T) -> Typed<'a, T> {
    Typed { name, value }
}

impl<T: JavaType + ?Sized> JavaType for Typed<'_, T> {
    const DESCRIPTOR: &'static str = T::DESCRIPTOR;
    const ELEMENT: &'static str = T::ELEMENT;
    const NAME: &'static str = T::NAME;

    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_newtype_struct(self.name, &AsJava(self.value))
    }
}

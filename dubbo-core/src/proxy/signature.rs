//! A contract's types, each named once. Generated code implements [`Argument`] and [`Returns`] for a private
//! type of each contract and names the user's types nowhere else: a type that stands for no Java type is then
//! one error, on the type, because all other generated code relies on the bounds of these traits.

use std::marker::PhantomData;

use dubbo_codec::definition::TypeDefinitions;
use dubbo_codec::proof::{Check, Depth, JavaSide, Name, Start};
use dubbo_codec::{AsJava, Encoder, FromJava, JavaType};
use serde::Serializer;

use super::definition::Definer;
use super::{Client, Contract, JavaException, Outcome, Unanswered, call, reply, thrown};
use crate::error::{Error, Result};
use crate::protocol::{
    Arguments, ArgumentsDecoder, Invocation, Invoker, Method, Reply, decode_arguments,
};

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

/// The proof that argument `INDEX` of method `METHOD` is made of Java's classes.
#[derive(Debug)]
pub struct ArgumentProof<S, C, const METHOD: usize, const INDEX: usize>(PhantomData<(S, C)>);

impl<S, C, const M: usize, const I: usize> ArgumentProof<S, C, M, I>
where
    S: Argument<M, I>,
    C: JavaSide,
{
    /// The proof.
    pub const CHECK: () = <<S::Type as JavaType>::Proof<C, Start> as Check>::CHECK;
}

/// The proof that what method `METHOD` returns is made of Java's classes.
#[derive(Debug)]
pub struct ReturnProof<S, C, const METHOD: usize>(PhantomData<(S, C)>);

impl<S, C, const M: usize> ReturnProof<S, C, M>
where
    S: Returns<M>,
    C: JavaSide,
{
    /// The proof.
    pub const CHECK: () = <<Value<S, M> as JavaType>::Proof<C, Start> as Check>::CHECK;
}

/// What method `METHOD` returns where the call succeeds.
type Value<S, const METHOD: usize> = <<S as Returns<METHOD>>::Outcome as Outcome>::Value;

/// What the result of method `METHOD` is called in Java.
#[must_use]
pub const fn returned_name<S: Returns<METHOD>, const METHOD: usize>() -> Name {
    Name::of::<Value<S, METHOD>>()
}

/// Adds the result of method `METHOD` to the definition of its service.
pub fn define_returned<S: Returns<METHOD>, const METHOD: usize>(definer: &mut Definer) {
    definer.returns::<Value<S, METHOD>>();
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
    const GENERIC_NAME: &'static str = <S::Type as JavaType>::GENERIC_NAME;
    type Proof<C: JavaSide, D: Depth> = <S::Type as JavaType>::Proof<C, D>;

    fn define(types: &mut TypeDefinitions) {
        <S::Type as JavaType>::define(types);
    }

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
    const GENERIC_NAME: &'static str = <[S::Type] as JavaType>::GENERIC_NAME;
    type Proof<C: JavaSide, D: Depth> = <[S::Type] as JavaType>::Proof<C, D>;

    fn define(types: &mut TypeDefinitions) {
        <[S::Type] as JavaType>::define(types);
    }

    fn serialize<Z: Serializer>(&self, serializer: Z) -> Result<Z::Ok, Z::Error> {
        JavaType::serialize(self.0, serializer)
    }
}

/// Where an argument's type is named, for one that is taken as a value.
pub struct At<S, const METHOD: usize, const INDEX: usize>(PhantomData<S>);

/// The same, for one that is taken as a slice: a list comes.
pub struct ListAt<S, const METHOD: usize, const INDEX: usize>(PhantomData<S>);

/// An argument of a type of `std`.
pub struct Of<T>(PhantomData<T>);

/// What an argument is decoded to.
pub trait Taken {
    /// The type.
    type Value: FromJava + Send + Sync;
}

impl<S: Argument<M, I>, const M: usize, const I: usize> Taken for At<S, M, I> {
    type Value = S::Type;
}

impl<S: Argument<M, I>, const M: usize, const I: usize> Taken for ListAt<S, M, I> {
    type Value = Vec<S::Type>;
}

impl<T: FromJava + Send + Sync> Taken for Of<T> {
    type Value = T;
}

/// The arguments of a method: pairs of the first and the rest.
pub trait AllTaken {
    /// Their values, in the same pairs.
    type Values: Decoded;
}

impl AllTaken for () {
    type Values = ();
}

impl<T: Taken, R: AllTaken> AllTaken for (T, R) {
    type Values = (T::Value, R::Values);
}

/// Pairs of values that are decoded one after the other.
pub trait Decoded: Sized {
    /// Decodes them; `names` are those of the arguments, for errors.
    ///
    /// # Errors
    /// The first that does not fit.
    fn decode(decoder: &mut ArgumentsDecoder<'_>, names: &[&'static str]) -> Result<Self>;
}

impl Decoded for () {
    fn decode(_: &mut ArgumentsDecoder<'_>, _: &[&'static str]) -> Result<Self> {
        Ok(())
    }
}

impl<T: FromJava, R: Decoded> Decoded for (T, R) {
    fn decode(decoder: &mut ArgumentsDecoder<'_>, names: &[&'static str]) -> Result<Self> {
        let (name, names) = names.split_first().unwrap_or((&"", &[]));
        Ok((decoder.next(name)?, R::decode(decoder, names)?))
    }
}

/// Decodes the arguments of `call`.
///
/// # Errors
/// The first that does not fit.
pub fn arguments<A: AllTaken>(
    call: &Invocation<'_>,
    names: &'static [&'static str],
) -> Result<A::Values> {
    decoded(call, names)
}

/// One function for all methods that take the same types.
#[inline(never)]
fn decoded<V: Decoded>(call: &Invocation<'_>, names: &'static [&'static str]) -> Result<V> {
    decode_arguments(call, |decoder| V::decode(decoder, names))
}

/// Calls method `METHOD`. The future is that of all methods with the same outcome.
pub fn call_method<S: Returns<METHOD>, C: Contract, I: Invoker, const METHOD: usize>(
    client: &Client<C, I>,
    method: &'static Method,
    arguments: &dyn Arguments,
) -> impl Future<Output = S::Outcome> {
    call(client, method, arguments)
}

/// That method `METHOD` has no result.
pub const fn is_unanswered<S: Returns<METHOD>, const METHOD: usize>()
where
    S::Outcome: Unanswered,
{
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
    const GENERIC_NAME: &'static str = T::GENERIC_NAME;
    type Proof<C: JavaSide, D: Depth> = T::Proof<C, D>;

    fn define(types: &mut TypeDefinitions) {
        T::define(types);
    }

    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_newtype_struct(self.name, &AsJava(self.value))
    }
}

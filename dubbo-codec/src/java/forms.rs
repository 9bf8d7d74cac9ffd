//! Values that peers write in more than one form.

use std::fmt;
use std::marker::PhantomData;

use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{self, Deserialize, DeserializeOwned, Deserializer, MapAccess, SeqAccess, Visitor};

use super::calendar::no_such;
use crate::Error;

/// A type that is an object in one form or another, or a bare number; text or a number in formats for people, as which
/// msgpack counts, since Java writes it with its JSON library.
pub(super) trait Forms: Sized {
    /// What we write ourselves, and the only form in a serializer without names.
    type Positional: DeserializeOwned + TryInto<Self, Error: fmt::Display>;
    /// Any form that has names.
    type Named: DeserializeOwned + TryInto<Self, Error: fmt::Display>;

    /// The class that we write.
    const CLASS: &'static str;
    /// The fields that we write.
    const FIELDS: &'static [&'static str];

    /// The value that a bare integer stands for.
    fn from_integer(integer: i128) -> Result<Self, Error> {
        Err(no_such(Self::CLASS, integer))
    }

    /// The value that a bare double stands for.
    fn from_double(double: f64) -> Result<Self, Error> {
        Err(no_such(Self::CLASS, double))
    }

    /// The value that a text stands for.
    fn from_text(text: &str) -> Result<Self, Error> {
        Err(no_such(Self::CLASS, format_args!("{text:?}")))
    }
}

/// The error of an integer that has no meaning beyond 64 bits.
pub(super) fn long(integer: i128) -> Result<i64, Error> {
    i64::try_from(integer).map_err(|_| no_such("long", integer))
}

/// Reads an object.
pub(super) fn read<'de, T: Forms, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let visitor = FormsVisitor(PhantomData);
    if deserializer.is_human_readable() {
        deserializer.deserialize_any(visitor)
    } else {
        deserializer.deserialize_struct(T::CLASS, T::FIELDS, visitor)
    }
}

/// Reads an object, a number or a date, from where the format says which of them it is.
pub(super) struct AnyForm<T>(pub(super) T);

impl<'de, T: Forms> Deserialize<'de> for AnyForm<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer
            .deserialize_any(FormsVisitor(PhantomData))
            .map(Self)
    }
}

pub(super) struct FormsVisitor<T>(pub(super) PhantomData<T>);

impl<'de, T: Forms> Visitor<'de> for FormsVisitor<T> {
    type Value = T;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(T::CLASS)
    }

    fn visit_map<A: MapAccess<'de>>(self, fields: A) -> Result<T, A::Error> {
        let named = T::Named::deserialize(MapAccessDeserializer::new(fields))?;
        named.try_into().map_err(de::Error::custom)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, fields: A) -> Result<T, A::Error> {
        let positional = T::Positional::deserialize(SeqAccessDeserializer::new(fields))?;
        positional.try_into().map_err(de::Error::custom)
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<T, E> {
        T::from_integer(number.into()).map_err(E::custom)
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<T, E> {
        T::from_integer(number.into()).map_err(E::custom)
    }

    fn visit_f64<E: de::Error>(self, number: f64) -> Result<T, E> {
        T::from_double(number).map_err(E::custom)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
        T::from_text(text).map_err(E::custom)
    }

    /// A date, which comes as a newtype: a number from hessian2, and whatever stands there from others.
    fn visit_newtype_struct<D: Deserializer<'de>>(self, date: D) -> Result<T, D::Error> {
        date.deserialize_struct(T::CLASS, T::FIELDS, self)
    }
}

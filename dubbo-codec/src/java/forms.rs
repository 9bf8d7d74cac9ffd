//! Values that peers write in more than one form.

use std::fmt;
use std::marker::PhantomData;

use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{self, Deserialize, DeserializeOwned, Deserializer, MapAccess, SeqAccess, Visitor};

use crate::Error;

/// A type that is an object in one form or another, or a bare number.
pub(super) trait Forms: Sized {
    /// What we write ourselves, and the only form in a serializer without names.
    type Positional: DeserializeOwned + TryInto<Self, Error: fmt::Display>;
    /// Any form that has names.
    type Named: DeserializeOwned + TryInto<Self, Error: fmt::Display>;

    /// The class that we write.
    const CLASS: &'static str;
    /// The fields that we write.
    const FIELDS: &'static [&'static str];

    /// The value that a bare number stands for.
    fn from_number(number: i64) -> Result<Self, Error>;
}

/// Reads an object.
pub(super) fn read<'de, T: Forms, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_struct(T::CLASS, T::FIELDS, FormsVisitor(PhantomData))
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
        T::from_number(number).map_err(E::custom)
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<T, E> {
        match i64::try_from(number) {
            Ok(number) => self.visit_i64(number),
            Err(_) => Err(E::invalid_value(de::Unexpected::Unsigned(number), &self)),
        }
    }

    /// A date, which comes as a newtype: a number from hessian2, and whatever stands there from others.
    fn visit_newtype_struct<D: Deserializer<'de>>(self, date: D) -> Result<T, D::Error> {
        date.deserialize_struct(T::CLASS, T::FIELDS, self)
    }
}

//! Newtypes that turn a Java type into a serde type.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{FromJava, JavaType};

/// Writes the value it borrows as its Java type; for generic serde code.
#[derive(Debug)]
pub struct AsJava<'a, T: ?Sized>(pub &'a T);

impl<T: ?Sized> Clone for AsJava<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: ?Sized> Copy for AsJava<'_, T> {}

impl<T: JavaType + ?Sized> Serialize for AsJava<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

/// Reads and writes the value it owns as its Java type; for generic serde code.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Java<T>(pub T);

impl<T: JavaType> Serialize for Java<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de, T: FromJava> Deserialize<'de> for Java<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::deserialize(deserializer).map(Java)
    }
}

/// A field's value inside an `Option`, written as a field.
pub(super) struct AsField<'a, T: ?Sized>(pub(super) &'a T);

impl<T: JavaType + ?Sized> Serialize for AsField<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize_field(serializer)
    }
}

//! What `#[pojo]` generates against.

use serde::{Deserializer, Serializer};

use crate::definition::TypeDefinitions;
use crate::java_type::{FromJava, JavaType, with};

/// A field of a class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name in Rust.
    pub rust: &'static str,
    /// Its name in Java.
    pub wire: &'static str,
    /// Its type in Java, as `java.util.List<org.demo.User>`; `java.lang.Object` where serde attributes of its own say how it is written.
    pub java: &'static str,
}

/// A Rust type with `#[pojo]`.
pub trait Pojo: JavaType {
    /// The class in Java.
    const CLASS: &'static str;
    /// Its fields in the order of the struct; none for an enum.
    const FIELDS: &'static [Field];
    /// The names of its constants, where it is an enum; none for a struct.
    const CONSTANTS: &'static [&'static str];
}

/// The type of field `INDEX`: named once, for a private type beside the class. All else that is generated relies on this
/// bound, so that a type that stands for no Java type is one error, on the type.
pub trait FieldType<const INDEX: usize> {
    /// The type.
    type Type: FromJava;
}

/// The name of the field's type in Java.
pub const fn field_name<C: FieldType<INDEX>, const INDEX: usize>() -> &'static str {
    <C::Type as JavaType>::GENERIC_NAME
}

/// Adds the class to a definition; false where it is there already.
pub fn define_class<T: Pojo>(types: &mut TypeDefinitions) -> bool {
    types.class(T::CLASS, T::FIELDS, T::CONSTANTS)
}

/// Adds the field's type, and what it is made of, to a definition.
pub fn define_field<C: FieldType<INDEX>, const INDEX: usize>(types: &mut TypeDefinitions) {
    <C::Type as JavaType>::define(types);
}

/// Writes the field.
///
/// # Errors
/// Whatever the serializer cannot write.
pub fn serialize_field<C: FieldType<INDEX>, const INDEX: usize, S: Serializer>(
    value: &C::Type,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    with::serialize(value, serializer)
}

/// Writes the field of a borrowing struct.
///
/// # Errors
/// Whatever the serializer cannot write.
pub fn serialize_borrowed_field<C: FieldType<INDEX>, const INDEX: usize, S: Serializer>(
    value: &&C::Type,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    with::serialize(*value, serializer)
}

/// Reads the field.
///
/// # Errors
/// When the input is malformed, or does not fit into the type without loss.
pub fn deserialize_field<'de, C: FieldType<INDEX>, const INDEX: usize, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<C::Type, D::Error> {
    with::deserialize(deserializer)
}

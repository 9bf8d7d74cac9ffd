//! For `#[serde(with = "dubbo_codec::java_type::with")]` on a field of a class: the field is written as Java's field
//! of that type, a `Vec<u8>` as byte[] and so on. `#[dubbo::pojo]` puts it on every field.

use serde::{Deserializer, Serializer};

use super::{FromJava, JavaType};

/// Writes the field.
///
/// # Errors
/// Whatever the serializer cannot write.
pub fn serialize<T, S>(value: &T, serializer: S) -> Result<S::Ok, S::Error>
where
    T: JavaType + ?Sized,
    S: Serializer,
{
    value.serialize_field(serializer)
}

/// Reads the field.
///
/// # Errors
/// When the input is malformed, or does not fit into the type without loss.
pub fn deserialize<'de, T, D>(deserializer: D) -> Result<T, D::Error>
where
    T: FromJava,
    D: Deserializer<'de>,
{
    T::deserialize(deserializer)
}

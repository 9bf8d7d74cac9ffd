//! For `#[serde(with = "dubbo_codec::java_type::constant")]` on a field whose type is a Java enum, in a type that serde reads
//! by way of a buffer of its own: one that is flattened, or a variant of an enum with `#[serde(tag = "…")]` or
//! `#[serde(untagged)]`.
//!
//! In that buffer a constant is what it is on the wire, an object with the field `name`, which serde does not take
//! for an enum. A serialization that is not self-describing, such as bincode, knows no such types, and cannot read
//! such fields.
//!
//! ```
//! use dubbo_codec::hessian2;
//!
//! #[derive(serde::Serialize, serde::Deserialize, PartialEq, Debug)]
//! #[serde(rename = "org.demo.Color", rename_all = "UPPERCASE")]
//! enum Color {
//!     Red,
//! }
//!
//! #[derive(serde::Serialize, serde::Deserialize, PartialEq, Debug)]
//! struct Base {
//!     #[serde(with = "dubbo_codec::java_type::constant")]
//!     color: Color,
//! }
//!
//! #[derive(serde::Serialize, serde::Deserialize, PartialEq, Debug)]
//! struct Car {
//!     wheels: i32,
//!     #[serde(flatten)]
//!     base: Base,
//! }
//!
//! let car = Car { wheels: 4, base: Base { color: Color::Red } };
//! assert_eq!(hessian2::from_slice::<Car>(&hessian2::to_vec(&car)?)?, car);
//! # Ok::<(), dubbo_codec::Error>(())
//! ```

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::value::StrDeserializer;
use serde::de::{self, Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde::ser::{Serialize, Serializer};

/// Writes the constant.
///
/// # Errors
/// Whatever the serializer cannot write.
pub fn serialize<T: Serialize, S: Serializer>(
    constant: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    constant.serialize(serializer)
}

/// Reads a constant: an object with its name, or its name alone.
///
/// # Errors
/// When something else stands here, or the enum has no such constant.
pub fn deserialize<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    deserializer.deserialize_any(ConstantVisitor(PhantomData))
}

struct ConstantVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for ConstantVisitor<T> {
    type Value = T;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a constant of an enum")
    }

    fn visit_str<E: de::Error>(self, name: &str) -> Result<T, E> {
        T::deserialize(StrDeserializer::new(name))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<T, A::Error> {
        let mut name = None;
        while let Some(field) = fields.next_key::<Cow<'de, str>>()? {
            if field == "name" {
                name = Some(fields.next_value::<String>()?);
            } else {
                fields.next_value::<IgnoredAny>()?;
            }
        }
        match name {
            Some(name) => self.visit_str(&name),
            None => Err(de::Error::missing_field("name")),
        }
    }
}

//! byte[]: binary everywhere, never a list, which Java refuses for a byte[] (hessian2.md §4.7).

use std::fmt;

use serde::de::{self, Deserializer, Visitor};
use serde::ser::Serializer;

use super::{FromJava, JavaType};
use crate::definition::TypeDefinitions;
use crate::proof::{Depth, JavaSide};

macro_rules! byte_array {
    ($($type:ty),*) => {$(
        impl JavaType for $type {
            const DESCRIPTOR: &'static str = "[B";
            const ELEMENT: &'static str = "[byte";
            const NAME: &'static str = "byte[]";
            type Proof<C: JavaSide, D: Depth> = ();

            fn define(types: &mut TypeDefinitions) {
                types.list(Self::NAME, "byte");
                types.add("byte");
            }

            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_bytes(self)
            }
        }
    )*};
}

byte_array!([u8], Vec<u8>, bytes::Bytes);

impl FromJava for Vec<u8> {
    fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_byte_buf(BytesVisitor)
    }
}

impl FromJava for bytes::Bytes {
    fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        <Vec<u8> as FromJava>::deserialize(deserializer).map(Into::into)
    }
}

struct BytesVisitor;

impl Visitor<'_> for BytesVisitor {
    type Value = Vec<u8>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("byte[]")
    }

    fn visit_bytes<E: de::Error>(self, bytes: &[u8]) -> Result<Self::Value, E> {
        Ok(bytes.to_vec())
    }

    fn visit_byte_buf<E: de::Error>(self, bytes: Vec<u8>) -> Result<Self::Value, E> {
        Ok(bytes)
    }
}

//! Keys of maps in formats that have none but strings: Java writes the key 1 as "1" there.

use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

use serde::de::{self, Deserialize, Deserializer, Visitor};

use super::FromJava;

/// Reads a map's key.
pub(super) struct Key<K>(pub(super) K);

impl<'de, K: FromJava> Deserialize<'de> for Key<K> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            K::deserialize(KeyDeserializer(deserializer)).map(Key)
        } else {
            K::deserialize(deserializer).map(Key)
        }
    }
}

/// Takes a number or boolean out of a string; everything else goes on unchanged.
struct KeyDeserializer<D>(D);

macro_rules! from_text {
    ($($method:ident: $type:ty;)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
            self.0.deserialize_any(KeyVisitor { visitor, key: PhantomData::<$type> })
        }
    )*};
}

macro_rules! forward {
    ($($method:ident($($argument:ident: $type:ty),*);)*) => {$(
        fn $method<V>(self, $($argument: $type,)* visitor: V) -> Result<V::Value, D::Error>
        where
            V: Visitor<'de>,
        {
            self.0.$method($($argument,)* visitor)
        }
    )*};
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for KeyDeserializer<D> {
    type Error = D::Error;

    from_text! {
        deserialize_bool: bool;
        deserialize_i8: i64;
        deserialize_i16: i64;
        deserialize_i32: i64;
        deserialize_i64: i64;
        deserialize_f32: f64;
        deserialize_f64: f64;
    }

    forward! {
        deserialize_any();
        deserialize_i128();
        deserialize_u8();
        deserialize_u16();
        deserialize_u32();
        deserialize_u64();
        deserialize_u128();
        deserialize_char();
        deserialize_str();
        deserialize_string();
        deserialize_bytes();
        deserialize_byte_buf();
        deserialize_option();
        deserialize_unit();
        deserialize_unit_struct(name: &'static str);
        deserialize_newtype_struct(name: &'static str);
        deserialize_seq();
        deserialize_tuple(length: usize);
        deserialize_tuple_struct(name: &'static str, length: usize);
        deserialize_map();
        deserialize_struct(name: &'static str, fields: &'static [&'static str]);
        deserialize_enum(name: &'static str, variants: &'static [&'static str]);
        deserialize_identifier();
        deserialize_ignored_any();
    }

    fn is_human_readable(&self) -> bool {
        self.0.is_human_readable()
    }
}

struct KeyVisitor<V, K> {
    visitor: V,
    key: PhantomData<K>,
}

/// A number or boolean, handed to a visitor.
trait Scalar: FromStr {
    fn hand_to<'de, V: Visitor<'de>, E: de::Error>(self, visitor: V) -> Result<V::Value, E>;
}

macro_rules! scalar {
    ($($type:ty: $method:ident;)*) => {$(
        impl Scalar for $type {
            fn hand_to<'de, V, E>(self, visitor: V) -> Result<V::Value, E>
            where
                V: Visitor<'de>,
                E: de::Error,
            {
                visitor.$method(self)
            }
        }
    )*};
}

scalar! {
    bool: visit_bool;
    i64: visit_i64;
    f64: visit_f64;
}

impl<'de, V: Visitor<'de>, K: Scalar> Visitor<'de> for KeyVisitor<V, K> {
    type Value = V::Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.visitor.expecting(formatter)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<V::Value, E> {
        match text.parse::<K>() {
            Ok(key) => key.hand_to(self.visitor),
            Err(_) => Err(E::invalid_value(de::Unexpected::Str(text), &self.visitor)),
        }
    }

    fn visit_bool<E: de::Error>(self, key: bool) -> Result<V::Value, E> {
        self.visitor.visit_bool(key)
    }

    fn visit_i64<E: de::Error>(self, key: i64) -> Result<V::Value, E> {
        self.visitor.visit_i64(key)
    }

    fn visit_u64<E: de::Error>(self, key: u64) -> Result<V::Value, E> {
        self.visitor.visit_u64(key)
    }

    fn visit_f64<E: de::Error>(self, key: f64) -> Result<V::Value, E> {
        self.visitor.visit_f64(key)
    }
}

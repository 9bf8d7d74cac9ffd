//! A guard around bincode's serializer: the refusal of a `Value`, which no reader could read again.

use serde::ser::{
    Error, Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant,
    SerializeTuple, SerializeTupleStruct, SerializeTupleVariant, Serializer,
};

use super::REFUSAL;
use crate::value::VALUE;

/// What is written, a value within what is written, and the serializer.
pub(super) struct Guarded<T>(pub(super) T);

impl<T: Serialize + ?Sized> Serialize for Guarded<&T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(Guarded(serializer))
    }
}

macro_rules! forward {
    ($($method:ident($($argument:ident: $type:ty),*) -> $result:ty;)*) => {$(
        fn $method(self, $($argument: $type),*) -> Result<$result, S::Error> {
            self.0.$method($($argument),*)
        }
    )*};
}

macro_rules! forward_compound {
    ($($method:ident($($argument:ident: $type:ty),*) -> $result:ident;)*) => {$(
        fn $method(self, $($argument: $type),*) -> Result<Self::$result, S::Error> {
            self.0.$method($($argument),*).map(Guarded)
        }
    )*};
}

impl<S: Serializer> Serializer for Guarded<S> {
    type Ok = S::Ok;
    type Error = S::Error;
    type SerializeSeq = Guarded<S::SerializeSeq>;
    type SerializeTuple = Guarded<S::SerializeTuple>;
    type SerializeTupleStruct = Guarded<S::SerializeTupleStruct>;
    type SerializeTupleVariant = Guarded<S::SerializeTupleVariant>;
    type SerializeMap = Guarded<S::SerializeMap>;
    type SerializeStruct = Guarded<S::SerializeStruct>;
    type SerializeStructVariant = Guarded<S::SerializeStructVariant>;

    forward! {
        serialize_bool(value: bool) -> S::Ok;
        serialize_i8(value: i8) -> S::Ok;
        serialize_i16(value: i16) -> S::Ok;
        serialize_i32(value: i32) -> S::Ok;
        serialize_i64(value: i64) -> S::Ok;
        serialize_i128(value: i128) -> S::Ok;
        serialize_u8(value: u8) -> S::Ok;
        serialize_u16(value: u16) -> S::Ok;
        serialize_u32(value: u32) -> S::Ok;
        serialize_u64(value: u64) -> S::Ok;
        serialize_u128(value: u128) -> S::Ok;
        serialize_f32(value: f32) -> S::Ok;
        serialize_f64(value: f64) -> S::Ok;
        serialize_char(value: char) -> S::Ok;
        serialize_str(value: &str) -> S::Ok;
        serialize_bytes(value: &[u8]) -> S::Ok;
        serialize_none() -> S::Ok;
        serialize_unit() -> S::Ok;
        serialize_unit_struct(name: &'static str) -> S::Ok;
        serialize_unit_variant(name: &'static str, index: u32, variant: &'static str) -> S::Ok;
    }

    forward_compound! {
        serialize_seq(length: Option<usize>) -> SerializeSeq;
        serialize_tuple(length: usize) -> SerializeTuple;
        serialize_tuple_struct(name: &'static str, length: usize) -> SerializeTupleStruct;
        serialize_tuple_variant(
            name: &'static str, index: u32, variant: &'static str, length: usize
        ) -> SerializeTupleVariant;
        serialize_map(length: Option<usize>) -> SerializeMap;
        serialize_struct(name: &'static str, length: usize) -> SerializeStruct;
        serialize_struct_variant(
            name: &'static str, index: u32, variant: &'static str, length: usize
        ) -> SerializeStructVariant;
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<S::Ok, S::Error> {
        self.0.serialize_some(&Guarded(value))
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        value: &T,
    ) -> Result<S::Ok, S::Error> {
        if name == VALUE {
            return Err(S::Error::custom(REFUSAL));
        }
        self.0.serialize_newtype_struct(name, &Guarded(value))
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        index: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<S::Ok, S::Error> {
        self.0
            .serialize_newtype_variant(name, index, variant, &Guarded(value))
    }

    fn is_human_readable(&self) -> bool {
        self.0.is_human_readable()
    }
}

macro_rules! forward_elements {
    ($($trait:ident::$method:ident;)*) => {$(
        impl<A: $trait> $trait for Guarded<A> {
            type Ok = A::Ok;
            type Error = A::Error;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), A::Error> {
                self.0.$method(&Guarded(value))
            }

            fn end(self) -> Result<A::Ok, A::Error> {
                self.0.end()
            }
        }
    )*};
}

forward_elements! {
    SerializeSeq::serialize_element;
    SerializeTuple::serialize_element;
    SerializeTupleStruct::serialize_field;
    SerializeTupleVariant::serialize_field;
}

macro_rules! forward_fields {
    ($($trait:ident;)*) => {$(
        impl<A: $trait> $trait for Guarded<A> {
            type Ok = A::Ok;
            type Error = A::Error;

            fn serialize_field<T: Serialize + ?Sized>(
                &mut self,
                name: &'static str,
                value: &T,
            ) -> Result<(), A::Error> {
                self.0.serialize_field(name, &Guarded(value))
            }

            fn skip_field(&mut self, name: &'static str) -> Result<(), A::Error> {
                self.0.skip_field(name)
            }

            fn end(self) -> Result<A::Ok, A::Error> {
                self.0.end()
            }
        }
    )*};
}

forward_fields! {
    SerializeStruct;
    SerializeStructVariant;
}

impl<A: SerializeMap> SerializeMap for Guarded<A> {
    type Ok = A::Ok;
    type Error = A::Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), A::Error> {
        self.0.serialize_key(&Guarded(key))
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), A::Error> {
        self.0.serialize_value(&Guarded(value))
    }

    fn end(self) -> Result<A::Ok, A::Error> {
        self.0.end()
    }
}

//! A [`Value`] as any serde type, by the rules by which hessian2 reads one.

use serde::de::value::{I64Deserializer, SeqDeserializer};
use serde::de::{self, DeserializeOwned, IntoDeserializer, Visitor};

mod access;

use self::access::{Entries, Fields, Items, Variant};
use super::{DATE, Object, VALUE, Value, handover};
use crate::error::{Error, ErrorKind};
use crate::number;

/// Reads `value` as a `T`, as if it came from a Java peer: fields are matched by name, numbers converted only where
/// nothing is lost. `T::deserialize(&value)` does so too, and lets `T` borrow.
///
/// # Errors
///
/// When the value does not fit `T`; the error says where.
pub fn from_value<T: DeserializeOwned>(value: Value) -> Result<T, Error> {
    T::deserialize(&value).map_err(|error| match &value {
        Value::Object(object) => error.in_class(&object.class.name),
        _ => error,
    })
}

fn mismatch(expected: &dyn de::Expected, found: &Value) -> Error {
    let found = match found {
        Value::Null => "null (only an Option takes null)".to_owned(),
        Value::Bool(_) => format!("the boolean {found}"),
        Value::Int(_) => format!("the int {found}"),
        Value::Long(value) => format!("the long {value}"),
        Value::Double(_) => format!("the double {found}"),
        Value::Date(value) => format!("the date {value} (milliseconds since the epoch)"),
        Value::Binary(_) => "a byte[]".to_owned(),
        Value::String(_) => "a string".to_owned(),
        Value::List(_) => "a list".to_owned(),
        Value::Map(_) => "a map".to_owned(),
        Value::Object(object) => format!("an object of the class {}", object.class.name),
        Value::Reference(_) => "a reference to the object that it is in".to_owned(),
    };
    Error::new(
        ErrorKind::Mismatch,
        format!("expected {expected}, found {found}"),
    )
}

/// The milliseconds of a date, also of one in an object such as `java.sql.Timestamp`.
fn date(value: &Value) -> Option<i64> {
    match value {
        Value::Date(milliseconds) => Some(*milliseconds),
        Value::Object(Object { class, values })
            if class.name.starts_with("java.sql.") && class.fields == ["value"] =>
        {
            values.first().and_then(date)
        }
        _ => None,
    }
}

fn has_reference(value: &Value) -> bool {
    match value {
        Value::Reference(_) => true,
        Value::List(list) => list.items.iter().any(has_reference),
        Value::Map(map) => map
            .entries
            .iter()
            .any(|(key, value)| has_reference(key) || has_reference(value)),
        Value::Object(object) => object.values.iter().any(has_reference),
        _ => false,
    }
}

macro_rules! integers {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            match self {
                Value::Int(value) => visitor.visit_i32(*value),
                Value::Long(value) => visitor.visit_i64(*value),
                Value::Double(value) => match number::integer_of_double(*value) {
                    Some(value) => visitor.visit_i64(value),
                    None => Err(mismatch(&visitor, self)),
                },
                _ => Err(mismatch(&visitor, self)),
            }
        }
    )*};
}

macro_rules! texts {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            match self {
                Value::String(value) => visitor.visit_borrowed_str(value),
                Value::Int(value) => visitor.visit_string(value.to_string()),
                Value::Long(value) => visitor.visit_string(value.to_string()),
                Value::Bool(value) => visitor.visit_borrowed_str(if *value { "true" } else { "false" }),
                _ => Err(mismatch(&visitor, self)),
            }
        }
    )*};
}

fn double(value: &Value) -> Option<f64> {
    match value {
        Value::Double(value) => Some(*value),
        Value::Int(value) => Some((*value).into()),
        Value::Long(value) => number::double_of_integer(*value),
        _ => None,
    }
}

impl<'de> de::Deserializer<'de> for &'de Value {
    type Error = Error;

    integers! {
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i128
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 deserialize_u128
    }

    /// An `i64` takes a date too, as its milliseconds.
    fn deserialize_i64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Value::Date(value) => visitor.visit_i64(*value),
            _ => self.deserialize_i32(visitor),
        }
    }

    texts! { deserialize_str deserialize_string deserialize_char deserialize_identifier }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Value::Null => visitor.visit_unit(),
            Value::Bool(value) => visitor.visit_bool(*value),
            Value::Int(value) => visitor.visit_i32(*value),
            Value::Long(value) | Value::Date(value) => visitor.visit_i64(*value),
            Value::Double(value) => visitor.visit_f64(*value),
            Value::Binary(value) => visitor.visit_borrowed_bytes(value),
            Value::String(value) => visitor.visit_borrowed_str(value),
            Value::List(_) => self.deserialize_seq(visitor),
            Value::Map(_) | Value::Object(_) => self.deserialize_map(visitor),
            Value::Reference(_) => visitor.visit_none(),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Value::Bool(value) => visitor.visit_bool(*value),
            Value::Int(value @ 0..=1) => visitor.visit_bool(*value == 1),
            Value::Long(value @ 0..=1) => visitor.visit_bool(*value == 1),
            _ => Err(mismatch(&visitor, self)),
        }
    }

    fn deserialize_f32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match double(self).and_then(number::float_of_double) {
            Some(value) => visitor.visit_f32(value),
            None => Err(mismatch(&visitor, self)),
        }
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match double(self) {
            Some(value) => visitor.visit_f64(value),
            None => Err(mismatch(&visitor, self)),
        }
    }

    fn deserialize_bytes<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Value::Binary(value) => visitor.visit_borrowed_bytes(value),
            _ => Err(mismatch(&visitor, self)),
        }
    }

    fn deserialize_byte_buf<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_bytes(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Value::Null | Value::Reference(_) => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Value::Null => visitor.visit_unit(),
            _ => Err(mismatch(&visitor, self)),
        }
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        match self {
            Value::Null | Value::Map(_) | Value::Object(_) => visitor.visit_unit(),
            _ => Err(mismatch(&visitor, self)),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        match name {
            DATE => match date(self) {
                Some(value) => visitor.visit_newtype_struct(I64Deserializer::new(value)),
                None => Err(mismatch(&visitor, self)),
            },
            VALUE if has_reference(self) => {
                let message = "a part of a value that refers to itself cannot be taken out of it";
                Err(Error::new(ErrorKind::Unsupported, message))
            }
            VALUE => {
                let value = self.clone();
                handover::giving(value, || visitor.visit_unit())
            }
            _ => visitor.visit_newtype_struct(self),
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Value::List(list) => {
                let mut items = Items::new(&list.items);
                let value = visitor.visit_seq(&mut items)?;
                items.end()?;
                Ok(value)
            }
            Value::Binary(bytes) => visitor.visit_seq(SeqDeserializer::new(
                bytes.iter().copied().map(number::Byte),
            )),
            _ => Err(mismatch(&visitor, self)),
        }
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Value::Map(map) => visitor.visit_map(Entries::new(&map.entries)),
            Value::Object(object) => visitor.visit_map(Fields::new(object)),
            _ => Err(mismatch(&visitor, self)),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match Variant::of(self, variants) {
            Some(variant) => visitor.visit_enum(variant),
            None => Err(mismatch(&visitor, self)),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }

    fn deserialize_tuple<V: Visitor<'de>>(
        self,
        _length: usize,
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _length: usize,
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_map(visitor)
    }

    fn is_human_readable(&self) -> bool {
        false
    }
}

impl<'de> IntoDeserializer<'de, Error> for &'de Value {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

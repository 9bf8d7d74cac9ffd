//! A [`Value`] as any serde type, by the rules by which hessian2 reads one.

use serde::de::value::{I64Deserializer, SeqDeserializer};
use serde::de::{self, DeserializeOwned, Visitor};

mod access;
mod context;
mod whole;

use self::access::{Entries, Fields, Items, Variant};
use self::context::Context;
use super::graph::address;
use super::{DATE, Object, VALUE, Value, handover};
use crate::error::{Error, ErrorKind};
use crate::number;
use crate::shared::{self, BACK, SHARED};

/// Reads `value` as a `T`, as if it came from a Java peer: fields are matched by name, numbers converted only where
/// nothing is lost, and what is referred to is read once per use. `T::deserialize(&value)` does so too, and lets `T`
/// borrow. A part of a value that has references is taken out of it by [`Value::extract`] first.
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

/// A place in a value that is read.
#[derive(Clone, Copy)]
struct Node<'c, 'de> {
    value: &'de Value,
    context: &'c Context<'de>,
}

impl<'c, 'de> Node<'c, 'de> {
    fn at(self, value: &'de Value) -> Self {
        Self { value, ..self }
    }

    /// Reads what stands here, or what the reference refers to that stands here.
    fn followed<T>(self, read: impl FnOnce(Self) -> Result<T, Error>) -> Result<T, Error> {
        match self.value {
            Value::Reference(_) => {
                let target = self.context.target(self.value)?;
                self.context.repeating(|| read(self.at(target)))
            }
            _ => read(self),
        }
    }

    fn integer<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.value {
            Value::Int(value) => visitor.visit_i32(*value),
            Value::Long(value) => visitor.visit_i64(*value),
            Value::Double(value) => match number::integer_of_double(*value) {
                Some(value) => visitor.visit_i64(value),
                None => Err(mismatch(&visitor, self.value)),
            },
            Value::Bool(value) => visitor.visit_u8((*value).into()),
            _ => Err(mismatch(&visitor, self.value)),
        }
    }

    fn text<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.value {
            Value::String(value) => visitor.visit_borrowed_str(value),
            Value::Int(value) => visitor.visit_string(value.to_string()),
            Value::Long(value) => visitor.visit_string(value.to_string()),
            Value::Double(value) => visitor.visit_string(number::java_text_of_double(*value)),
            Value::Bool(value) => visitor.visit_borrowed_str(if *value { "true" } else { "false" }),
            _ => Err(mismatch(&visitor, self.value)),
        }
    }

    fn shared<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let (wanted, target) = (shared::wanted(), self.context.referent(self.value));
        let (Some(wanted), Some(target)) = (wanted, target.filter(|at| at.is_container())) else {
            return visitor.visit_newtype_struct(self);
        };
        let (place, of) = (address(target), wanted.of);
        let begun = self
            .context
            .shared
            .borrow_mut()
            .find_or_begin(place, wanted);
        if let Some(object) = begun? {
            return shared::giving(object, || visitor.visit_unit());
        }
        let value = visitor.visit_newtype_struct(self);
        let object = shared::made();
        self.context.shared.borrow_mut().end(place, of, object);
        value
    }

    fn back<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let (wanted, target) = (shared::wanted(), self.context.referent(self.value));
        match (self.value, wanted, target) {
            (Value::Null, ..) => visitor.visit_none(),
            (Value::Reference(_), Some(wanted), Some(target)) => {
                let cell = self
                    .context
                    .shared
                    .borrow()
                    .cell(address(target), wanted.of);
                shared::giving(cell?, || visitor.visit_unit())
            }
            _ => Err(mismatch(&visitor, self.value)),
        }
    }

    fn sequence<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.value {
            Value::List(list) => self.context.within(self.value, || {
                let mut items = Items::new(self, &list.items);
                let value = visitor.visit_seq(&mut items)?;
                items.end()?;
                Ok(value)
            }),
            Value::Binary(bytes) => visitor.visit_seq(SeqDeserializer::new(
                bytes.iter().copied().map(number::Byte),
            )),
            _ => Err(mismatch(&visitor, self.value)),
        }
    }

    fn mapping<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.value {
            Value::Map(map) => self.context.within(self.value, || {
                visitor.visit_map(Entries::new(self, &map.entries))
            }),
            Value::Object(object) => self
                .context
                .within(self.value, || visitor.visit_map(Fields::new(self, object))),
            _ => Err(mismatch(&visitor, self.value)),
        }
    }
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
        Value::Reference(_) => "a reference".to_owned(),
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

fn double(value: &Value) -> Option<f64> {
    match value {
        Value::Double(value) => Some(*value),
        Value::Int(value) => Some((*value).into()),
        Value::Long(value) => number::double_of_integer(*value),
        Value::Bool(value) => Some((*value).into()),
        _ => None,
    }
}

/// serde's methods, each with the one above that reads for it.
macro_rules! read {
    ($($method:ident($($argument:ident: $type:ty),*) => $reader:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, $($argument: $type,)* visitor: V) -> Result<V::Value, Error> {
            $(let _ = $argument;)*
            self.followed(|node| node.$reader(visitor))
        }
    )*};
}

impl<'de> de::Deserializer<'de> for Node<'_, 'de> {
    type Error = Error;

    read! {
        deserialize_i8() => integer
        deserialize_i16() => integer
        deserialize_i32() => integer
        deserialize_i128() => integer
        deserialize_u8() => integer
        deserialize_u16() => integer
        deserialize_u32() => integer
        deserialize_u64() => integer
        deserialize_u128() => integer
        deserialize_char() => text
        deserialize_str() => text
        deserialize_string() => text
        deserialize_identifier() => text
        deserialize_seq() => sequence
        deserialize_tuple(length: usize) => sequence
        deserialize_tuple_struct(name: &'static str, length: usize) => sequence
        deserialize_map() => mapping
        deserialize_struct(name: &'static str, fields: &'static [&'static str]) => mapping
    }

    /// An `i64` takes a date too, as its milliseconds.
    fn deserialize_i64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.value {
            Value::Date(value) => visitor.visit_i64(*value),
            _ => self.deserialize_i32(visitor),
        }
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.value {
            Value::Null => visitor.visit_unit(),
            Value::Bool(value) => visitor.visit_bool(*value),
            Value::Int(value) => visitor.visit_i32(*value),
            Value::Long(value) | Value::Date(value) => visitor.visit_i64(*value),
            Value::Double(value) => visitor.visit_f64(*value),
            Value::Binary(value) => visitor.visit_borrowed_bytes(value),
            Value::String(value) => visitor.visit_borrowed_str(value),
            Value::List(_) => self.sequence(visitor),
            Value::Map(_) | Value::Object(_) => self.mapping(visitor),
            Value::Reference(_) if self.context.is_cycle(self.value) => visitor.visit_none(),
            Value::Reference(_) => self.followed(|node| node.deserialize_any(visitor)),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.value {
            Value::Bool(value) => visitor.visit_bool(*value),
            Value::Int(value @ 0..=1) => visitor.visit_bool(*value == 1),
            Value::Long(value @ 0..=1) => visitor.visit_bool(*value == 1),
            _ => Err(mismatch(&visitor, self.value)),
        }
    }

    fn deserialize_f32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match double(self.value).and_then(number::float_of_double) {
            Some(value) => visitor.visit_f32(value),
            None => Err(mismatch(&visitor, self.value)),
        }
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match double(self.value) {
            Some(value) => visitor.visit_f64(value),
            None => Err(mismatch(&visitor, self.value)),
        }
    }

    fn deserialize_bytes<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.value {
            Value::Binary(value) => visitor.visit_borrowed_bytes(value),
            _ => Err(mismatch(&visitor, self.value)),
        }
    }

    fn deserialize_byte_buf<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_bytes(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.value {
            Value::Null => visitor.visit_none(),
            Value::Reference(_) if self.context.is_cycle(self.value) => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.value {
            Value::Null => visitor.visit_unit(),
            _ => Err(mismatch(&visitor, self.value)),
        }
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.followed(|node| match node.value {
            Value::Null | Value::Map(_) | Value::Object(_) => visitor.visit_unit(),
            _ => Err(mismatch(&visitor, node.value)),
        })
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        match name {
            DATE => self.followed(|node| match date(node.value) {
                Some(value) => visitor.visit_newtype_struct(I64Deserializer::new(value)),
                None => Err(mismatch(&visitor, node.value)),
            }),
            VALUE => {
                let value = self.context.extract(self.value)?;
                handover::giving(value, || visitor.visit_unit())
            }
            SHARED => self.shared(visitor),
            BACK => self.back(visitor),
            _ => visitor.visit_newtype_struct(self),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.followed(|node| match Variant::of(node, variants) {
            Some(variant) => variant.visited(visitor),
            None => Err(mismatch(&visitor, node.value)),
        })
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }

    fn is_human_readable(&self) -> bool {
        false
    }
}

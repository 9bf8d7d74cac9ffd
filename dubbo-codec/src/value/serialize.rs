//! A serde type as a [`Value`], by the conventions by which hessian2 writes it.

use serde::ser::{self, Serialize};

use super::{DATE, REFERENCE, VALUE, Value, handover, is_java_name};
use crate::error::{Error, ErrorKind};
use crate::number;

mod compound;

use self::compound::{Entries, Fields, Items, TupleFields};

/// What `value` is as a [`Value`], classes included: what a Java peer would read as `java.lang.Object`.
///
/// ```
/// use dubbo_codec::to_value;
///
/// #[derive(serde::Serialize)]
/// #[serde(rename = "org.demo.User")]
/// struct User {
///     id: i64,
/// }
///
/// let users = to_value(&[User { id: 7 }])?;
/// assert_eq!(users.to_string(), "[org.demo.User{id=7L}]");
/// # Ok::<(), dubbo_codec::Error>(())
/// ```
///
/// # Errors
///
/// When it is a number that no Java type holds, or `T` itself reports an error.
pub fn to_value<T: Serialize + ?Sized>(value: &T) -> Result<Value, Error> {
    value.serialize(Builder::default())
}

/// Builds the next value.
#[derive(Clone, Copy, Default)]
struct Builder {
    /// Whether a float comes from a field or array of floats, and so keeps its value rather than its text.
    keeps_floats: bool,
    type_name: Option<&'static str>,
    class: Option<&'static str>,
}

impl Builder {
    /// A builder of a part of a list or map, or of a field.
    fn part(self, keeps_floats: bool) -> Self {
        Self {
            keeps_floats,
            type_name: None,
            class: None,
        }
    }

    fn begin(self) -> Result<Self, Error> {
        match self.class {
            None => Ok(self),
            Some(class) => {
                let message = format!(
                    "the variant {class} is called like a Java class, so its content must be a struct"
                );
                Err(Error::new(ErrorKind::Unsupported, message))
            }
        }
    }

    fn variant(self) -> Self {
        self.part(false)
    }
}

/// The map of one entry that stands for an enum's variant.
fn variant_of(variant: &str, content: Value) -> Value {
    Value::map([(variant, content)])
}

macro_rules! scalars {
    ($($method:ident($type:ty) => $variant:ident)*) => {$(
        fn $method(self, value: $type) -> Result<Value, Error> {
            Ok(Value::$variant(value.into()))
        }
    )*};
}

macro_rules! too_wide {
    ($($method:ident($type:ty))*) => {$(
        fn $method(self, value: $type) -> Result<Value, Error> {
            let message = format!("the number {value} fits no Java type; use an i64 or a BigInteger");
            Err(Error::new(ErrorKind::Unsupported, message))
        }
    )*};
}

impl serde::Serializer for Builder {
    type Ok = Value;
    type Error = Error;
    type SerializeSeq = Items;
    type SerializeTuple = Items;
    type SerializeTupleStruct = TupleFields;
    type SerializeTupleVariant = Items;
    type SerializeMap = Entries;
    type SerializeStruct = Fields;
    type SerializeStructVariant = Fields;

    scalars! {
        serialize_bool(bool) => Bool
        serialize_i8(i8) => Int
        serialize_i16(i16) => Int
        serialize_i32(i32) => Int
        serialize_i64(i64) => Long
        serialize_u8(u8) => Int
        serialize_u16(u16) => Int
        serialize_u32(u32) => Long
        serialize_f64(f64) => Double
        serialize_char(char) => String
        serialize_str(&str) => String
        serialize_bytes(&[u8]) => Binary
    }

    too_wide! { serialize_i128(i128) serialize_u128(u128) }

    fn serialize_u64(self, value: u64) -> Result<Value, Error> {
        let long = i64::try_from(value).map_err(|_| {
            let message = format!(
                "the number {value} does not fit a Java long, at most {}",
                i64::MAX
            );
            Error::new(ErrorKind::OutOfRange, message)
        })?;
        Ok(Value::Long(long))
    }

    fn serialize_f32(self, value: f32) -> Result<Value, Error> {
        Ok(Value::Double(match self.keeps_floats {
            true => value.into(),
            false => number::decimal_double_of_float(value),
        }))
    }

    fn serialize_none(self) -> Result<Value, Error> {
        Ok(Value::Null)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Value, Error> {
        value.serialize(Self {
            keeps_floats: false,
            ..self
        })
    }

    fn serialize_unit(self) -> Result<Value, Error> {
        Ok(Value::Null)
    }

    fn serialize_unit_struct(self, name: &'static str) -> Result<Value, Error> {
        if !is_java_name(name) {
            return Ok(Value::Null);
        }
        ser::SerializeStruct::end(self.serialize_struct(name, 0)?)
    }

    fn serialize_unit_variant(
        self,
        name: &'static str,
        _index: u32,
        variant: &'static str,
    ) -> Result<Value, Error> {
        if !is_java_name(name) {
            return Ok(variant.into());
        }
        Ok(Value::constant(name, variant))
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        value: &T,
    ) -> Result<Value, Error> {
        match name {
            DATE => match value.serialize(self)? {
                Value::Long(milliseconds) => Ok(Value::Date(milliseconds)),
                other => {
                    let message = format!("a date is an i64 of milliseconds, found {other}");
                    Err(Error::new(ErrorKind::Mismatch, message))
                }
            },
            VALUE => handover::asking_for_classes(|| value.serialize(self)),
            REFERENCE => match value.serialize(self)? {
                Value::Long(back) => Ok(Value::Reference(u32::try_from(back).unwrap_or(0))),
                other => Ok(other),
            },
            name if is_java_name(name) => value.serialize(Self {
                type_name: Some(name),
                ..self
            }),
            _ => value.serialize(self),
        }
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<Value, Error> {
        if is_java_name(variant) {
            let content = value.serialize(Self {
                class: Some(variant),
                ..self.part(false)
            })?;
            if content.class() != Some(variant) {
                Self {
                    class: Some(variant),
                    ..self
                }
                .begin()?;
            }
            return Ok(content);
        }
        let content = value.serialize(self.variant())?;
        Ok(variant_of(variant, content))
    }

    fn serialize_seq(self, length: Option<usize>) -> Result<Items, Error> {
        Ok(Items::new(self.begin()?, length, None))
    }

    fn serialize_tuple(self, length: usize) -> Result<Items, Error> {
        self.serialize_seq(Some(length))
    }

    fn serialize_tuple_struct(
        self,
        name: &'static str,
        length: usize,
    ) -> Result<TupleFields, Error> {
        let type_name = if is_java_name(name) {
            Some(name)
        } else {
            self.type_name
        };
        TupleFields::begin(Self { type_name, ..self }, name, length)
    }

    fn serialize_tuple_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        length: usize,
    ) -> Result<Items, Error> {
        Ok(Items::new(
            self.variant().begin()?,
            Some(length),
            Some(variant),
        ))
    }

    fn serialize_map(self, _length: Option<usize>) -> Result<Entries, Error> {
        Ok(Entries::new(self.begin()?))
    }

    fn serialize_struct(self, name: &'static str, length: usize) -> Result<Fields, Error> {
        let name = self.class.unwrap_or(name);
        let builder = Self {
            class: None,
            ..self
        }
        .begin()?;
        Ok(Fields::new(
            builder,
            is_java_name(name).then_some(name),
            length,
            None,
        ))
    }

    fn serialize_struct_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        length: usize,
    ) -> Result<Fields, Error> {
        if is_java_name(variant) {
            return Ok(Fields::new(
                self.part(false).begin()?,
                Some(variant),
                length,
                None,
            ));
        }
        Ok(Fields::new(
            self.variant().begin()?,
            None,
            length,
            Some(variant),
        ))
    }

    fn is_human_readable(&self) -> bool {
        false
    }
}

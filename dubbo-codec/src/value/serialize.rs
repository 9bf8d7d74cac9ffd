//! A serde type as a [`Value`], by the conventions by which hessian2 writes it.

use std::cell::Cell;

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
    let containers = Cell::new(0);
    value.serialize(Builder::new(&containers))
}

/// Builds the next value.
#[derive(Clone, Copy)]
struct Builder<'c> {
    /// How many containers have been begun, by which the references of a `Value` are counted.
    containers: &'c Cell<u32>,
    containers_before: u32,
    /// Whether a float comes from a field or array of floats, and so keeps its value rather than its text.
    keeps_floats: bool,
    type_name: Option<&'static str>,
    class: Option<&'static str>,
}

impl<'c> Builder<'c> {
    fn new(containers: &'c Cell<u32>) -> Self {
        Self {
            containers,
            containers_before: 0,
            keeps_floats: false,
            type_name: None,
            class: None,
        }
    }

    /// A builder of a part of a list or map, or of a field.
    fn part(self, keeps_floats: bool) -> Self {
        Self {
            keeps_floats,
            type_name: None,
            class: None,
            ..self
        }
    }

    fn begin(self) -> Result<Self, Error> {
        self.containers.set(self.containers.get() + 1);
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
        self.containers.set(self.containers.get() + 1);
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

impl<'c> serde::Serializer for Builder<'c> {
    type Ok = Value;
    type Error = Error;
    type SerializeSeq = Items<'c>;
    type SerializeTuple = Items<'c>;
    type SerializeTupleStruct = TupleFields<'c>;
    type SerializeTupleVariant = Items<'c>;
    type SerializeMap = Entries<'c>;
    type SerializeStruct = Fields<'c>;
    type SerializeStructVariant = Fields<'c>;

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
        self.containers.set(self.containers.get() + 1);
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
            VALUE => {
                let containers_before = self.containers.get();
                let builder = Self {
                    containers_before,
                    ..self
                };
                handover::asking_for_classes(|| value.serialize(builder))
            }
            REFERENCE => match value.serialize(self)? {
                Value::Long(number) => {
                    let number = u32::try_from(number).unwrap_or(u32::MAX);
                    Ok(Value::Reference(
                        number.saturating_add(self.containers_before),
                    ))
                }
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

    fn serialize_seq(self, length: Option<usize>) -> Result<Items<'c>, Error> {
        Ok(Items::new(self.begin()?, length, None))
    }

    fn serialize_tuple(self, length: usize) -> Result<Items<'c>, Error> {
        self.serialize_seq(Some(length))
    }

    fn serialize_tuple_struct(
        self,
        name: &'static str,
        length: usize,
    ) -> Result<TupleFields<'c>, Error> {
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
    ) -> Result<Items<'c>, Error> {
        Ok(Items::new(
            self.variant().begin()?,
            Some(length),
            Some(variant),
        ))
    }

    fn serialize_map(self, _length: Option<usize>) -> Result<Entries<'c>, Error> {
        Ok(Entries::new(self.begin()?))
    }

    fn serialize_struct(self, name: &'static str, length: usize) -> Result<Fields<'c>, Error> {
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
    ) -> Result<Fields<'c>, Error> {
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

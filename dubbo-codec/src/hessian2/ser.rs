//! Writing: the part of hessian 2 that every peer reads (hessian2.md §9.9), straight into the output.

mod classes;
mod compound;
mod exact;
mod known;
mod object;
mod sharing;
mod types;

use std::borrow::Cow;

use serde::de::DeserializeOwned;
use serde::ser::Serialize;

pub(super) use self::known::write_definition;

use self::classes::Classes;
use self::compound::{Mapping, Sequence};
use self::exact::TupleStruct;
use self::object::Struct;
use self::sharing::Shareds;
use self::types::Types;
use super::{tag, write};
use crate::error::{Error, ErrorKind};
use crate::number;
use crate::shared::{BACK, SHARED};
use crate::value::{DATE, REFERENCE, VALUE, Value, handover, is_java_name};

/// Appends values to the bytes of a message, one after the other.
///
/// A class is defined before its first object and known for the rest of the message, so all values of a message are
/// written by one serializer. After an error the output ends within a value and should be cut to its former length.
///
/// ```
/// use dubbo_codec::hessian2::Serializer;
/// use serde::Serialize;
///
/// let mut bytes = Vec::new();
/// let mut serializer = Serializer::new(&mut bytes);
/// 1i32.serialize(&mut serializer)?;
/// "hi".serialize(&mut serializer)?;
/// assert_eq!(bytes, b"\x91\x02hi");
/// # Ok::<(), dubbo_codec::Error>(())
/// ```
#[derive(Debug)]
pub struct Serializer<'b> {
    output: &'b mut Vec<u8>,
    classes: Classes,
    types: Types,
    shareds: Shareds,
    /// How many lists, maps and objects have been begun.
    containers: u32,
    /// How many of them before what the references of a `Value` may lead to; `None` outside of a `Value`.
    value_begins: Option<u32>,
    /// The type of the list or map that comes next.
    type_name: Option<Cow<'static, str>>,
    /// Whether the list that comes next gets an end instead of a length.
    is_variable: bool,
    /// The class of the struct that comes next, when a variant says it.
    class: Option<&'static str>,
    floats: Floats,
}

/// Which double a float becomes (hessian2.md §4.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Floats {
    /// The one of the same value: Java's `float` fields and `float[]`.
    Widened,
    /// The one of the same decimal text: Java's boxed `Float`, so everything else.
    Decimal,
}

impl<'b> Serializer<'b> {
    /// A serializer that appends to `output`. It allocates nothing yet.
    pub fn new(output: &'b mut Vec<u8>) -> Self {
        Self {
            output,
            classes: Classes::default(),
            types: Types::default(),
            shareds: Shareds::default(),
            containers: 0,
            value_begins: None,
            type_name: None,
            is_variable: false,
            class: None,
            floats: Floats::Decimal,
        }
    }

    /// The bytes so far. What is appended here must be whole values without lists, maps and objects.
    pub fn output(&mut self) -> &mut Vec<u8> {
        self.output
    }

    /// Writes `value`, takes it back out of the output and reads it: how names known only at run time come through serde.
    fn take_back<R: DeserializeOwned, T: Serialize + ?Sized>(
        &mut self,
        value: &T,
    ) -> Result<R, Error> {
        let start = self.output.len();
        let containers = self.containers;
        value.serialize(&mut *self)?;
        let taken = super::from_slice(&self.output[start..]);
        self.output.truncate(start);
        self.containers = containers;
        taken
    }

    /// The class that a variant gave must be that of a struct.
    fn check_no_class(&mut self) -> Result<(), Error> {
        match self.class.take() {
            None => Ok(()),
            Some(class) => {
                let message = format!(
                    "the variant {class} is called like a Java class, so its content must be a struct"
                );
                Err(Error::new(ErrorKind::Unsupported, message))
            }
        }
    }

    /// The number of the container that began `back` containers ago, if a reference here may lead to it.
    fn referent(&self, back: u32) -> Result<i32, Error> {
        let begins = self.value_begins.unwrap_or_default();
        let number = self.containers.checked_sub(back);
        let number = number.filter(|number| back > 0 && *number >= begins);
        number
            .and_then(|number| i32::try_from(number).ok())
            .ok_or_else(|| {
                let message = "a reference to what is no part of the value; take a part out by Value::extract";
                Error::new(ErrorKind::Unsupported, message)
            })
    }

    /// Writes the values of a whole message, or the next ones of it, in which references may lead from one value to an
    /// earlier one: what [`Deserializer::read_values`](super::Deserializer::read_values) reads.
    ///
    /// # Errors
    ///
    /// When a reference leads to nothing.
    pub fn write_values(&mut self, values: &[Value]) -> Result<(), Error> {
        let before = self.value_begins.replace(self.containers);
        values
            .iter()
            .try_for_each(|value| value.serialize(&mut *self))?;
        self.value_begins = before;
        Ok(())
    }

    /// Writes the type of a list or map, within a `Value` by its number if it has one, as Java does.
    fn write_type(&mut self, name: Cow<'static, str>) {
        match self.types.number(&name) {
            Some(number) if self.value_begins.is_some() => write::write_int(self.output, number),
            _ => {
                write::write_string(self.output, &name);
                self.types.add(name);
            }
        }
    }

    fn begin_map(&mut self) -> Result<(), Error> {
        self.check_no_class()?;
        self.containers += 1;
        match self.type_name.take() {
            Some(name) => {
                self.output.push(tag::MAP_TYPED);
                self.write_type(name);
            }
            None => self.output.push(tag::MAP),
        }
        self.floats = Floats::Decimal;
        Ok(())
    }

    /// Begins the map of one entry that stands for an enum's variant.
    fn begin_variant(&mut self, variant: &str) -> Result<(), Error> {
        self.type_name = None;
        self.begin_map()?;
        write::write_string(self.output, variant);
        Ok(())
    }

    fn end_map(&mut self) {
        self.output.push(tag::END);
    }
}

macro_rules! integers {
    ($($method:ident($type:ty) => $write:ident)*) => {$(
        #[inline]
        fn $method(self, value: $type) -> Result<(), Error> {
            write::$write(self.output, value.into());
            Ok(())
        }
    )*};
}

impl<'a, 'b> serde::Serializer for &'a mut Serializer<'b> {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Sequence<'a, 'b>;
    type SerializeTuple = Sequence<'a, 'b>;
    type SerializeTupleStruct = TupleStruct<'a, 'b>;
    type SerializeTupleVariant = Sequence<'a, 'b>;
    type SerializeMap = Mapping<'a, 'b>;
    type SerializeStruct = Struct<'a, 'b>;
    type SerializeStructVariant = Struct<'a, 'b>;

    integers! {
        serialize_bool(bool) => write_bool
        serialize_i8(i8) => write_int
        serialize_i16(i16) => write_int
        serialize_i32(i32) => write_int
        serialize_i64(i64) => write_long
        serialize_u8(u8) => write_int
        serialize_u16(u16) => write_int
        serialize_u32(u32) => write_long
        serialize_f64(f64) => write_double
    }

    fn serialize_u64(self, value: u64) -> Result<(), Error> {
        let long = i64::try_from(value).map_err(|_| {
            let message = format!(
                "the number {value} does not fit a Java long, at most {}",
                i64::MAX
            );
            Error::new(ErrorKind::OutOfRange, message)
        })?;
        self.serialize_i64(long)
    }

    fn serialize_i128(self, value: i128) -> Result<(), Error> {
        let message =
            format!("hessian2 has no 128 bit integers ({value}); use an i64 or a BigInteger");
        Err(Error::new(ErrorKind::Unsupported, message))
    }

    fn serialize_u128(self, value: u128) -> Result<(), Error> {
        let message =
            format!("hessian2 has no 128 bit integers ({value}); use an i64 or a BigInteger");
        Err(Error::new(ErrorKind::Unsupported, message))
    }

    fn serialize_f32(self, value: f32) -> Result<(), Error> {
        self.serialize_f64(match self.floats {
            Floats::Widened => value.into(),
            Floats::Decimal => number::decimal_double_of_float(value),
        })
    }

    fn serialize_char(self, value: char) -> Result<(), Error> {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, value: &str) -> Result<(), Error> {
        write::write_string(self.output, value);
        Ok(())
    }

    fn serialize_bytes(self, value: &[u8]) -> Result<(), Error> {
        write::write_binary(self.output, value);
        Ok(())
    }

    fn serialize_none(self) -> Result<(), Error> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Error> {
        self.floats = Floats::Decimal;
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Error> {
        write::write_null(self.output);
        Ok(())
    }

    fn serialize_unit_struct(self, name: &'static str) -> Result<(), Error> {
        if is_java_name(name) {
            return Struct::begin(self, name)?.end_struct();
        }
        self.serialize_unit()
    }

    fn serialize_unit_variant(
        self,
        name: &'static str,
        _index: u32,
        variant: &'static str,
    ) -> Result<(), Error> {
        if let Some((class, ["name"])) = self.classes.guess(name) {
            self.type_name = None;
            self.containers += 1;
            classes::write_tag(self.output, class);
            return self.serialize_str(variant);
        }
        if !is_java_name(name) {
            return self.serialize_str(variant);
        }
        let mut constant = Struct::begin(self, name)?;
        constant.field("name", variant)?;
        constant.end_struct()
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        match name {
            DATE => {
                let milliseconds = self.take_back(value)?;
                write::write_date(self.output, milliseconds);
                Ok(())
            }
            VALUE => {
                let before = self.value_begins;
                self.value_begins = before.or(Some(self.containers));
                handover::asking_for_classes(|| value.serialize(&mut *self))?;
                self.value_begins = before;
                Ok(())
            }
            REFERENCE => {
                let back: i64 = self.take_back(value)?;
                let number = self.referent(u32::try_from(back).unwrap_or_default())?;
                self.output.push(tag::REFERENCE);
                write::write_int(self.output, number);
                Ok(())
            }
            SHARED => self.shared(value),
            BACK => self.back(),
            name if is_java_name(name) => {
                self.type_name = Some(Cow::Borrowed(name));
                value.serialize(&mut *self)?;
                self.type_name = None;
                Ok(())
            }
            _ => value.serialize(self),
        }
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        if is_java_name(variant) {
            self.class = Some(variant);
            value.serialize(&mut *self)?;
            return self.check_no_class();
        }
        self.begin_variant(variant)?;
        value.serialize(&mut *self)?;
        self.end_map();
        Ok(())
    }

    #[inline(always)]
    fn serialize_seq(self, length: Option<usize>) -> Result<Sequence<'a, 'b>, Error> {
        Sequence::begin(self, length)
    }

    fn serialize_tuple(self, length: usize) -> Result<Sequence<'a, 'b>, Error> {
        Sequence::begin(self, Some(length))
    }

    fn serialize_tuple_struct(
        self,
        name: &'static str,
        length: usize,
    ) -> Result<TupleStruct<'a, 'b>, Error> {
        TupleStruct::begin(self, name, length)
    }

    fn serialize_tuple_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        length: usize,
    ) -> Result<Sequence<'a, 'b>, Error> {
        self.begin_variant(variant)?;
        Sequence::begin(self, Some(length))
    }

    fn serialize_map(self, _length: Option<usize>) -> Result<Mapping<'a, 'b>, Error> {
        self.begin_map()?;
        Ok(Mapping::new(self))
    }

    #[inline(always)]
    fn serialize_struct(self, name: &'static str, _length: usize) -> Result<Struct<'a, 'b>, Error> {
        match self.class.take() {
            None => Struct::begin(self, name),
            Some(class) => Struct::begin_any(self, class),
        }
    }

    fn serialize_struct_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        _length: usize,
    ) -> Result<Struct<'a, 'b>, Error> {
        if is_java_name(variant) {
            return Struct::begin(self, variant);
        }
        self.begin_variant(variant)?;
        Struct::begin_within_variant(self)
    }

    fn is_human_readable(&self) -> bool {
        false
    }
}

use std::borrow::Cow;

use serde::ser::{self, Serialize};

use super::{Floats, Serializer};
use crate::error::{Error, ErrorKind};
use crate::hessian2::{tag, write};

/// A list that is being written.
///
/// Its length stands before its elements. When serde does not know it, the header is written behind them and moved: a
/// list with an end tag instead of a length cannot be read by hessian-lite (hessian2.md §4.3). Only a `Value` that was read
/// so is written so.
#[derive(Debug)]
pub struct Sequence<'a, 'b> {
    serializer: &'a mut Serializer<'b>,
    length: Length,
    written: usize,
    floats: Floats,
}

#[derive(Debug)]
enum Length {
    /// It stands before the elements.
    Announced(usize),
    /// The header is not written: where it will stand, and the type in it.
    Unknown {
        start: usize,
        type_name: Option<Cow<'static, str>>,
    },
    /// An end says it.
    Variable,
}

impl<'a, 'b> Sequence<'a, 'b> {
    #[inline(always)]
    pub(super) fn begin(
        serializer: &'a mut Serializer<'b>,
        announced: Option<usize>,
    ) -> Result<Self, Error> {
        let (Some(length), None, None) = (announced, serializer.class, &serializer.type_name)
        else {
            return Self::begin_any(serializer, announced);
        };
        serializer.containers += 1;
        write_untyped(serializer.output, length)?;
        Ok(Self {
            serializer,
            length: Length::Announced(length),
            written: 0,
            floats: Floats::Decimal,
        })
    }

    fn begin_any(
        serializer: &'a mut Serializer<'b>,
        announced: Option<usize>,
    ) -> Result<Self, Error> {
        serializer.check_no_class()?;
        serializer.containers += 1;
        let type_name = serializer.type_name.take();
        let floats = match type_name.as_deref() {
            Some("[float") => Floats::Widened,
            _ => Floats::Decimal,
        };
        let length = match announced {
            Some(length) => {
                write_tag(serializer.output, type_name.is_some(), length)?;
                if let Some(name) = type_name {
                    serializer.write_type(name);
                }
                write_length(serializer.output, length);
                Length::Announced(length)
            }
            None if std::mem::take(&mut serializer.is_variable) => {
                match type_name {
                    Some(name) => {
                        serializer.output.push(tag::LIST_TYPED_VARIABLE);
                        serializer.write_type(name);
                    }
                    None => serializer.output.push(tag::LIST_VARIABLE),
                }
                Length::Variable
            }
            None => {
                // Its type will stand in front of those of its elements.
                if let Some(name) = &type_name {
                    serializer.types.add(name.clone());
                }
                let start = serializer.output.len();
                Length::Unknown { start, type_name }
            }
        };
        Ok(Self {
            serializer,
            length,
            written: 0,
            floats,
        })
    }

    #[inline]
    fn element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.serializer.floats = self.floats;
        let index = self.written;
        self.written += 1;
        value
            .serialize(&mut *self.serializer)
            .map_err(|error| error.in_index(index))
    }

    #[inline(always)]
    pub(super) fn end_list(self) -> Result<&'a mut Serializer<'b>, Error> {
        match self.length {
            Length::Announced(length) if length == self.written => Ok(self.serializer),
            _ => self.end_any(),
        }
    }

    fn end_any(self) -> Result<&'a mut Serializer<'b>, Error> {
        let output = &mut *self.serializer.output;
        match self.length {
            Length::Announced(announced) => {
                let written = self.written;
                let message =
                    format!("a sequence announced {announced} elements and then had {written}");
                return Err(Error::new(ErrorKind::Custom, message));
            }
            Length::Variable => output.push(tag::END),
            Length::Unknown { start, type_name } => {
                let end = output.len();
                write_tag(output, type_name.is_some(), self.written)?;
                if let Some(name) = &type_name {
                    write::write_string(output, name);
                }
                write_length(output, self.written);
                let header = output.len() - end;
                output[start..].rotate_right(header);
            }
        }
        Ok(self.serializer)
    }
}

/// Writes what stands before the elements of a list without a type.
fn write_untyped(output: &mut Vec<u8>, length: usize) -> Result<(), Error> {
    write_tag(output, false, length)?;
    write_length(output, length);
    Ok(())
}

/// Writes the tag of a list, behind which its type stands if it has one, and its length if that is not in the tag.
#[inline]
fn write_tag(output: &mut Vec<u8>, is_typed: bool, length: usize) -> Result<(), Error> {
    if i32::try_from(length).is_err() {
        return Err(too_long(length));
    }
    output.push(match (is_typed, length <= MOST_DIRECT) {
        (true, true) => tag::LIST_TYPED_DIRECT + length as u8,
        (true, false) => tag::LIST_TYPED,
        (false, true) => tag::LIST_DIRECT + length as u8,
        (false, false) => tag::LIST,
    });
    Ok(())
}

#[cold]
fn too_long(length: usize) -> Error {
    let message = format!("a list of {length} elements is longer than Java's can be");
    Error::new(ErrorKind::Unsupported, message)
}

#[inline]
fn write_length(output: &mut Vec<u8>, length: usize) {
    if length > MOST_DIRECT {
        write::write_int(output, length as i32);
    }
}

/// The longest list whose tag says its length.
const MOST_DIRECT: usize = 7;

impl ser::SerializeSeq for Sequence<'_, '_> {
    type Ok = ();
    type Error = Error;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.element(value)
    }

    fn end(self) -> Result<(), Error> {
        self.end_list().map(drop)
    }
}

impl ser::SerializeTuple for Sequence<'_, '_> {
    type Ok = ();
    type Error = Error;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.element(value)
    }

    fn end(self) -> Result<(), Error> {
        self.end_list().map(drop)
    }
}

impl ser::SerializeTupleStruct for Sequence<'_, '_> {
    type Ok = ();
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.element(value)
    }

    fn end(self) -> Result<(), Error> {
        self.end_list().map(drop)
    }
}

impl ser::SerializeTupleVariant for Sequence<'_, '_> {
    type Ok = ();
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.element(value)
    }

    fn end(self) -> Result<(), Error> {
        self.end_list()?.end_map();
        Ok(())
    }
}

/// A map that is being written.
#[derive(Debug)]
pub struct Mapping<'a, 'b> {
    serializer: &'a mut Serializer<'b>,
}

impl<'a, 'b> Mapping<'a, 'b> {
    pub(super) fn new(serializer: &'a mut Serializer<'b>) -> Self {
        Self { serializer }
    }

    pub(super) fn item<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.serializer.floats = Floats::Decimal;
        value.serialize(&mut *self.serializer)
    }

    pub(super) fn end_map(self) -> &'a mut Serializer<'b> {
        self.serializer.end_map();
        self.serializer
    }
}

impl ser::SerializeMap for Mapping<'_, '_> {
    type Ok = ();
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        self.item(key)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.item(value)
    }

    fn end(self) -> Result<(), Error> {
        self.end_map();
        Ok(())
    }
}

use std::borrow::Cow;

use serde::ser::{self, Serialize};

use super::{Floats, Serializer};
use crate::error::{Error, ErrorKind};
use crate::hessian2::{tag, write};

/// A list that is being written.
///
/// Its length stands before its elements. When serde does not know it, the header is written behind them and moved: a
/// list with an end tag instead of a length cannot be read by hessian-lite (hessian2.md §4.3).
#[derive(Debug)]
pub struct Sequence<'a, 'b> {
    serializer: &'a mut Serializer<'b>,
    announced: Option<usize>,
    written: usize,
    /// Where the elements begin.
    start: usize,
    /// The type, while the header is not written.
    type_name: Option<Cow<'static, str>>,
    floats: Floats,
}

impl<'a, 'b> Sequence<'a, 'b> {
    pub(super) fn begin(
        serializer: &'a mut Serializer<'b>,
        announced: Option<usize>,
    ) -> Result<Self, Error> {
        serializer.check_no_class()?;
        serializer.containers += 1;
        let mut type_name = serializer.type_name.take();
        let floats = match type_name.as_deref() {
            Some("[float") => Floats::Widened,
            _ => Floats::Decimal,
        };
        match announced {
            Some(length) => {
                write_tag(serializer.output, type_name.is_some(), length)?;
                if let Some(name) = type_name.take() {
                    serializer.write_type(name);
                }
                write_length(serializer.output, length);
            }
            // Its type will stand in front of those of its elements.
            None => type_name
                .iter()
                .for_each(|name| serializer.types.add(name.clone())),
        }
        let start = serializer.output.len();
        Ok(Self {
            serializer,
            announced,
            written: 0,
            start,
            type_name,
            floats,
        })
    }

    fn element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.serializer.floats = self.floats;
        let index = self.written;
        self.written += 1;
        value
            .serialize(&mut *self.serializer)
            .map_err(|error| error.in_index(index))
    }

    pub(super) fn end_list(self) -> Result<&'a mut Serializer<'b>, Error> {
        let output = &mut *self.serializer.output;
        match self.announced {
            Some(announced) if announced != self.written => {
                let written = self.written;
                let message =
                    format!("a sequence announced {announced} elements and then had {written}");
                return Err(Error::new(ErrorKind::Custom, message));
            }
            Some(_) => {}
            None => {
                let end = output.len();
                write_tag(output, self.type_name.is_some(), self.written)?;
                if let Some(name) = &self.type_name {
                    write::write_string(output, name);
                }
                write_length(output, self.written);
                let header = output.len() - end;
                output[self.start..].rotate_right(header);
            }
        }
        Ok(self.serializer)
    }
}

/// Writes the tag of a list, behind which its type stands if it has one, and its length if that is not in the tag.
fn write_tag(output: &mut Vec<u8>, is_typed: bool, length: usize) -> Result<(), Error> {
    if i32::try_from(length).is_err() {
        let message = format!("a list of {length} elements is longer than Java's can be");
        return Err(Error::new(ErrorKind::Unsupported, message));
    }
    output.push(match (is_typed, length <= MOST_DIRECT) {
        (true, true) => tag::LIST_TYPED_DIRECT + length as u8,
        (true, false) => tag::LIST_TYPED,
        (false, true) => tag::LIST_DIRECT + length as u8,
        (false, false) => tag::LIST,
    });
    Ok(())
}

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

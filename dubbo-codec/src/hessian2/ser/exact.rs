//! How a `Value` tells what serde has no words for: see `value::serialize`, which is the other side of this.

use std::borrow::Cow;

use serde::ser::{self, Serialize};

use super::compound::Sequence;
use super::{Floats, Serializer, classes};
use crate::error::Error;
use crate::hessian2::is_java_name;
use crate::value::{LIST, MAP, OBJECT, compact_content};

/// A tuple struct that is being written: a list, or a part of a `Value` with the name of its class.
#[derive(Debug)]
pub enum TupleStruct<'a, 'b> {
    #[doc(hidden)]
    Sequence(Sequence<'a, 'b>),
    #[doc(hidden)]
    Typed(Typed<'a, 'b>),
    #[doc(hidden)]
    Object(Object<'a, 'b>),
}

/// A list or map: the name of its type, then the list or map itself.
#[derive(Debug)]
pub struct Typed<'a, 'b> {
    serializer: &'a mut Serializer<'b>,
    is_named: bool,
}

/// An object: the name of its class, those of its fields, then the values.
#[derive(Debug)]
pub struct Object<'a, 'b> {
    serializer: &'a mut Serializer<'b>,
    name: Option<String>,
    is_begun: bool,
}

impl<'a, 'b> TupleStruct<'a, 'b> {
    pub(super) fn begin(
        serializer: &'a mut Serializer<'b>,
        name: &'static str,
        length: usize,
    ) -> Result<Self, Error> {
        Ok(match name {
            LIST | MAP => Self::Typed(Typed { serializer, is_named: false }),
            OBJECT => Self::Object(Object { serializer, name: None, is_begun: false }),
            _ => {
                if is_java_name(name) {
                    serializer.type_name = Some(Cow::Borrowed(name));
                }
                Self::Sequence(Sequence::begin(serializer, Some(length))?)
            }
        })
    }
}

impl Object<'_, '_> {
    fn begin(&mut self, name: String, fields: Vec<String>) {
        let serializer = &mut *self.serializer;
        serializer.type_name = None;
        serializer.containers += 1;
        let class = serializer.classes.find_exact(&name, &fields).unwrap_or_else(|| {
            // In hessian-lite's compact mode such a class is defined without the field that its objects have.
            let is_compact = matches!(&fields[..], [field] if compact_content(&name) == Some(field));
            let class = serializer.classes.add_exact(name, fields);
            serializer.classes.write_definition(serializer.output, class, is_compact);
            class
        });
        classes::write_tag(serializer.output, class);
        self.is_begun = true;
    }
}

impl ser::SerializeTupleStruct for TupleStruct<'_, '_> {
    type Ok = ();
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        match self {
            Self::Sequence(sequence) => sequence.serialize_field(value),
            Self::Typed(typed) if !typed.is_named => {
                let name: String = typed.serializer.take_back(value)?;
                typed.serializer.type_name = Some(Cow::Owned(name));
                typed.is_named = true;
                Ok(())
            }
            Self::Typed(typed) => value.serialize(&mut *typed.serializer),
            Self::Object(object) if object.is_begun => {
                object.serializer.floats = Floats::Decimal;
                value.serialize(&mut *object.serializer)
            }
            Self::Object(object) => {
                match object.name.take() {
                    None => object.name = Some(object.serializer.take_back(value)?),
                    Some(name) => {
                        let fields = object.serializer.take_back(value)?;
                        object.begin(name, fields);
                    }
                }
                Ok(())
            }
        }
    }

    fn end(self) -> Result<(), Error> {
        match self {
            Self::Sequence(sequence) => sequence.end(),
            Self::Typed(_) | Self::Object(_) => Ok(()),
        }
    }
}

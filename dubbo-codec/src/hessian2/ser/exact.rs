//! How a `Value` tells what serde has no words for: see `value::serialize`, which is the other side of this.

use std::borrow::Cow;

use serde::ser::{self, Serialize};

use super::classes::Exact;
use super::compound::Sequence;
use super::{Floats, Serializer, classes, known};
use crate::error::Error;
use crate::hessian2::compact_content;
use crate::value::{LIST, MAP, OBJECT, VARIABLE_LIST, is_java_name};

/// A tuple struct that is being written: a list, or a part of a `Value` with the name of its class.
#[derive(Debug)]
pub struct TupleStruct<'a, 'b>(Form<'a, 'b>);

#[derive(Debug)]
enum Form<'a, 'b> {
    Sequence(Sequence<'a, 'b>),
    Typed(Typed<'a, 'b>),
    Object(Object<'a, 'b>),
}

/// A list or map: the name of its type, then the list or map itself.
#[derive(Debug)]
struct Typed<'a, 'b> {
    serializer: &'a mut Serializer<'b>,
    is_named: bool,
    is_variable: bool,
}

/// An object: the name of its class, those of its fields, then the values.
#[derive(Debug)]
struct Object<'a, 'b> {
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
        Ok(Self(match name {
            LIST | VARIABLE_LIST | MAP => Form::Typed(Typed {
                serializer,
                is_named: false,
                is_variable: name == VARIABLE_LIST,
            }),
            OBJECT => Form::Object(Object {
                serializer,
                name: None,
                is_begun: false,
            }),
            _ => {
                if is_java_name(name) {
                    serializer.type_name = Some(Cow::Borrowed(name));
                }
                Form::Sequence(Sequence::begin(serializer, Some(length))?)
            }
        }))
    }
}

impl Object<'_, '_> {
    fn begin(&mut self, class: Exact) {
        let serializer = &mut *self.serializer;
        serializer.type_name = None;
        serializer.containers += 1;
        let number = serializer.classes.find_exact(&class).unwrap_or_else(|| {
            let (name, fields) = &class;
            // In hessian-lite's compact mode such a class is defined without the field that its objects have.
            let is_compact = matches!(&fields[..], [field] if compact_content(name) == Some(field));
            let defined = if is_compact { &[] } else { &fields[..] };
            known::write_definition(serializer.output, name, defined);
            serializer.classes.add_exact(class)
        });
        classes::write_tag(serializer.output, number);
        self.is_begun = true;
    }
}

impl ser::SerializeTupleStruct for TupleStruct<'_, '_> {
    type Ok = ();
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        match &mut self.0 {
            Form::Sequence(sequence) => sequence.serialize_field(value),
            Form::Typed(typed) if !typed.is_named => {
                let name: String = typed.serializer.take_back(value)?;
                typed.serializer.type_name = (!name.is_empty()).then_some(Cow::Owned(name));
                typed.serializer.is_variable = typed.is_variable;
                typed.is_named = true;
                Ok(())
            }
            Form::Typed(typed) => value.serialize(&mut *typed.serializer),
            Form::Object(object) if object.is_begun => {
                object.serializer.floats = Floats::Decimal;
                value.serialize(&mut *object.serializer)
            }
            Form::Object(object) => {
                match object.name.take() {
                    None => object.name = Some(object.serializer.take_back(value)?),
                    Some(name) => {
                        let fields = object.serializer.take_back(value)?;
                        object.begin((name, fields));
                    }
                }
                Ok(())
            }
        }
    }

    fn end(self) -> Result<(), Error> {
        match self.0 {
            Form::Sequence(sequence) => sequence.end(),
            Form::Typed(_) | Form::Object(_) => Ok(()),
        }
    }
}

//! serde types: each method takes what can become its type without loss.

use std::borrow::Cow;

use serde::de::Visitor;
use serde::de::value::SeqDeserializer;

use super::Deserializer;
use super::access::{Elements, Entries, Fields};
use super::head::Head;
use crate::error::{Error, ErrorKind};
use crate::hessian2::tag;
use crate::number;

impl<'de> Deserializer<'de> {
    pub(super) fn any<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value, Error> {
        match self.head()? {
            Head::Null => visitor.visit_unit(),
            Head::Bool(value) => visitor.visit_bool(value),
            Head::Int(value) => visitor.visit_i32(value),
            Head::Long(value) | Head::Date(value) => visitor.visit_i64(value),
            Head::Double(value) => visitor.visit_f64(value),
            Head::Text(tag) => visit_text(self.text(tag)?, visitor),
            Head::Binary(tag) => visit_bytes(self.binary(tag)?, visitor),
            Head::List { offset, length, .. } => self.elements(offset, length, visitor),
            Head::Map { offset, .. } => self.entries(offset, visitor),
            Head::Object { offset, class } => self.fields_of(offset, class, visitor),
            Head::Reference(number) if self.cycle_is_next(number)? => visitor.visit_none(),
            Head::Reference(number) => self.replay(number, |again| again.any(visitor)),
        }
    }

    pub(super) fn boolean<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value, Error> {
        if let [tag @ (tag::TRUE | tag::FALSE), ..] = self.rest() {
            self.position += 1;
            return visitor.visit_bool(*tag == tag::TRUE);
        }
        match self.head()? {
            Head::Bool(value) => visitor.visit_bool(value),
            Head::Int(value @ 0..=1) => visitor.visit_bool(value == 1),
            Head::Long(value @ 0..=1) => visitor.visit_bool(value == 1),
            Head::Reference(number) => self.replay(number, |again| again.boolean(visitor)),
            head => Err(self.mismatch(&visitor, &head)),
        }
    }

    /// An `i64` takes a date too, as its milliseconds.
    pub(super) fn long<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value, Error> {
        if let Some(value) = self.quick_long() {
            return visitor.visit_i64(value);
        }
        match self.head()? {
            Head::Date(value) => visitor.visit_i64(value),
            head => self.integer_of(head, visitor),
        }
    }

    pub(super) fn integer<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value, Error> {
        if let Some(value) = self.quick_int() {
            return visitor.visit_i32(value);
        }
        let head = self.head()?;
        self.integer_of(head, visitor)
    }

    pub(super) fn integer_of<V: Visitor<'de>>(
        &mut self,
        head: Head,
        visitor: V,
    ) -> Result<V::Value, Error> {
        match head {
            Head::Int(value) => visitor.visit_i32(value),
            Head::Long(value) => visitor.visit_i64(value),
            head @ Head::Double(value) => match number::integer_of_double(value) {
                Some(value) => visitor.visit_i64(value),
                None => Err(self.mismatch(&visitor, &head)),
            },
            Head::Bool(value) => visitor.visit_u8(value.into()),
            Head::Reference(number) => self.replay(number, |again| again.integer(visitor)),
            head => Err(self.mismatch(&visitor, &head)),
        }
    }

    /// The double that stands here, or what an integer is as one.
    pub(super) fn double(&mut self, expected: &dyn serde::de::Expected) -> Result<f64, Error> {
        if let Some(value) = self.quick_double() {
            return Ok(value);
        }
        let head = self.head()?;
        let value = match head {
            Head::Double(value) => Some(value),
            Head::Int(value) => Some(value.into()),
            Head::Long(value) => number::double_of_integer(value),
            Head::Bool(value) => Some(value.into()),
            Head::Reference(number) => {
                return self.replay(number, |again| again.double(expected));
            }
            _ => None,
        };
        value.ok_or_else(|| self.mismatch(expected, &head))
    }

    pub(super) fn float<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value, Error> {
        let double = self.double(&visitor)?;
        match number::float_of_double(double) {
            Some(float) => visitor.visit_f32(float),
            None => {
                let message = format!("expected {}, found the double {double:?}", Shown(&visitor));
                Err(Error::new(ErrorKind::OutOfRange, message))
            }
        }
    }

    pub(super) fn string<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value, Error> {
        if let Some(text) = self.quick_text() {
            return visitor.visit_borrowed_str(text);
        }
        let head = self.head()?;
        if let Head::Reference(number) = head {
            return self.replay(number, |again| again.string(visitor));
        }
        match self.text_of(&head)? {
            Some(text) => visit_text(text, visitor),
            None => Err(self.mismatch(&visitor, &head)),
        }
    }

    pub(super) fn byte_array<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value, Error> {
        match self.head()? {
            Head::Binary(tag) => visit_bytes(self.binary(tag)?, visitor),
            head => Err(self.mismatch(&visitor, &head)),
        }
    }

    pub(super) fn optional<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value, Error> {
        while self.peek()? == tag::DEFINITION {
            self.position += 1;
            self.definition()?;
        }
        let offset = self.position;
        match self.peek()? {
            tag::NULL => {
                self.position += 1;
                visitor.visit_none()
            }
            tag::REFERENCE => {
                self.position += 1;
                let number = self.int()?;
                if self.cycle_is_next(number)? {
                    return visitor.visit_none();
                }
                self.position = offset;
                visitor.visit_some(self)
            }
            _ => visitor.visit_some(self),
        }
    }

    pub(super) fn nothing<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value, Error> {
        match self.head()? {
            Head::Null => visitor.visit_unit(),
            head => Err(self.mismatch(&visitor, &head)),
        }
    }

    /// A unit struct, whose fields are of no interest.
    pub(super) fn nothing_in_it<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value, Error> {
        match self.head()? {
            Head::Null => {}
            Head::Map { offset, .. } | Head::Object { offset, .. } => {
                self.position = offset;
                self.skip_value()?;
            }
            Head::Reference(number) => {
                return self.replay(number, |again| again.nothing_in_it(visitor));
            }
            head => return Err(self.mismatch(&visitor, &head)),
        }
        visitor.visit_unit()
    }

    pub(super) fn sequence<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value, Error> {
        let offset = self.position;
        if let Some(length) = self.quick_list() {
            return self.elements(offset, Some(length), visitor);
        }
        match self.head()? {
            Head::List { offset, length, .. } => self.elements(offset, length, visitor),
            Head::Binary(tag) => {
                let bytes = self.binary(tag)?;
                visitor.visit_seq(SeqDeserializer::new(
                    bytes.iter().copied().map(number::Byte),
                ))
            }
            Head::Reference(number) => self.replay(number, |again| again.sequence(visitor)),
            head => Err(self.mismatch(&visitor, &head)),
        }
    }

    pub(super) fn mapping<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value, Error> {
        let offset = self.position;
        if let Some(class) = self.quick_object() {
            return self.fields_of(offset, class, visitor);
        }
        match self.head()? {
            Head::Map { offset, .. } => self.entries(offset, visitor),
            Head::Object { offset, class } => self.fields_of(offset, class, visitor),
            Head::Reference(number) => self.replay(number, |again| again.mapping(visitor)),
            head => Err(self.mismatch(&visitor, &head)),
        }
    }

    /// A date, also one in the object that Java makes of a `java.sql.Timestamp` outside a field of that type.
    pub(super) fn date(&mut self, expected: &dyn serde::de::Expected) -> Result<i64, Error> {
        match self.head()? {
            Head::Date(milliseconds) => Ok(milliseconds),
            Head::Object { offset, class } if self.is_named_value(class) => {
                self.enter(offset)?;
                let date = self.date(expected)?;
                self.leave();
                Ok(date)
            }
            Head::Reference(number) => self.replay(number, |again| again.date(expected)),
            head => Err(self.mismatch(expected, &head)),
        }
    }

    pub(super) fn is_named_value(&self, class: usize) -> bool {
        let definition = &self.definitions[class];
        definition.name.starts_with("java.sql.")
            && matches!(&self.fields[definition.fields.clone()], [field] if field.name == "value")
    }

    pub(super) fn elements<V: Visitor<'de>>(
        &mut self,
        offset: usize,
        length: Option<usize>,
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.enter(offset)?;
        let mut elements = Elements::new(self, length);
        let value = visitor.visit_seq(&mut elements)?;
        elements.end()?;
        self.leave();
        Ok(value)
    }

    pub(super) fn entries<V: Visitor<'de>>(
        &mut self,
        offset: usize,
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.enter(offset)?;
        let mut entries = Entries::new(self);
        let value = visitor.visit_map(&mut entries)?;
        entries.end()?;
        self.leave();
        Ok(value)
    }

    pub(super) fn fields_of<V: Visitor<'de>>(
        &mut self,
        offset: usize,
        class: usize,
        visitor: V,
    ) -> Result<V::Value, Error> {
        let is_outermost = self.open.depth() == 0;
        self.enter(offset)?;
        let mut fields = Fields::new(self, class);
        let value = visitor
            .visit_map(&mut fields)
            .and_then(|value| fields.end().map(|()| value));
        self.leave();
        value.map_err(|error| {
            let error = error.at(offset);
            if is_outermost {
                error.in_class(&self.definitions[class].name)
            } else {
                error
            }
        })
    }
}

fn visit_text<'de, V: Visitor<'de>>(text: Cow<'de, str>, visitor: V) -> Result<V::Value, Error> {
    match text {
        Cow::Borrowed(text) => visitor.visit_borrowed_str(text),
        Cow::Owned(text) => visitor.visit_string(text),
    }
}

fn visit_bytes<'de, V: Visitor<'de>>(bytes: Cow<'de, [u8]>, visitor: V) -> Result<V::Value, Error> {
    match bytes {
        Cow::Borrowed(bytes) => visitor.visit_borrowed_bytes(bytes),
        Cow::Owned(bytes) => visitor.visit_byte_buf(bytes),
    }
}

/// What a visitor expects, as text.
struct Shown<'a>(&'a dyn serde::de::Expected);

impl std::fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

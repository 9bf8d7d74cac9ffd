//! Enums: a Java enum's constant, an object of the class that a variant is called by, a string, or a map of one entry.

use std::borrow::Cow;

use serde::de::value::{BorrowedStrDeserializer, StrDeserializer};
use serde::de::{DeserializeSeed, EnumAccess, VariantAccess, Visitor};

use super::Deserializer;
use super::head::Head;
use crate::error::{Error, ErrorKind};

pub(super) fn read<'de, V: Visitor<'de>>(
    deserializer: &mut Deserializer<'de>,
    name: &'static str,
    variants: &'static [&'static str],
    visitor: V,
) -> Result<V::Value, Error> {
    match deserializer.head()? {
        Head::Text(tag) => {
            let variant = deserializer.text(tag)?;
            visitor.visit_enum(Variant {
                deserializer,
                variant,
                content: Content::None,
            })
        }
        Head::Object { offset, class } => {
            let class_name = &deserializer.definitions[class].name;
            if variants.contains(&&**class_name) {
                let variant = class_name.clone();
                return read_object(deserializer, variant, offset, visitor);
            }
            let variant = constant(deserializer, name, offset, class)?;
            visitor.visit_enum(Variant {
                deserializer,
                variant,
                content: Content::None,
            })
        }
        Head::Map { offset, .. } => read_entry(deserializer, name, offset, visitor),
        Head::Reference(number) => {
            deserializer.replay(number, |again| read(again, name, variants, visitor))
        }
        head => {
            let found = deserializer.describe(&head);
            let message = format!("expected a constant of the enum {name}, found {found}");
            Err(Error::new(ErrorKind::Mismatch, message))
        }
    }
}

/// An object that is itself the variant's content.
fn read_object<'de, V: Visitor<'de>>(
    deserializer: &mut Deserializer<'de>,
    variant: Cow<'de, str>,
    offset: usize,
    visitor: V,
) -> Result<V::Value, Error> {
    // It is read from its tag. It is entered here too, lest an enum that has itself as content be read without end.
    deserializer.position = offset;
    deserializer.enter(offset)?;
    let content = Content::Value;
    let value = visitor.visit_enum(Variant {
        deserializer: &mut *deserializer,
        variant,
        content,
    })?;
    deserializer.leave();
    Ok(value)
}

/// A map of one entry: the variant's name and its content.
fn read_entry<'de, V: Visitor<'de>>(
    deserializer: &mut Deserializer<'de>,
    name: &'static str,
    offset: usize,
    visitor: V,
) -> Result<V::Value, Error> {
    deserializer.enter(offset)?;
    let variant = deserializer.name()?;
    let content = Content::Value;
    let value = visitor.visit_enum(Variant {
        deserializer: &mut *deserializer,
        variant,
        content,
    })?;
    if !deserializer.at_end_tag()? {
        let message = format!("expected a map of one entry for the enum {name}, found more");
        return Err(Error::new(ErrorKind::Mismatch, message));
    }
    deserializer.leave();
    Ok(value)
}

/// The name of the enum constant that an object is.
fn constant<'de>(
    deserializer: &mut Deserializer<'de>,
    name: &'static str,
    offset: usize,
    class: usize,
) -> Result<Cow<'de, str>, Error> {
    let fields = deserializer.definitions[class].fields.clone();
    deserializer.enter(offset)?;
    let mut constant = None;
    for field in fields {
        if deserializer.fields[field].name == "name" {
            constant = deserializer.read_string()?;
        } else {
            deserializer.skip_value()?;
        }
    }
    deserializer.leave();
    constant.ok_or_else(|| {
        let found = &deserializer.definitions[class].name;
        let message = format!(
            "expected a constant of the enum {name}, found an object of the class {found} without a field `name`"
        );
        Error::new(ErrorKind::Mismatch, message)
    })
}

struct Variant<'a, 'de> {
    deserializer: &'a mut Deserializer<'de>,
    variant: Cow<'de, str>,
    content: Content,
}

/// Whether the variant's content is the next value.
enum Content {
    None,
    Value,
}

impl<'a, 'de> EnumAccess<'de> for Variant<'a, 'de> {
    type Error = Error;
    type Variant = Self;

    fn variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<(T::Value, Self), Error> {
        let variant = match &self.variant {
            Cow::Borrowed(name) => seed.deserialize(BorrowedStrDeserializer::new(name)),
            Cow::Owned(name) => seed.deserialize(StrDeserializer::new(name)),
        }?;
        Ok((variant, self))
    }
}

impl Variant<'_, '_> {
    fn without_content(&self) -> Error {
        let message = format!("the variant {} comes without its content", self.variant);
        Error::new(ErrorKind::Mismatch, message)
    }
}

impl<'a, 'de> VariantAccess<'de> for Variant<'a, 'de> {
    type Error = Error;

    fn unit_variant(self) -> Result<(), Error> {
        match self.content {
            Content::None => Ok(()),
            Content::Value => self.deserializer.skip_value(),
        }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Error> {
        match self.content {
            Content::Value => seed.deserialize(self.deserializer),
            Content::None => Err(self.without_content()),
        }
    }

    fn tuple_variant<V: Visitor<'de>>(self, _length: usize, visitor: V) -> Result<V::Value, Error> {
        match self.content {
            Content::Value => serde::Deserializer::deserialize_seq(self.deserializer, visitor),
            Content::None => Err(self.without_content()),
        }
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match self.content {
            Content::Value => serde::Deserializer::deserialize_map(self.deserializer, visitor),
            Content::None => Err(self.without_content()),
        }
    }
}

use std::cell::Cell;
use std::collections::HashSet;

use serde::de::value::BorrowedStrDeserializer;
use serde::de::{self, DeserializeSeed, EnumAccess, MapAccess, SeqAccess, VariantAccess, Visitor};

use crate::error::{Error, ErrorKind};
use crate::value::{Object, Value};

pub(super) struct Items<'de> {
    items: &'de [Value],
    next: usize,
}

impl<'de> Items<'de> {
    pub(super) fn new(items: &'de [Value]) -> Self {
        Self { items, next: 0 }
    }

    pub(super) fn end(self) -> Result<(), Error> {
        if self.next == self.items.len() {
            return Ok(());
        }
        let (expected, found) = (self.next, self.items.len());
        let message = format!("expected a list of {expected} elements, found {found}");
        Err(Error::new(ErrorKind::Mismatch, message))
    }
}

impl<'de> SeqAccess<'de> for Items<'de> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Error> {
        let Some(item) = self.items.get(self.next) else {
            return Ok(None);
        };
        let index = self.next;
        self.next += 1;
        seed.deserialize(item)
            .map(Some)
            .map_err(|error| error.in_index(index))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.items.len() - self.next)
    }
}

pub(super) struct Entries<'de> {
    entries: std::slice::Iter<'de, (Value, Value)>,
    last: Option<&'de (Value, Value)>,
}

impl<'de> Entries<'de> {
    pub(super) fn new(entries: &'de [(Value, Value)]) -> Self {
        Self {
            entries: entries.iter(),
            last: None,
        }
    }
}

impl<'de> MapAccess<'de> for Entries<'de> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Error> {
        self.last = self.entries.next();
        self.last.map(|(key, _)| seed.deserialize(key)).transpose()
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
        let (key, value) = self.last.ok_or_else(no_key)?;
        seed.deserialize(value)
            .map_err(|error| error.in_key(&key.to_string()))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.entries.len())
    }
}

pub(super) struct Fields<'de> {
    object: &'de Object,
    /// Whether a later field has the same name, for each field; the last one counts.
    is_shadowed: Vec<bool>,
    next: usize,
}

impl<'de> Fields<'de> {
    pub(super) fn new(object: &'de Object) -> Self {
        let mut seen = HashSet::new();
        let fields = object.class.fields.iter().rev();
        let mut is_shadowed: Vec<bool> = fields.map(|name| !seen.insert(name)).collect();
        is_shadowed.reverse();
        Self {
            object,
            is_shadowed,
            next: 0,
        }
    }
}

impl<'de> MapAccess<'de> for Fields<'de> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Error> {
        while self.is_shadowed.get(self.next) == Some(&true) {
            self.next += 1;
        }
        let name = self.object.class.fields.get(self.next);
        self.next += 1;
        name.map(|name| seed.deserialize(BorrowedStrDeserializer::new(name)))
            .transpose()
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
        let field = self.next.checked_sub(1).ok_or_else(no_key)?;
        let value = self.object.values.get(field).unwrap_or(&Value::Null);
        seed.deserialize(value)
            .map_err(|error| error.in_field(&self.object.class.fields[field]))
    }
}

fn no_key() -> Error {
    de::Error::custom("a value was asked for before its key")
}

/// An enum: a string or a Java enum's constant, an object of the class that a variant is called by, a map of one entry.
pub(super) struct Variant<'de> {
    name: &'de str,
    content: Option<&'de Value>,
}

impl<'de> Variant<'de> {
    pub(super) fn of(value: &'de Value, variants: &[&str]) -> Option<Self> {
        match value {
            Value::String(name) => Some(Self {
                name,
                content: None,
            }),
            Value::Object(object) if variants.contains(&&*object.class.name) => Some(Self {
                name: &object.class.name,
                content: Some(value),
            }),
            Value::Object(object) => object.get("name")?.as_str().map(|name| Self {
                name,
                content: None,
            }),
            Value::Map(map) => match &map.entries[..] {
                [(name, content)] => name.as_str().map(|name| Self {
                    name,
                    content: Some(content),
                }),
                _ => None,
            },
            _ => None,
        }
    }

    fn content(&self) -> Result<&'de Value, Error> {
        self.content.ok_or_else(|| {
            let message = format!("the variant {} comes without its content", self.name);
            Error::new(ErrorKind::Mismatch, message)
        })
    }
}

impl<'de> EnumAccess<'de> for Variant<'de> {
    type Error = Error;
    type Variant = Self;

    fn variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<(T::Value, Self), Error> {
        Ok((
            seed.deserialize(BorrowedStrDeserializer::new(self.name))?,
            self,
        ))
    }
}

impl<'de> VariantAccess<'de> for Variant<'de> {
    type Error = Error;

    fn unit_variant(self) -> Result<(), Error> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Error> {
        let content = self.content()?;
        match content {
            Value::Object(_) => within_itself(|| seed.deserialize(content)),
            _ => seed.deserialize(content),
        }
    }

    fn tuple_variant<V: Visitor<'de>>(self, _length: usize, visitor: V) -> Result<V::Value, Error> {
        de::Deserializer::deserialize_seq(self.content()?, visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        de::Deserializer::deserialize_map(self.content()?, visitor)
    }
}

/// Reads an object as the content of the variant that it is. Its content may be an enum too, which may have that variant:
/// as deep as in bytes by default, lest an enum that has itself as content be read without end.
fn within_itself<T>(read: impl FnOnce() -> Result<T, Error>) -> Result<T, Error> {
    const DEEPEST: usize = 256;
    thread_local! {
        static DEPTH: Cell<usize> = const { Cell::new(0) };
    }
    struct Leave;
    impl Drop for Leave {
        fn drop(&mut self) {
            DEPTH.set(DEPTH.get() - 1);
        }
    }
    if DEPTH.get() >= DEEPEST {
        let message = format!("an object is a variant within itself deeper than {DEEPEST}");
        return Err(Error::new(ErrorKind::Limit, message));
    }
    DEPTH.set(DEPTH.get() + 1);
    let _leave = Leave;
    read()
}

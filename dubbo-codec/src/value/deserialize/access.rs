use std::cell::Cell;
use std::collections::HashSet;

use serde::de::value::BorrowedStrDeserializer;
use serde::de::{self, DeserializeSeed, EnumAccess, MapAccess, SeqAccess, VariantAccess, Visitor};

use super::Node;
use crate::error::{Error, ErrorKind};
use crate::value::{Object, Value};

pub(super) struct Items<'c, 'de> {
    list: Node<'c, 'de>,
    items: &'de [Value],
    next: usize,
}

impl<'c, 'de> Items<'c, 'de> {
    pub(super) fn new(list: Node<'c, 'de>, items: &'de [Value]) -> Self {
        Self {
            list,
            items,
            next: 0,
        }
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

impl<'de> SeqAccess<'de> for Items<'_, 'de> {
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
        seed.deserialize(self.list.at(item))
            .map(Some)
            .map_err(|error| error.in_index(index))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.items.len() - self.next)
    }
}

pub(super) struct Entries<'c, 'de> {
    map: Node<'c, 'de>,
    entries: std::slice::Iter<'de, (Value, Value)>,
    last: Option<&'de (Value, Value)>,
}

impl<'c, 'de> Entries<'c, 'de> {
    pub(super) fn new(map: Node<'c, 'de>, entries: &'de [(Value, Value)]) -> Self {
        Self {
            map,
            entries: entries.iter(),
            last: None,
        }
    }
}

impl<'de> MapAccess<'de> for Entries<'_, 'de> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Error> {
        self.last = self.entries.next();
        self.last
            .map(|(key, _)| seed.deserialize(self.map.at(key)))
            .transpose()
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
        let (key, value) = self.last.ok_or_else(no_key)?;
        seed.deserialize(self.map.at(value))
            .map_err(|error| error.in_key(&key.to_string()))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.entries.len())
    }
}

pub(super) struct Fields<'c, 'de> {
    node: Node<'c, 'de>,
    object: &'de Object,
    /// Whether a later field has the same name, for each field; the last one counts.
    is_shadowed: Vec<bool>,
    next: usize,
}

impl<'c, 'de> Fields<'c, 'de> {
    pub(super) fn new(node: Node<'c, 'de>, object: &'de Object) -> Self {
        let mut seen = HashSet::new();
        let fields = object.class.fields.iter().rev();
        let mut is_shadowed: Vec<bool> = fields.map(|name| !seen.insert(name)).collect();
        is_shadowed.reverse();
        Self {
            node,
            object,
            is_shadowed,
            next: 0,
        }
    }
}

impl<'de> MapAccess<'de> for Fields<'_, 'de> {
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
        seed.deserialize(self.node.at(value))
            .map_err(|error| error.in_field(&self.object.class.fields[field]))
    }
}

fn no_key() -> Error {
    de::Error::custom("a value was asked for before its key")
}

/// An enum: a string or a Java enum's constant, an object of the class that a variant is called by, a map of one entry.
pub(super) struct Variant<'c, 'de> {
    name: &'de str,
    content: Option<Node<'c, 'de>>,
    /// The object or map that it is in, unless that is the content.
    container: Option<Node<'c, 'de>>,
}

impl<'c, 'de> Variant<'c, 'de> {
    pub(super) fn of(node: Node<'c, 'de>, variants: &[&str]) -> Option<Self> {
        let (name, content, container): (&str, _, _) = match node.value {
            Value::String(name) => (name, None, None),
            Value::Object(object) if variants.contains(&&*object.class.name) => {
                (&object.class.name, Some(node), None)
            }
            Value::Object(object) => (object.get("name")?.as_str()?, None, None),
            Value::Map(map) => match &map.entries[..] {
                [(name, content)] => (name.as_str()?, Some(node.at(content)), Some(node)),
                _ => return None,
            },
            _ => return None,
        };
        Some(Self {
            name,
            content,
            container,
        })
    }

    /// Lets `visitor` visit it.
    pub(super) fn visited<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.container {
            Some(node) => node.context.within(node.value, || visitor.visit_enum(self)),
            None => visitor.visit_enum(self),
        }
    }

    fn content(&self) -> Result<Node<'c, 'de>, Error> {
        self.content.ok_or_else(|| {
            let message = format!("the variant {} comes without its content", self.name);
            Error::new(ErrorKind::Mismatch, message)
        })
    }
}

impl<'de> EnumAccess<'de> for Variant<'_, 'de> {
    type Error = Error;
    type Variant = Self;

    fn variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<(T::Value, Self), Error> {
        Ok((
            seed.deserialize(BorrowedStrDeserializer::new(self.name))?,
            self,
        ))
    }
}

impl<'de> VariantAccess<'de> for Variant<'_, 'de> {
    type Error = Error;

    fn unit_variant(self) -> Result<(), Error> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Error> {
        let content = self.content()?;
        match content.value {
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

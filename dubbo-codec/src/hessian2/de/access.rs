//! What serde reads containers through.

use std::borrow::Cow;
use std::marker::PhantomData;

use serde::de::value::{BorrowedStrDeserializer, StrDeserializer};
use serde::de::{Deserialize, DeserializeSeed, MapAccess, SeqAccess};

use super::Deserializer;
use super::head::Head;
use crate::error::{Error, ErrorKind};

/// The elements of a list.
pub(super) struct Elements<'a, 'de> {
    deserializer: &'a mut Deserializer<'de>,
    /// How many there are; `UNKNOWN` while the end tag of a list that has one has not been met.
    length: usize,
    index: usize,
    /// The bytes in memory for which all elements have been counted already.
    counted: usize,
}

/// More than any list has.
const UNKNOWN: usize = usize::MAX;

impl<'a, 'de> Elements<'a, 'de> {
    pub(super) fn new(deserializer: &'a mut Deserializer<'de>, length: Option<usize>) -> Self {
        Self {
            deserializer,
            length: length.unwrap_or(UNKNOWN),
            index: 0,
            counted: 0,
        }
    }

    /// Makes sure that the visitor took all.
    pub(super) fn end(mut self) -> Result<(), Error> {
        if self.is_at_end()? {
            return Ok(());
        }
        let message = format!(
            "expected a list of {} elements, found a longer one",
            self.index
        );
        Err(Error::new(ErrorKind::Mismatch, message))
    }

    #[inline]
    fn is_at_end(&mut self) -> Result<bool, Error> {
        if self.length == UNKNOWN && self.deserializer.at_end_tag()? {
            self.length = self.index;
        }
        Ok(self.index == self.length)
    }

    /// Counts what an element takes in memory: all those of a list in one step, if their number is known.
    fn count(&mut self, bytes: usize) -> Result<(), Error> {
        let more = bytes - self.counted;
        if self.length == UNKNOWN {
            return self.deserializer.occupy(more);
        }
        self.counted = bytes;
        let left = self.length - self.index;
        self.deserializer.occupy(more.saturating_mul(left))
    }
}

impl<'de> SeqAccess<'de> for Elements<'_, 'de> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Error> {
        if self.is_at_end()? {
            return Ok(None);
        }
        if size_of::<T::Value>() > self.counted {
            self.count(size_of::<T::Value>())?;
        }
        let element = seed.deserialize(&mut *self.deserializer);
        let element = element.map_err(|error| error.in_index(self.index))?;
        self.index += 1;
        Ok(Some(element))
    }

    fn size_hint(&self) -> Option<usize> {
        let left = self.length - self.index;
        (self.length != UNKNOWN).then(|| self.deserializer.room(left))
    }
}

/// The entries of a map.
pub(super) struct Entries<'a, 'de> {
    deserializer: &'a mut Deserializer<'de>,
    is_ended: bool,
    /// Where the last key stands.
    key: usize,
}

impl<'a, 'de> Entries<'a, 'de> {
    pub(super) fn new(deserializer: &'a mut Deserializer<'de>) -> Self {
        Self {
            deserializer,
            is_ended: false,
            key: 0,
        }
    }

    pub(super) fn end(self) -> Result<(), Error> {
        if self.is_ended || self.deserializer.at_end_tag()? {
            return Ok(());
        }
        Err(Error::new(
            ErrorKind::Mismatch,
            "the map has more entries than expected",
        ))
    }

    /// The last key, for the path of an error in its value.
    fn key_text(&self) -> String {
        let mut keys = Deserializer::new(self.deserializer.input);
        keys.position = self.key;
        match keys.head() {
            Ok(Head::Text(tag)) => keys
                .text(tag)
                .map(|text| format!("{text:?}"))
                .unwrap_or_default(),
            Ok(Head::Int(key)) => key.to_string(),
            Ok(Head::Long(key)) => key.to_string(),
            _ => "…".to_owned(),
        }
    }
}

impl<'de> MapAccess<'de> for Entries<'_, 'de> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Error> {
        if self.is_ended || self.deserializer.at_end_tag()? {
            self.is_ended = true;
            return Ok(None);
        }
        self.deserializer.occupy(size_of::<K::Value>())?;
        self.key = self.deserializer.position;
        seed.deserialize(&mut *self.deserializer).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
        self.deserializer.occupy(size_of::<V::Value>())?;
        let value = seed.deserialize(&mut *self.deserializer);
        value.map_err(|error| error.in_key(&self.key_text()))
    }
}

/// The fields of an object.
pub(super) struct Fields<'a, 'de> {
    deserializer: &'a mut Deserializer<'de>,
    /// The field whose name comes next.
    next: usize,
    end: usize,
    /// Whether they become the entries of a map, which takes memory for each of them.
    are_entries: bool,
}

/// What serde's derives make of a field's name takes no more bytes: a number. Anything larger keeps the name.
const IDENTIFIER: usize = 2;

impl<'a, 'de> Fields<'a, 'de> {
    pub(super) fn new(deserializer: &'a mut Deserializer<'de>, class: usize) -> Self {
        let fields = deserializer.definitions[class].fields.clone();
        Self {
            deserializer,
            next: fields.start,
            end: fields.end,
            are_entries: false,
        }
    }

    // Structs, which are what most objects become, shall not pay for the size of it.
    #[cold]
    fn count_value(&mut self, bytes: usize) -> Result<(), Error> {
        self.deserializer.occupy(bytes)
    }

    /// Passes over what the visitor left.
    pub(super) fn end(self) -> Result<(), Error> {
        (self.next..self.end).try_for_each(|_| self.deserializer.skip_value())
    }
}

impl<'de> MapAccess<'de> for Fields<'_, 'de> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Error> {
        while self.next < self.end {
            let Deserializer { fields, memory, .. } = &mut *self.deserializer;
            let field = &fields[self.next];
            self.next += 1;
            if field.is_shadowed {
                self.deserializer.skip_value()?;
                continue;
            }
            if size_of::<K::Value>() > IDENTIFIER {
                self.are_entries = true;
                match memory.checked_sub(size_of::<K::Value>() + field.name.len()) {
                    Some(left) => *memory = left,
                    None => return Err(self.deserializer.too_much_memory()),
                }
            }
            return match &field.name {
                Cow::Borrowed(name) => seed.deserialize(BorrowedStrDeserializer::new(name)),
                Cow::Owned(name) => seed.deserialize(StrDeserializer::new(name)),
            }
            .map(Some);
        }
        Ok(None)
    }

    #[inline(always)]
    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
        if self.are_entries {
            self.count_value(size_of::<V::Value>())?;
        }
        let value = seed.deserialize(&mut *self.deserializer);
        value.map_err(|error| error.in_field(&self.deserializer.fields[self.next - 1].name))
    }

    // Once per field of each object.
    #[inline(always)]
    fn next_value<V: Deserialize<'de>>(&mut self) -> Result<V, Error> {
        self.next_value_seed(PhantomData)
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.deserializer.room(self.end - self.next))
    }
}

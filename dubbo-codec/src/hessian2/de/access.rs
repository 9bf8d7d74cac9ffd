//! What serde reads containers through.

use std::borrow::Cow;

use serde::de::value::{BorrowedStrDeserializer, StrDeserializer};
use serde::de::{DeserializeSeed, MapAccess, SeqAccess};

use super::Deserializer;
use super::head::Head;
use crate::error::{Error, ErrorKind};

/// The elements of a list.
pub(super) struct Elements<'a, 'de> {
    deserializer: &'a mut Deserializer<'de>,
    /// How many are left; `None` while the end tag has not been met.
    left: Option<usize>,
    index: usize,
}

impl<'a, 'de> Elements<'a, 'de> {
    pub(super) fn new(deserializer: &'a mut Deserializer<'de>, length: Option<usize>) -> Self {
        Self {
            deserializer,
            left: length,
            index: 0,
        }
    }

    /// Makes sure that the visitor took all.
    pub(super) fn end(mut self) -> Result<(), Error> {
        if self.left.is_none() && self.deserializer.at_end_tag()? {
            self.left = Some(0);
        }
        if self.left == Some(0) {
            return Ok(());
        }
        let message = format!(
            "expected a list of {} elements, found a longer one",
            self.index
        );
        Err(Error::new(ErrorKind::Mismatch, message))
    }
}

impl<'de> SeqAccess<'de> for Elements<'_, 'de> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Error> {
        match &mut self.left {
            Some(0) => return Ok(None),
            Some(left) => *left -= 1,
            None if self.deserializer.at_end_tag()? => {
                self.left = Some(0);
                return Ok(None);
            }
            None => {}
        }
        self.deserializer.occupy(size_of::<T::Value>())?;
        let index = self.index;
        self.index += 1;
        let element = seed.deserialize(&mut *self.deserializer);
        element.map(Some).map_err(|error| error.in_index(index))
    }

    fn size_hint(&self) -> Option<usize> {
        self.left.map(|left| self.deserializer.room(left))
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
}

impl<'a, 'de> Fields<'a, 'de> {
    pub(super) fn new(deserializer: &'a mut Deserializer<'de>, class: usize) -> Self {
        let fields = deserializer.definitions[class].fields.clone();
        Self {
            deserializer,
            next: fields.start,
            end: fields.end,
        }
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
            let field = &self.deserializer.fields[self.next];
            self.next += 1;
            if field.is_shadowed {
                self.deserializer.skip_value()?;
                continue;
            }
            if self.deserializer.replays.counts_name(&field.name) {
                self.deserializer.check_replays()?;
            }
            return match &field.name {
                Cow::Borrowed(name) => seed.deserialize(BorrowedStrDeserializer::new(name)),
                Cow::Owned(name) => seed.deserialize(StrDeserializer::new(name)),
            }
            .map(Some);
        }
        Ok(None)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
        let value = seed.deserialize(&mut *self.deserializer);
        value.map_err(|error| error.in_field(&self.deserializer.fields[self.next - 1].name))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.deserializer.room(self.end - self.next))
    }
}

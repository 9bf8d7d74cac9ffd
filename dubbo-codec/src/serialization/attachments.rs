//! The map of attachments behind the arguments or the result.

use std::borrow::Cow;
use std::cell::Cell;
use std::fmt;

use serde::de::{
    self, DeserializeSeed, Deserializer, EnumAccess, IgnoredAny, MapAccess, SeqAccess, Visitor,
};
use serde::ser::{Error as _, Serialize, SerializeMap, Serializer};

use crate::Value;

/// An attachment's value, to be written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Attachment<'a> {
    /// A string, which every peer understands.
    Text(&'a str),
    /// Anything else, for Java from 2.7.
    Value(&'a Value),
}

impl<'a> From<&'a str> for Attachment<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text)
    }
}

impl<'a> From<&'a String> for Attachment<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(text)
    }
}

impl<'a> From<&'a Value> for Attachment<'a> {
    fn from(value: &'a Value) -> Self {
        Self::Value(value)
    }
}

impl Serialize for Attachment<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::Value(value) => value.serialize(serializer),
        }
    }
}

/// The entry as one of strings; nothing else has a place in a serializer that is not self-describing.
#[cfg(feature = "bincode")]
pub(super) fn text_only<'a>(
    (key, attachment): (&'a str, Attachment<'a>),
) -> Result<(&'a str, Attachment<'a>), crate::Error> {
    match attachment {
        Attachment::Text(text) => Ok((key, Attachment::Text(text))),
        Attachment::Value(Value::String(text)) => Ok((key, Attachment::Text(text))),
        Attachment::Value(value) => {
            let message = format!(
                "bincode cannot carry the attachment {key:?} = {value}: it carries strings only; use hessian2 or msgpack"
            );
            Err(crate::Error::new(crate::ErrorKind::Unsupported, message))
        }
    }
}

/// An iterator as a map that can be written once.
pub(super) struct Entries<I>(Cell<Option<I>>);

impl<I> Entries<I> {
    pub(super) fn new(entries: I) -> Self {
        Self(Cell::new(Some(entries)))
    }
}

impl<'a, I: Iterator<Item = (&'a str, Attachment<'a>)>> Serialize for Entries<I> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let entries = self
            .0
            .take()
            .ok_or_else(|| S::Error::custom("attachments written twice"))?;
        let (least, most) = entries.size_hint();
        let length = most.filter(|most| *most == least);
        let mut map = serializer.serialize_map(length)?;
        for (key, value) in entries {
            map.serialize_entry(key, &value)?;
        }
        map.end()
    }
}

/// Reads a map of attachments, or null.
pub(super) struct Visit<'f> {
    pub(super) visit: &'f mut dyn FnMut(&str, Option<&str>),
    /// Whether the bytes say what stands where; else all values are strings.
    pub(super) described: bool,
}

impl<'de> DeserializeSeed<'de> for Visit<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        if self.described {
            deserializer.deserialize_any(self)
        } else {
            deserializer.deserialize_map(self)
        }
    }
}

impl<'de> Visitor<'de> for Visit<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a map of attachments or null")
    }

    fn visit_unit<E: de::Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_none<E: de::Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        let described = self.described;
        while let Some(key) = entries.next_key_seed(Text { described })? {
            let value = entries.next_value_seed(Text { described })?;
            if let Some(key) = key {
                (self.visit)(&key, value.as_deref());
            }
        }
        Ok(())
    }
}

/// Collects a map of attachments.
pub(super) struct Collect {
    pub(super) described: bool,
}

impl<'de> DeserializeSeed<'de> for Collect {
    type Value = Vec<(String, Value)>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        if self.described {
            deserializer.deserialize_any(self)
        } else {
            deserializer.deserialize_map(self)
        }
    }
}

impl<'de> Visitor<'de> for Collect {
    type Value = Vec<(String, Value)>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a map of attachments or null")
    }

    fn visit_unit<E: de::Error>(self) -> Result<Self::Value, E> {
        Ok(Vec::new())
    }

    fn visit_none<E: de::Error>(self) -> Result<Self::Value, E> {
        Ok(Vec::new())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
        let described = self.described;
        let mut attachments = Vec::new();
        while let Some(key) = entries.next_key_seed(Text { described })? {
            let value = if described {
                entries.next_value()?
            } else {
                entries.next_value::<String>()?.into()
            };
            if let Some(key) = key {
                attachments.push((key.into_owned(), value));
            }
        }
        Ok(attachments)
    }
}

/// Reads a string, and passes over anything else.
struct Text {
    described: bool,
}

impl<'de> DeserializeSeed<'de> for Text {
    type Value = Option<Cow<'de, str>>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        if self.described {
            deserializer.deserialize_any(TextVisitor)
        } else {
            deserializer.deserialize_str(TextVisitor)
        }
    }
}

struct TextVisitor;

impl<'de> Visitor<'de> for TextVisitor {
    type Value = Option<Cow<'de, str>>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a string")
    }

    fn visit_borrowed_str<E: de::Error>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Some(Cow::Borrowed(text)))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Some(Cow::Owned(text.to_owned())))
    }

    fn visit_string<E: de::Error>(self, text: String) -> Result<Self::Value, E> {
        Ok(Some(Cow::Owned(text)))
    }

    fn visit_unit<E: de::Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_none<E: de::Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_bool<E: de::Error>(self, _: bool) -> Result<Self::Value, E> {
        Ok(None)
    }

    // Java sends `_TO`, and some versions `timeout`, as an Integer (dubbo-protocol §3.3).
    fn visit_i64<E: de::Error>(self, number: i64) -> Result<Self::Value, E> {
        self.visit_string(number.to_string())
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Self::Value, E> {
        self.visit_string(number.to_string())
    }

    fn visit_f64<E: de::Error>(self, _: f64) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_bytes<E: de::Error>(self, _: &[u8]) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, inner: D) -> Result<Self::Value, D::Error> {
        de::Deserialize::deserialize(inner).map(|IgnoredAny| None)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(None)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
        while entries.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(None)
    }

    fn visit_enum<A: EnumAccess<'de>>(self, variant: A) -> Result<Self::Value, A::Error> {
        IgnoredAny.visit_enum(variant).map(|IgnoredAny| None)
    }
}

/// Reads a string or null.
#[cfg(any(feature = "msgpack", feature = "bincode"))]
pub(super) struct OptionalText;

#[cfg(any(feature = "msgpack", feature = "bincode"))]
impl<'de> DeserializeSeed<'de> for OptionalText {
    type Value = Option<Cow<'de, str>>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_option(OptionalTextVisitor)
    }
}

#[cfg(any(feature = "msgpack", feature = "bincode"))]
struct OptionalTextVisitor;

#[cfg(any(feature = "msgpack", feature = "bincode"))]
impl<'de> Visitor<'de> for OptionalTextVisitor {
    type Value = Option<Cow<'de, str>>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a string or null")
    }

    fn visit_unit<E: de::Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_none<E: de::Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        Text { described: false }.deserialize(deserializer)
    }
}

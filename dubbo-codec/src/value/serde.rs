//! A [`Value`] in and out of any serde format. Ours keep the classes; others see plain lists, maps and numbers.

use std::fmt;

use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{self, Serialize, SerializeMap, SerializeSeq, SerializeTupleStruct, Serializer};

use super::{
    DATE, LIST, List, MAP, Map, OBJECT, Object, REFERENCE, VALUE, VARIABLE_LIST, Value, handover,
};

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let is_part = false;
        serializer.serialize_newtype_struct(
            VALUE,
            &Root {
                value: self,
                is_part,
            },
        )
    }
}

/// A whole value, which asks once whether its classes are wanted; or a part of one whose classes were not.
struct Root<'a> {
    value: &'a Value,
    is_part: bool,
}

impl Serialize for Root<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let with_classes = handover::are_classes_asked_for();
        let node = |value| Node {
            value,
            with_classes,
        };
        // Only where classes have a place references have one.
        if !with_classes && !self.is_part && self.value.has_references() {
            let expanded = self.value.expanded(MAXIMUM_PARTS);
            let expanded = expanded.map_err(ser::Error::custom)?;
            return node(&expanded).serialize(serializer);
        }
        node(self.value).serialize(serializer)
    }
}

/// How many parts a value may have once it has no shared ones.
const MAXIMUM_PARTS: usize = 1_000_000;

#[derive(Clone, Copy)]
struct Node<'a> {
    value: &'a Value,
    with_classes: bool,
}

impl Node<'_> {
    fn list<S: Serializer>(self, list: &List, serializer: S) -> Result<S::Ok, S::Error> {
        let is_variable = list.is_variable && self.with_classes;
        let items = Items {
            items: &list.items,
            length: (!is_variable).then_some(list.items.len()),
            with_classes: self.with_classes,
        };
        match &list.class {
            class if self.with_classes && (class.is_some() || is_variable) => {
                let name = if is_variable { VARIABLE_LIST } else { LIST };
                let mut typed = serializer.serialize_tuple_struct(name, 2)?;
                typed.serialize_field(class.as_deref().unwrap_or_default())?;
                typed.serialize_field(&items)?;
                typed.end()
            }
            _ => items.serialize(serializer),
        }
    }

    fn map<S: Serializer>(self, map: &Map, serializer: S) -> Result<S::Ok, S::Error> {
        let entries = Entries {
            entries: &map.entries,
            with_classes: self.with_classes,
        };
        match &map.class {
            Some(class) if self.with_classes => {
                let mut typed = serializer.serialize_tuple_struct(MAP, 2)?;
                typed.serialize_field(&**class)?;
                typed.serialize_field(&entries)?;
                typed.end()
            }
            _ => entries.serialize(serializer),
        }
    }

    fn object<S: Serializer>(self, object: &Object, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { with_classes, .. } = self;
        let fields = &object.class.fields;
        if fields.len() != object.values.len() {
            let (name, fields, values) = (&object.class.name, fields.len(), object.values.len());
            let message = format!("an object of {name} has {values} values for {fields} fields");
            return Err(ser::Error::custom(message));
        }
        if !with_classes {
            // A flattened value comes here, whose parts are written where there is a place for their classes.
            let mut map = serializer.serialize_map(Some(fields.len()))?;
            fields
                .iter()
                .zip(&object.values)
                .try_for_each(|(name, value)| map.serialize_entry(name, &Part(value)))?;
            return map.end();
        }
        let values = object.values.iter().map(|value| Node {
            value,
            with_classes,
        });
        let mut exact = serializer.serialize_tuple_struct(OBJECT, 2 + fields.len())?;
        exact.serialize_field(&object.class.name)?;
        exact.serialize_field(fields)?;
        values
            .into_iter()
            .try_for_each(|value| exact.serialize_field(&value))?;
        exact.end()
    }
}

impl Serialize for Node<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.value {
            Value::Null => serializer.serialize_unit(),
            Value::Bool(value) => serializer.serialize_bool(*value),
            Value::Int(value) => serializer.serialize_i32(*value),
            Value::Long(value) => serializer.serialize_i64(*value),
            Value::Double(value) => serializer.serialize_f64(*value),
            Value::Date(value) => serializer.serialize_newtype_struct(DATE, value),
            Value::Binary(value) => serializer.serialize_bytes(value),
            Value::String(value) => serializer.serialize_str(value),
            Value::List(list) => self.list(list, serializer),
            Value::Map(map) => self.map(map, serializer),
            Value::Object(object) => self.object(object, serializer),
            Value::Reference(back) if self.with_classes => {
                serializer.serialize_newtype_struct(REFERENCE, back)
            }
            Value::Reference(_) => Err(ser::Error::custom(
                "an object that is part of itself can be written in hessian2 only",
            )),
        }
    }
}

/// A part of a value whose own classes have no place: theirs may have one again.
struct Part<'a>(&'a Value);

impl Serialize for Part<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (value, is_part) = (self.0, true);
        serializer.serialize_newtype_struct(VALUE, &Root { value, is_part })
    }
}

struct Items<'a> {
    items: &'a [Value],
    /// How many there are, unless an end says it.
    length: Option<usize>,
    with_classes: bool,
}

impl Serialize for Items<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut sequence = serializer.serialize_seq(self.length)?;
        let with_classes = self.with_classes;
        self.items.iter().try_for_each(|value| match with_classes {
            true => sequence.serialize_element(&Node {
                value,
                with_classes,
            }),
            false => sequence.serialize_element(&Part(value)),
        })?;
        sequence.end()
    }
}

struct Entries<'a> {
    entries: &'a [(Value, Value)],
    with_classes: bool,
}

impl Serialize for Entries<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.entries.len()))?;
        let with_classes = self.with_classes;
        let node = |value| Node {
            value,
            with_classes,
        };
        let mut entries = self.entries.iter();
        entries.try_for_each(|(key, value)| match with_classes {
            true => map.serialize_entry(&node(key), &node(value)),
            false => map.serialize_entry(&Part(key), &Part(value)),
        })?;
        map.end()
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(VALUE, ValueVisitor)
    }
}

/// Takes the whole value from our own deserializers, and builds one of what any other has.
struct ValueVisitor;

macro_rules! visit {
    ($($method:ident($type:ty) => |$value:ident| $result:expr;)*) => {$(
        fn $method<E: de::Error>(self, $value: $type) -> Result<Value, E> {
            Ok($result)
        }
    )*};
}

impl<'de> Visitor<'de> for ValueVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    visit! {
        visit_bool(bool) => |value| Value::Bool(value);
        visit_i8(i8) => |value| Value::Int(value.into());
        visit_i16(i16) => |value| Value::Int(value.into());
        visit_i32(i32) => |value| Value::Int(value);
        visit_i64(i64) => |value| Value::Long(value);
        visit_u8(u8) => |value| Value::Int(value.into());
        visit_u16(u16) => |value| Value::Int(value.into());
        visit_u32(u32) => |value| Value::Long(value.into());
        visit_f32(f32) => |value| Value::Double(crate::number::decimal_double_of_float(value));
        visit_f64(f64) => |value| Value::Double(value);
        visit_str(&str) => |value| Value::String(value.to_owned());
        visit_string(String) => |value| Value::String(value);
        visit_bytes(&[u8]) => |value| Value::Binary(value.to_vec());
        visit_byte_buf(Vec<u8>) => |value| Value::Binary(value);
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Value, E> {
        let long = i64::try_from(value);
        long.map(Value::Long)
            .map_err(|_| E::custom(format!("{value} does not fit a Java long")))
    }

    fn visit_unit<E: de::Error>(self) -> Result<Value, E> {
        Ok(handover::take().unwrap_or_default())
    }

    fn visit_none<E: de::Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        Value::deserialize(deserializer)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Value, A::Error> {
        let mut items: Vec<Value> =
            Vec::with_capacity(sequence.size_hint().unwrap_or_default().min(1024));
        while let Some(item) = sequence.next_element()? {
            items.push(item);
        }
        Ok(items.into())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(Value::Map(Map {
            class: None,
            entries,
        }))
    }
}

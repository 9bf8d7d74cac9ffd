use std::sync::Arc;

use super::{Class, List, Map, Object, Value};

/// # Building
impl Value {
    /// An object of `class` with these fields, in this order.
    pub fn object<'a>(
        class: impl Into<String>,
        fields: impl IntoIterator<Item = (&'a str, Value)>,
    ) -> Self {
        let (names, values) = fields
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value))
            .unzip();
        let class = Arc::new(Class {
            name: class.into(),
            fields: names,
        });
        Self::Object(Object { class, values })
    }

    /// The constant `name` of the Java enum `class`.
    pub fn constant(class: impl Into<String>, name: &str) -> Self {
        Self::object(class, [("name", name.into())])
    }

    /// A collection or array of a class, such as `java.util.HashSet` or `[int`. A plain list is made `from` a `Vec`.
    pub fn list(class: impl Into<Arc<str>>, items: impl IntoIterator<Item = Value>) -> Self {
        Self::List(List {
            class: Some(class.into()),
            items: items.into_iter().collect(),
            is_variable: false,
        })
    }

    /// A map of no class, Java's `HashMap`.
    pub fn map<K: Into<Value>>(entries: impl IntoIterator<Item = (K, Value)>) -> Self {
        let entries = entries
            .into_iter()
            .map(|(key, value)| (key.into(), value))
            .collect();
        Self::Map(Map {
            class: None,
            entries,
        })
    }

    /// A map of a class, such as `java.util.TreeMap`.
    pub fn map_of<K: Into<Value>>(
        class: impl Into<Arc<str>>,
        entries: impl IntoIterator<Item = (K, Value)>,
    ) -> Self {
        let entries = entries
            .into_iter()
            .map(|(key, value)| (key.into(), value))
            .collect();
        Self::Map(Map {
            class: Some(class.into()),
            entries,
        })
    }
}

/// # Reading
impl Value {
    /// Whether it is `null`.
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// The boolean, if it is one.
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Bool(value) => Some(*value),
            _ => None,
        }
    }

    /// The int, or the long if it fits.
    pub fn as_i32(&self) -> Option<i32> {
        self.as_i64().and_then(|value| value.try_into().ok())
    }

    /// The int or long.
    pub fn as_i64(&self) -> Option<i64> {
        match self {
            Self::Int(value) => Some((*value).into()),
            Self::Long(value) => Some(*value),
            _ => None,
        }
    }

    /// The double, or the int.
    pub fn as_f64(&self) -> Option<f64> {
        match self {
            Self::Double(value) => Some(*value),
            Self::Int(value) => Some((*value).into()),
            _ => None,
        }
    }

    /// The milliseconds since the epoch, if it is a date.
    pub fn as_date(&self) -> Option<i64> {
        match self {
            Self::Date(value) => Some(*value),
            _ => None,
        }
    }

    /// The text, if it is a string.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(value) => Some(value),
            _ => None,
        }
    }

    /// The bytes, if it is a `byte[]`.
    pub fn as_bytes(&self) -> Option<&[u8]> {
        match self {
            Self::Binary(value) => Some(value),
            _ => None,
        }
    }

    /// The elements of a list of any class.
    pub fn as_list(&self) -> Option<&[Value]> {
        match self {
            Self::List(list) => Some(&list.items),
            _ => None,
        }
    }

    /// The entries of a map of any class.
    pub fn as_map(&self) -> Option<&[(Value, Value)]> {
        match self {
            Self::Map(map) => Some(&map.entries),
            _ => None,
        }
    }

    /// The class of an object, and that of a list or map that names one.
    pub fn class(&self) -> Option<&str> {
        match self {
            Self::List(list) => list.class.as_deref(),
            Self::Map(map) => map.class.as_deref(),
            Self::Object(object) => Some(&object.class.name),
            _ => None,
        }
    }

    /// The part at the end of `path`: an object's field or a map's string key by its name, what lies deeper by names and
    /// indices, as errors show them: `friends[3].name`, `scores["any text"]`. References on the way are followed.
    ///
    /// ```
    /// use dubbo_codec::Value;
    ///
    /// let ann = Value::object("org.demo.User", [("name", "Ann".into())]);
    /// let user = Value::object("org.demo.User", [("friends", [ann].into())]);
    /// assert_eq!(user.get("friends[0].name").and_then(Value::as_str), Some("Ann"));
    /// assert_eq!(user.get("friends[1].name"), None);
    /// ```
    pub fn get(&self, path: &str) -> Option<&Value> {
        super::path::find(self, path)
    }
}

impl Object {
    /// The value of the field `name`; of the last one, when the class has the name twice.
    pub fn get(&self, name: &str) -> Option<&Value> {
        let index = self.class.fields.iter().rposition(|field| field == name)?;
        self.values.get(index)
    }
}

impl Map {
    /// The value of the string key `key`.
    pub fn get(&self, key: &str) -> Option<&Value> {
        let mut entries = self.entries.iter().rev();
        entries
            .find(|(candidate, _)| candidate.as_str() == Some(key))
            .map(|(_, value)| value)
    }
}

macro_rules! from {
    ($($type:ty => $variant:ident),* $(,)?) => {$(
        impl From<$type> for Value {
            fn from(value: $type) -> Self {
                Self::$variant(value.into())
            }
        }
    )*};
}

from! {
    bool => Bool,
    i8 => Int,
    i16 => Int,
    i32 => Int,
    i64 => Long,
    f64 => Double,
    &str => String,
    String => String,
    char => String,
    Vec<u8> => Binary,
    &[u8] => Binary,
    List => List,
    Map => Map,
    Object => Object,
}

impl From<Vec<Value>> for Value {
    fn from(items: Vec<Value>) -> Self {
        Self::List(List {
            items,
            ..List::default()
        })
    }
}

/// A plain list: `Value::from([1, 2])`.
impl<T: Into<Value>, const N: usize> From<[T; N]> for Value {
    fn from(items: [T; N]) -> Self {
        items.into_iter().collect()
    }
}

/// A plain list.
impl<T: Into<Value>> FromIterator<T> for Value {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Self::from(items.into_iter().map(Into::into).collect::<Vec<Value>>())
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

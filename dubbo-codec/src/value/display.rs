use std::fmt::{self, Write};

use super::{List, Map, Object, Value};

/// A dump for reading: `1` is an int, `1L` a long, `1.0` a double, `Date(0)` a date in milliseconds, `0x00ff` a `byte[]`,
/// `[…]` a list, `{k: v}` a map, `Class{field=value}` an object, `#0` a reference. A class stands before what it names.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("null"),
            Self::Bool(value) => value.fmt(f),
            Self::Int(value) => value.fmt(f),
            Self::Long(value) => write!(f, "{value}L"),
            Self::Double(value) => write!(f, "{value:?}"),
            Self::Date(value) => write!(f, "Date({value})"),
            Self::Binary(value) => {
                f.write_str("0x")?;
                value.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
            }
            Self::String(value) => write!(f, "{value:?}"),
            Self::List(list) => list.fmt(f),
            Self::Map(map) => map.fmt(f),
            Self::Object(object) => object.fmt(f),
            Self::Reference(index) => write!(f, "#{index}"),
        }
    }
}

impl fmt::Display for List {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // An array's class begins with the bracket that the elements stand in: `<[int>[1, 2]` reads better than `[int[1, 2]`.
        match self.class.as_deref() {
            Some(class) if class.starts_with('[') => write!(f, "<{class}>")?,
            Some(class) => f.write_str(class)?,
            None => {}
        }
        between(f, '[', ']', &self.items, |f, item| item.fmt(f))
    }
}

impl fmt::Display for Map {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.class.as_deref().unwrap_or_default())?;
        between(f, '{', '}', &self.entries, |f, (key, value)| {
            write!(f, "{key}: {value}")
        })
    }
}

impl fmt::Display for Object {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.class.name)?;
        between(
            f,
            '{',
            '}',
            self.class.fields.iter().zip(&self.values),
            |f, (name, value)| write!(f, "{name}={value}"),
        )
    }
}

fn between<I: IntoIterator>(
    f: &mut fmt::Formatter<'_>,
    open: char,
    close: char,
    items: I,
    item: impl Fn(&mut fmt::Formatter<'_>, I::Item) -> fmt::Result,
) -> fmt::Result {
    f.write_char(open)?;
    for (index, entry) in items.into_iter().enumerate() {
        if index > 0 {
            f.write_str(", ")?;
        }
        item(f, entry)?;
    }
    f.write_char(close)
}

//! Values as text for people.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::fmt::{self, Write};

use super::{List, Map, Object, Value};

/// A dump for reading: `1` is an int, `1L` a long, `1.0` a double, `Date(0)` a date in milliseconds, `0x00ff` a `byte[]`,
/// `[…]` a list, `{k: v}` a map, `Class{field=value}` an object. A class stands before what it names. What is referred to
/// has its number before it, `#1=[…]`, and a reference is `#1`; `#?` leads out of the value.
///
/// With `{:#}` the same in lines, indented.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Dump::new(0, [self]).value(f, self)
    }
}

impl fmt::Display for List {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Dump::new(1, &self.items).list(f, self)
    }
}

impl fmt::Display for Map {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = self.entries.iter().flat_map(|(key, value)| [key, value]);
        Dump::new(1, parts).map(f, self)
    }
}

impl fmt::Display for Object {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Dump::new(1, &self.values).object(f, self)
    }
}

/// A dump that is being written.
struct Dump {
    /// The numbers of the containers that are referred to.
    targets: BTreeSet<u32>,
    /// The number of the next container.
    next: Cell<u32>,
    depth: Cell<usize>,
}

impl Dump {
    /// A dump of which `values` are parts, behind as many containers.
    fn new<'v>(mut containers: u32, values: impl IntoIterator<Item = &'v Value>) -> Self {
        let mut targets = BTreeSet::new();
        for value in values {
            collect(value, &mut containers, &mut targets);
        }
        Self {
            targets,
            next: Cell::new(0),
            depth: Cell::new(0),
        }
    }

    fn value(&self, f: &mut fmt::Formatter<'_>, value: &Value) -> fmt::Result {
        match value {
            Value::Null => f.write_str("null"),
            Value::Bool(value) => write!(f, "{value}"),
            Value::Int(value) => write!(f, "{value}"),
            Value::Long(value) => write!(f, "{value}L"),
            Value::Double(value) => write!(f, "{value:?}"),
            Value::Date(value) => write!(f, "Date({value})"),
            Value::Binary(value) => {
                f.write_str("0x")?;
                value.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
            }
            Value::String(value) => write!(f, "{value:?}"),
            Value::List(list) => self.list(f, list),
            Value::Map(map) => self.map(f, map),
            Value::Object(object) => self.object(f, object),
            Value::Reference(back) => match target(self.next.get(), *back) {
                Some(number) => write!(f, "#{number}"),
                None => f.write_str("#?"),
            },
        }
    }

    fn list(&self, f: &mut fmt::Formatter<'_>, list: &List) -> fmt::Result {
        self.number(f)?;
        // An array's class begins with the bracket that the elements stand in: `<[int>[1, 2]` reads better than `[int[1, 2]`.
        match list.class.as_deref() {
            Some(class) if class.starts_with('[') => write!(f, "<{class}>")?,
            Some(class) => f.write_str(class)?,
            None => {}
        }
        self.between(f, '[', ']', &list.items, |f, item| self.value(f, item))
    }

    fn map(&self, f: &mut fmt::Formatter<'_>, map: &Map) -> fmt::Result {
        self.number(f)?;
        f.write_str(map.class.as_deref().unwrap_or_default())?;
        self.between(f, '{', '}', &map.entries, |f, (key, value)| {
            self.value(f, key)?;
            f.write_str(": ")?;
            self.value(f, value)
        })
    }

    fn object(&self, f: &mut fmt::Formatter<'_>, object: &Object) -> fmt::Result {
        self.number(f)?;
        f.write_str(&object.class.name)?;
        let fields = object.class.fields.iter().zip(&object.values);
        self.between(f, '{', '}', fields, |f, (name, value)| {
            write!(f, "{name}=")?;
            self.value(f, value)
        })
    }

    /// Gives the next container its number, and shows it if something refers to it.
    fn number(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = self.next.replace(self.next.get() + 1);
        match self.targets.contains(&number) {
            true => write!(f, "#{number}="),
            false => Ok(()),
        }
    }

    fn between<I: IntoIterator>(
        &self,
        f: &mut fmt::Formatter<'_>,
        open: char,
        close: char,
        items: I,
        item: impl Fn(&mut fmt::Formatter<'_>, I::Item) -> fmt::Result,
    ) -> fmt::Result {
        f.write_char(open)?;
        self.depth.set(self.depth.get() + 1);
        let mut is_empty = true;
        for entry in items {
            match (f.alternate(), is_empty) {
                (true, _) => self.line(f)?,
                (false, true) => {}
                (false, false) => f.write_str(", ")?,
            }
            is_empty = false;
            item(f, entry)?;
        }
        self.depth.set(self.depth.get() - 1);
        if f.alternate() && !is_empty {
            self.line(f)?;
        }
        f.write_char(close)
    }

    fn line(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\n{:1$}", "", 2 * self.depth.get())
    }
}

/// The number of the container that a reference leads to where `containers` have begun.
fn target(containers: u32, back: u32) -> Option<u32> {
    containers.checked_sub(back).filter(|_| back > 0)
}

fn collect(value: &Value, containers: &mut u32, targets: &mut BTreeSet<u32>) {
    if let Value::Reference(back) = value {
        targets.extend(target(*containers, *back));
        return;
    }
    *containers += u32::from(value.is_container());
    for part in value.parts() {
        collect(part, containers, targets);
    }
}

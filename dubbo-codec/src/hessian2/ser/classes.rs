use std::borrow::Cow;
use std::collections::HashMap;

use super::known::{self, Known, is_same};
use super::{tag, write};

/// The classes defined in a message so far, by their number. Of the program's own there are few, so they are looked
/// through; the first of them need no memory of their own.
#[derive(Debug, Default)]
pub(super) struct Classes {
    few: [Class; FEW],
    more: Vec<Class>,
    length: usize,
    /// The numbers of the exact ones, of which a `Value` can have as many as its sender liked.
    exact: Option<HashMap<Exact, usize>>,
}

/// The name of a class and of its fields, as a `Value` has them.
pub(super) type Exact = (String, Vec<String>);

const FEW: usize = 3;

#[derive(Debug)]
enum Class {
    /// The definition of earlier messages stands in the output, and `seen` of its fields turned out the same so far.
    Expected { known: &'static Known, seen: usize },
    /// All its fields turned out the same: an object of it has been written to its end.
    Known(&'static Known),
    /// Known from this message only.
    Learned(Box<Learned>),
}

#[derive(Debug)]
struct Learned {
    name: Cow<'static, str>,
    fields: Vec<Cow<'static, str>>,
    /// Whether all its fields are known: an object of it has been written to its end.
    is_complete: bool,
}

impl Classes {
    pub(super) fn len(&self) -> usize {
        self.length
    }

    /// A class of which nothing but the address of its name is looked at; its fields are certain and constants.
    #[inline]
    pub(super) fn guess(&self, name: &'static str) -> Option<(usize, &'static [&'static str])> {
        let mut few = self.few[..self.length.min(FEW)].iter().enumerate();
        few.find_map(|(number, class)| match class {
            Class::Known(known) if std::ptr::eq(known.name, name) => {
                Some((number, &known.fields[..]))
            }
            _ => None,
        })
    }

    /// A class of this name whose first field is `first`, be it complete or not.
    pub(super) fn find(&self, name: &str, first: Option<&str>) -> Option<usize> {
        self.position(|class| {
            is_same(class.name(), name)
                && match (class.first_field(), first) {
                    (Some(field), Some(first)) => is_same(field, first),
                    (None, None) => true,
                    _ => false,
                }
        })
    }

    /// A complete class of exactly this name and with exactly these fields.
    pub(super) fn find_exact(&self, wanted: &Exact) -> Option<usize> {
        let exact = self.exact.as_ref();
        let number = exact.and_then(|exact| exact.get(wanted).copied());
        if number.is_some() || exact.is_some_and(|exact| exact.len() == self.length) {
            return number;
        }
        let (name, fields) = wanted;
        self.position(|class| match class {
            Class::Expected { .. } => false,
            Class::Known(known) => known.name == name && known.fields == *fields,
            Class::Learned(class) => {
                class.is_complete && class.name == *name && class.fields == *fields
            }
        })
    }

    /// The fields of a class, if they are certain and constants.
    pub(super) fn known_fields(&self, class: usize) -> &'static [&'static str] {
        match self.get(class) {
            Class::Known(known) => &known.fields,
            Class::Expected { .. } | Class::Learned(_) => &[],
        }
    }

    /// Gives a class its number; its fields follow. If earlier messages had it, its definition is written as it was in
    /// them.
    pub(super) fn add(
        &mut self,
        output: &mut Vec<u8>,
        name: &'static str,
        first: Option<&'static str>,
    ) -> usize {
        match known::find(name, first) {
            Some(known) => {
                output.extend_from_slice(&known.definition);
                self.push(Class::Expected { known, seen: 0 })
            }
            None => self.push(Class::learned(name.into(), Vec::new(), false)),
        }
    }

    /// Gives a class of the same name as `class` its own number, with the first `count` fields of that.
    pub(super) fn add_variation(&mut self, class: usize, count: usize) -> usize {
        let variation = self.get(class).variation(count);
        self.push(variation)
    }

    pub(super) fn add_exact(&mut self, class: Exact) -> usize {
        let (name, fields) = &class;
        let fields = fields.iter().cloned().map(Cow::Owned).collect();
        let number = self.push(Class::learned(name.clone().into(), fields, true));
        self.exact.get_or_insert_default().insert(class, number);
        number
    }

    /// Whether earlier messages had this constant as the field at `index` of the class; it takes note that it is again.
    #[inline]
    pub(super) fn expects(&mut self, class: usize, index: usize, name: &'static str) -> bool {
        match self.get_mut(class) {
            Class::Expected { known, seen } => {
                let is_expected =
                    matches!(known.fields.get(index), Some(field) if std::ptr::eq(*field, name));
                if is_expected {
                    *seen = (*seen).max(index + 1);
                }
                is_expected
            }
            Class::Known(_) | Class::Learned(_) => false,
        }
    }

    /// Whether the field at `index` of the class is `name`; while the class is not complete it is made so.
    pub(super) fn accepts(&mut self, class: usize, index: usize, name: &'static str) -> bool {
        self.get_mut(class).accepts(index, name)
    }

    /// Whether the class has `count` fields, all of which are known from now on.
    pub(super) fn complete(&mut self, class: usize, count: usize) -> bool {
        self.get_mut(class).complete(count)
    }

    /// Writes the definition of a class of which an object has been written, and keeps it for later messages; `false`
    /// if the class is what it was in earlier messages.
    pub(super) fn write_learned(&self, output: &mut Vec<u8>, class: usize) -> bool {
        let Class::Learned(class) = self.get(class) else {
            return false;
        };
        known::write_definition(output, &class.name, &class.fields);
        class.keep();
        true
    }

    fn position(&self, is_wanted: impl Fn(&Class) -> bool) -> Option<usize> {
        let few = &self.few[..self.length.min(FEW)];
        few.iter().chain(&self.more).position(is_wanted)
    }

    fn push(&mut self, class: Class) -> usize {
        let number = self.length;
        self.length += 1;
        match self.few.get_mut(number) {
            Some(free) => *free = class,
            None => self.more.push(class),
        }
        number
    }

    #[inline]
    fn get(&self, number: usize) -> &Class {
        match self.few.get(number) {
            Some(class) => class,
            None => &self.more[number - FEW],
        }
    }

    #[inline]
    fn get_mut(&mut self, number: usize) -> &mut Class {
        match self.few.get_mut(number) {
            Some(class) => class,
            None => &mut self.more[number - FEW],
        }
    }
}

impl Class {
    fn learned(name: Cow<'static, str>, fields: Vec<Cow<'static, str>>, is_complete: bool) -> Self {
        Self::Learned(Box::new(Learned {
            name,
            fields,
            is_complete,
        }))
    }

    fn name(&self) -> &str {
        match self {
            Self::Expected { known, .. } | Self::Known(known) => known.name,
            Self::Learned(class) => &class.name,
        }
    }

    fn first_field(&self) -> Option<&str> {
        match self {
            Self::Expected { seen: 0, .. } => None,
            Self::Expected { known, .. } | Self::Known(known) => known.fields.first().copied(),
            Self::Learned(class) => class.fields.first().map(|field| &**field),
        }
    }

    /// The same class with its first `count` fields, of which so many are known.
    fn variation(&self, count: usize) -> Self {
        let (name, fields) = match self {
            Self::Expected { known, .. } | Self::Known(known) => {
                let fields = known.fields[..count].iter();
                let fields = fields.map(|field| Cow::Borrowed(*field)).collect();
                (known.name.into(), fields)
            }
            Self::Learned(class) => (class.name.clone(), class.fields[..count].to_vec()),
        };
        Self::learned(name, fields, false)
    }

    fn accepts(&mut self, index: usize, name: &'static str) -> bool {
        let is_name = |field: &&str| is_same(field, name);
        match self {
            Self::Known(known) => return known.fields.get(index).is_some_and(is_name),
            Self::Expected { known, seen } => {
                if known.fields.get(index).is_some_and(is_name) {
                    *seen = (*seen).max(index + 1);
                    return true;
                }
                if index < *seen {
                    return false;
                }
                *self = self.variation(index);
            }
            Self::Learned(_) => {}
        }
        let Self::Learned(class) = self else {
            return false;
        };
        match class.fields.get(index) {
            Some(field) => is_same(field, name),
            None if class.is_complete => false,
            None => {
                class.fields.push(Cow::Borrowed(name));
                true
            }
        }
    }

    fn complete(&mut self, count: usize) -> bool {
        match self {
            Self::Expected { known, seen } if *seen == count => {
                *self = match known.fields.len() == count {
                    true => Self::Known(known),
                    false => self.variation(count),
                };
            }
            _ => {}
        }
        match self {
            Self::Expected { .. } => false,
            Self::Known(known) => known.fields.len() == count,
            Self::Learned(class) => {
                class.is_complete |= class.fields.len() == count;
                class.fields.len() == count
            }
        }
    }
}

impl Default for Class {
    fn default() -> Self {
        Self::Known(&known::NONE)
    }
}

impl Learned {
    /// Keeps the class for later messages, unless its names are known at run time only.
    fn keep(&self) {
        let constant = |name: &Cow<'static, str>| match name {
            Cow::Borrowed(name) => Some(*name),
            Cow::Owned(_) => None,
        };
        let fields = self.fields.iter().map(constant).collect();
        if let (Some(name), Some(fields)) = (constant(&self.name), fields) {
            known::keep(name, fields);
        }
    }
}

/// Writes the tag of an object.
#[inline]
pub(super) fn write_tag(output: &mut Vec<u8>, class: usize) {
    match class {
        0..=15 => output.push(tag::OBJECT_DIRECT + class as u8),
        _ => {
            output.push(tag::OBJECT);
            write::write_int(output, class as i32);
        }
    }
}

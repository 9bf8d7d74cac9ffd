use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use super::Deserializer;
use crate::error::{Error, ErrorKind};
use crate::hessian2::compact_content;
use crate::value::Class;

/// A class as the sender defined it.
#[derive(Debug)]
pub(super) struct Definition<'de> {
    pub(super) name: Cow<'de, str>,
    /// Which of the deserializer's fields are this class's.
    pub(super) fields: Range<usize>,
    /// Whether an instance is a number in a box.
    pub(super) is_handle: bool,
    /// What the `Value`s of this class share, once there is one.
    shared: Option<Arc<Class>>,
}

#[derive(Debug)]
pub(super) struct Field<'de> {
    pub(super) name: Cow<'de, str>,
    /// Whether a later field of the class has the same name: a child's, whose value counts (hessian2.md §4.6).
    pub(super) is_shadowed: bool,
}

impl<'de> Field<'de> {
    fn of(name: impl Into<Cow<'de, str>>) -> Self {
        Self {
            name: name.into(),
            is_shadowed: false,
        }
    }
}

impl<'de> Deserializer<'de> {
    /// Reads the definition of a class behind its tag. When it is read again, for a reference, it has its number already.
    pub(super) fn definition(&mut self) -> Result<(), Error> {
        let offset = self.position - 1;
        if self.replays.is_replaying() {
            self.skip_text()?;
            let length = self.length("the definition of a class")?;
            return (0..length).try_for_each(|_| self.skip_text());
        }
        if let Some(known) = self.likely.known()
            && self.rest().starts_with(&known.definition)
        {
            self.make_room(known.fields.len(), offset)?;
            self.position += known.definition.len();
            self.fields
                .extend(known.fields.iter().copied().map(Field::of));
            self.add_class(self.likely.name.into(), known.fields.len());
            return Ok(());
        }
        let name = self.name()?;
        let length = self.length("the definition of a class")?;
        self.make_room(length, offset)?;
        let start = self.fields.len();
        for _ in 0..length {
            let name = self.name()?;
            self.fields.push(Field::of(name));
        }
        shadow(&mut self.fields[start..]);
        self.likely.keep(&name, &self.fields[start..]);
        // In its compact form a java.time value has no fields, and yet a long follows (hessian2.md §4.5).
        if let (0, Some(content)) = (length, compact_content(&name)) {
            self.fields.push(Field::of(content));
        }
        self.add_class(name, self.fields.len() - start);
        Ok(())
    }

    /// Makes room for a class with that many fields.
    fn make_room(&mut self, fields: usize, offset: usize) -> Result<(), Error> {
        if self.definitions.len() >= self.limits.classes {
            let message = format!("more than {} classes are defined", self.limits.classes);
            return Err(Error::new(ErrorKind::Limit, message).at(offset));
        }
        if self.fields.len() + fields > self.limits.fields {
            let message = format!("the classes have more than {} fields", self.limits.fields);
            return Err(Error::new(ErrorKind::Limit, message).at(offset));
        }
        if self.fields.capacity() == 0 {
            self.borrow_room();
        }
        Ok(())
    }

    /// Gives a class its number, with the last `length` fields.
    fn add_class(&mut self, name: Cow<'de, str>, length: usize) {
        let end = self.fields.len();
        self.definitions.push(Definition {
            is_handle: length == 1 && HANDLES.contains(&&*name),
            name,
            fields: end - length..end,
            shared: None,
        });
    }

    /// The class that an object's tag names by number.
    pub(super) fn known_class(&self, number: i32) -> Result<usize, Error> {
        let class = usize::try_from(number).unwrap_or(usize::MAX);
        let Some(definition) = self.definitions.get(class) else {
            let known = self.definitions.len();
            let message =
                format!("an object is of the class number {number}, but {known} are defined");
            return Err(Error::new(ErrorKind::Malformed, message));
        };
        let left = self.input.len() - self.position;
        if definition.fields.len() > left {
            let (name, fields) = (&definition.name, definition.fields.len());
            let message = format!("{name} has {fields} fields, but only {left} bytes are left");
            return Err(Error::new(ErrorKind::EndOfInput, message));
        }
        Ok(class)
    }

    /// The class as `Value`s share it.
    pub(super) fn shared_class(&mut self, class: usize) -> Arc<Class> {
        let definition = &mut self.definitions[class];
        let fields = &self.fields[definition.fields.clone()];
        let shared = definition.shared.get_or_insert_with(|| {
            let fields = fields
                .iter()
                .map(|field| field.name.clone().into_owned())
                .collect();
            Arc::new(Class {
                name: definition.name.clone().into(),
                fields,
            })
        });
        Arc::clone(shared)
    }
}

/// The boxes in which Caucho and hessian-lite 4.0.0 to 4.0.2 send a Byte, Short or Float (hessian2.md §4.1).
const HANDLES: &[&str] = &[
    "com.alibaba.com.caucho.hessian.io.ByteHandle",
    "com.alibaba.com.caucho.hessian.io.ShortHandle",
    "com.alibaba.com.caucho.hessian.io.FloatHandle",
    "com.caucho.hessian.io.ByteHandle",
    "com.caucho.hessian.io.ShortHandle",
    "com.caucho.hessian.io.FloatHandle",
];

fn shadow(fields: &mut [Field<'_>]) {
    // A class that has so many fields is hostile rather than Java's, and must not cost the square of their number.
    if fields.len() > 64 {
        return shadow_many(fields);
    }
    // Names of which no two have a bit in common are different.
    let mut bits = [0_u64; 16];
    for index in 0..fields.len() {
        let (before, rest) = fields.split_at_mut(index);
        let name = &*rest[0].name;
        let bit = hash(name.as_bytes()) >> 54;
        let word = &mut bits[bit as usize / 64];
        if *word & 1 << (bit % 64) == 0 {
            *word |= 1 << (bit % 64);
            continue;
        }
        for field in before {
            field.is_shadowed |= field.name == name;
        }
    }
}

/// A number whose upper bits depend on the length of a name and on its first and last bytes.
fn hash(name: &[u8]) -> u64 {
    let ends = match (name.first_chunk(), name.last_chunk()) {
        (Some(first), Some(last)) => {
            u64::from(u32::from_ne_bytes(*first)) << 32 | u64::from(u32::from_ne_bytes(*last))
        }
        _ => name.iter().fold(0, |all, byte| all << 8 | u64::from(*byte)),
    };
    (ends ^ name.len() as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

fn shadow_many(fields: &mut [Field<'_>]) {
    let mut seen = std::collections::HashSet::new();
    let shadowed: Vec<bool> = fields
        .iter()
        .rev()
        .map(|field| !seen.insert(&*field.name))
        .collect();
    for (field, is_shadowed) in fields.iter_mut().rev().zip(shadowed) {
        field.is_shadowed = is_shadowed;
    }
}

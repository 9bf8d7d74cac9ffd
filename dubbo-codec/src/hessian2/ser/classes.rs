use std::borrow::Cow;

use super::{tag, write};

/// The classes defined in a message so far, by their number. There are few of them, so they are looked through.
#[derive(Debug, Default)]
pub(super) struct Classes(Vec<Class>);

#[derive(Debug)]
struct Class {
    name: Cow<'static, str>,
    fields: Vec<Cow<'static, str>>,
    /// Whether all its fields are known: an object of it has been written to its end.
    is_complete: bool,
}

impl Classes {
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// A class of this name whose first field is `first`, be it complete or not.
    pub(super) fn find(&self, name: &str, first: Option<&str>) -> Option<usize> {
        self.0.iter().position(|class| {
            is_same(&class.name, name)
                && match (class.fields.first(), first) {
                    (Some(field), Some(first)) => is_same(field, first),
                    (None, None) => true,
                    _ => false,
                }
        })
    }

    /// A complete class of this name with exactly these fields.
    pub(super) fn find_exact(&self, name: &str, fields: &[String]) -> Option<usize> {
        let mut classes = self.0.iter();
        classes.position(|class| class.is_complete && class.name == name && class.fields == fields)
    }

    /// Gives a class its number; its fields follow.
    pub(super) fn add(&mut self, name: &'static str) -> usize {
        let (name, fields) = (Cow::Borrowed(name), Vec::new());
        self.0.push(Class {
            name,
            fields,
            is_complete: false,
        });
        self.0.len() - 1
    }

    /// Gives a class of the same name as `class` its own number, with the first `count` fields of that.
    pub(super) fn add_variation(&mut self, class: usize, count: usize) -> usize {
        let Class { name, fields, .. } = &self.0[class];
        let (name, fields) = (name.clone(), fields[..count].to_vec());
        self.0.push(Class {
            name,
            fields,
            is_complete: false,
        });
        self.0.len() - 1
    }

    pub(super) fn add_exact(&mut self, name: String, fields: Vec<String>) -> usize {
        let fields = fields.into_iter().map(Cow::Owned).collect();
        self.0.push(Class {
            name: Cow::Owned(name),
            fields,
            is_complete: true,
        });
        self.0.len() - 1
    }

    /// Whether the field at `index` of the class is `name`; while the class is not complete it is made so.
    pub(super) fn accepts(&mut self, class: usize, index: usize, name: &'static str) -> bool {
        let class = &mut self.0[class];
        match class.fields.get(index) {
            Some(field) => is_same(field, name),
            None if class.is_complete => false,
            None => {
                class.fields.push(Cow::Borrowed(name));
                true
            }
        }
    }

    /// Whether the class has `count` fields, all of which are known from now on.
    pub(super) fn complete(&mut self, class: usize, count: usize) -> bool {
        let class = &mut self.0[class];
        class.is_complete |= class.fields.len() == count;
        class.fields.len() == count
    }

    /// Writes the definition of a class, with `fields` instead of its own if given.
    pub(super) fn write_definition(&self, output: &mut Vec<u8>, class: usize, is_empty: bool) {
        let Class { name, fields, .. } = &self.0[class];
        let fields = if is_empty { &[] } else { &fields[..] };
        output.push(tag::DEFINITION);
        write::write_string(output, name);
        write::write_int(output, fields.len() as i32);
        fields
            .iter()
            .for_each(|field| write::write_string(output, field));
    }
}

/// Writes the tag of an object.
pub(super) fn write_tag(output: &mut Vec<u8>, class: usize) {
    match class {
        0..=15 => output.push(tag::OBJECT_DIRECT + class as u8),
        _ => {
            output.push(tag::OBJECT);
            write::write_int(output, class as i32);
        }
    }
}

/// The names of one Rust type are one constant, so most often a look at their address is enough.
fn is_same(left: &str, right: &str) -> bool {
    std::ptr::eq(left, right) || left == right
}

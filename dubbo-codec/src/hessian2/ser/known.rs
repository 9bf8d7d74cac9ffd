//! The classes of the program's own types, known from one message to the next.
//!
//! serde tells the names of a struct's fields one by one, with their values. So what defines a class is learned by
//! writing an object of it, and has to be moved before that object when it ends. A type has the same fields next
//! time; so its definition is kept as bytes, for the whole program, and is written ahead as long as it holds.

use std::sync::OnceLock;

use super::{tag, write};

/// A class with what its objects had for fields so far.
#[derive(Debug)]
pub(super) struct Known {
    pub(super) name: &'static str,
    pub(super) fields: Vec<&'static str>,
    /// The definition as it stands before the first object of a message.
    pub(super) definition: Vec<u8>,
}

/// No class.
pub(super) static NONE: Known = Known {
    name: "",
    fields: Vec::new(),
    definition: Vec::new(),
};

/// Names are constants of the program, so there are few; a class that finds no free slot is learned in each message anew.
static SLOTS: [OnceLock<Known>; 1024] = [const { OnceLock::new() }; 1024];

/// In how many slots a class may be.
const PLACES: usize = 4;

/// The class of this name whose first field is `first`.
pub(super) fn find(name: &'static str, first: Option<&'static str>) -> Option<&'static Known> {
    places(name)
        .map_while(OnceLock::get)
        .find(|known| known.is(name, first))
}

/// Keeps a class for messages to come, unless one of this name and with this first field is kept already.
pub(super) fn keep(name: &'static str, fields: Vec<&'static str>) {
    let first = fields.first().copied();
    for slot in places(name) {
        match slot.get() {
            Some(known) if known.is(name, first) => return,
            Some(_) => {}
            None => {
                let mut definition = Vec::new();
                write_definition(&mut definition, name, &fields);
                let known = Known {
                    name,
                    fields,
                    definition,
                };
                // If another thread was faster, the class is kept by a later message.
                let _taken = slot.set(known);
                return;
            }
        }
    }
}

/// Writes the definition of a class.
pub(in crate::hessian2) fn write_definition<F: AsRef<str>>(
    output: &mut Vec<u8>,
    name: &str,
    fields: &[F],
) {
    output.push(tag::DEFINITION);
    write::write_string(output, name);
    write::write_int(output, fields.len() as i32);
    for field in fields {
        write::write_string(output, field.as_ref());
    }
}

impl Known {
    fn is(&self, name: &str, first: Option<&str>) -> bool {
        let same_first = match (self.fields.first(), first) {
            (Some(field), Some(first)) => is_same(field, first),
            (None, None) => true,
            _ => false,
        };
        same_first && is_same(self.name, name)
    }
}

/// The slots for a class, by the address of its name: one Rust type has one name.
fn places(name: &'static str) -> impl Iterator<Item = &'static OnceLock<Known>> {
    // Multiplied by the golden ratio, the upper bits depend on all others.
    let hash = (name.as_ptr().addr() as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let start = (hash >> 54) as usize;
    (0..PLACES).map(move |place| &SLOTS[(start + place) % SLOTS.len()])
}

/// The names of one Rust type are one constant, so most often a look at their address is enough.
#[inline]
pub(super) fn is_same(left: &str, right: &str) -> bool {
    std::ptr::eq(left, right) || left == right
}

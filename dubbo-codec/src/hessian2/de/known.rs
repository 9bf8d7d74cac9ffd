//! The classes of the program's own types, known from one message to the next.
//!
//! A sender defines a class in each message anew, always with the same bytes. What it called the fields, and in which
//! order, is kept for the whole program once a type has been read from an object of its own class; as long as that
//! holds, the next definition is compared as a whole.

use std::sync::OnceLock;

use super::definition::Field;
use crate::hessian2::ser::write_definition;

/// A type that is read: what serde calls it and its fields.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Type {
    pub(super) name: &'static str,
    pub(super) fields: &'static [&'static str],
}

/// A class that a sender defined for a type.
#[derive(Debug)]
pub(super) struct Known {
    of: Type,
    /// The type's fields in the sender's order.
    pub(super) fields: Vec<&'static str>,
    /// What stands behind the tag.
    pub(super) definition: Vec<u8>,
}

/// Types are constants of the program, so there are few; the class of one that finds no free slot is read as any other.
static SLOTS: [OnceLock<Known>; 1024] = [const { OnceLock::new() }; 1024];

/// In how many slots the class of a type may be.
const PLACES: usize = 4;

impl Type {
    /// The class that a sender defined for the type in an earlier message.
    pub(super) fn known(self) -> Option<&'static Known> {
        self.places()
            .map_while(OnceLock::get)
            .find(|known| known.of.is(self))
    }

    /// Keeps a class for messages to come, if it is this type's, unless one is kept already.
    pub(super) fn keep(self, name: &str, fields: &[Field<'_>]) {
        if name != self.name || fields.is_empty() || fields.len() > self.fields.len() {
            return;
        }
        let own = |field: &Field<'_>| {
            let mut names = self.fields.iter().copied();
            names.find(|name| *name == field.name && !field.is_shadowed)
        };
        let Some(fields) = fields.iter().map(own).collect::<Option<Vec<_>>>() else {
            return;
        };
        let free = self.places().find_map(|slot| match slot.get() {
            Some(known) => known.of.is(self).then_some(None),
            None => Some(Some(slot)),
        });
        if let Some(Some(slot)) = free {
            let mut definition = Vec::new();
            write_definition(&mut definition, self.name, &fields);
            definition.remove(0);
            let of = self;
            // If another thread was faster, the class is kept by a later message.
            let _taken = slot.set(Known {
                of,
                fields,
                definition,
            });
        }
    }

    fn is(self, other: Self) -> bool {
        std::ptr::eq(self.fields, other.fields) && self.name == other.name
    }

    /// The slots for a type, by the addresses of its names.
    fn places(self) -> impl Iterator<Item = &'static OnceLock<Known>> {
        // Multiplied by the golden ratio, the upper bits depend on all others.
        let addresses =
            self.fields.as_ptr().addr() as u64 ^ (self.name.as_ptr().addr() as u64) << 1;
        let hash = addresses.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let start = (hash >> 54) as usize;
        (0..PLACES).map(move |place| &SLOTS[(start + place) % SLOTS.len()])
    }
}

use std::any::TypeId;
use std::collections::HashMap;

use super::{Kept, Wanted};
use crate::error::{Error, ErrorKind};

/// The shared objects that were read, by the place where each of them stands and the type that it was read as.
#[derive(Debug, Default)]
pub(crate) struct Registry(HashMap<(usize, TypeId), Entry>);

#[derive(Debug)]
struct Entry {
    cell: Kept,
    /// Missing while it is being read.
    object: Option<Kept>,
}

impl Registry {
    /// The object that was read at `place`. If none was, it will be.
    pub(crate) fn find_or_begin(
        &mut self,
        place: usize,
        wanted: Wanted,
    ) -> Result<Option<Kept>, Error> {
        let Wanted { of, cell } = wanted;
        let entry = self.0.entry((place, of));
        let is_known = matches!(entry, std::collections::hash_map::Entry::Occupied(_));
        let entry = entry.or_insert(Entry { cell, object: None });
        if is_known && entry.object.is_none() {
            let message = "a reference to a shared object that this value is in itself; only a Back, or an Option, can be that";
            return Err(Error::new(ErrorKind::Mismatch, message));
        }
        Ok(entry.object.clone())
    }

    /// Keeps the object that was read at `place`; nothing if that failed.
    pub(crate) fn end(&mut self, place: usize, of: TypeId, object: Option<Kept>) {
        match object {
            Some(object) => {
                if let Some(entry) = self.0.get_mut(&(place, of)) {
                    entry.object = Some(object);
                }
            }
            None => {
                self.0.remove(&(place, of));
            }
        }
    }

    /// What a `Back` has of the object at `place`.
    pub(crate) fn cell(&self, place: usize, of: TypeId) -> Result<Kept, Error> {
        let entry = self.0.get(&(place, of));
        entry.map(|entry| entry.cell.clone()).ok_or_else(|| {
            let message =
                "a Back refers to an object that was not read as a Shared of the same type";
            Error::new(ErrorKind::Mismatch, message)
        })
    }
}

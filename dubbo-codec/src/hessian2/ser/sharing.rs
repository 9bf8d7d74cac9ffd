//! `Shared` objects, and the references to them.

use std::collections::HashMap;
use std::sync::Arc;

use serde::ser::Serialize;

use super::Serializer;
use crate::error::{Error, ErrorKind};
use crate::hessian2::{tag, write};
use crate::shared::{self, Kept};

/// The shared objects that were written, by their addresses: their numbers, and themselves, lest another one be
/// there later.
#[derive(Debug, Default)]
pub(super) struct Shareds(Option<Box<ByAddress>>);

#[derive(Debug, Default)]
struct ByAddress(HashMap<usize, (u32, Kept)>);

impl Shareds {
    fn number(&self, address: usize) -> Option<u32> {
        let (number, _) = self.0.as_ref()?.0.get(&address)?;
        Some(*number)
    }

    fn by_address(&mut self) -> &mut HashMap<usize, (u32, Kept)> {
        &mut self.0.get_or_insert_default().0
    }
}

fn address(object: &Kept) -> usize {
    Arc::as_ptr(object).cast::<()>().addr()
}

impl Serializer<'_> {
    pub(super) fn shared<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        let Some(object) = shared::written() else {
            return value.serialize(self);
        };
        let address = address(&object);
        if let Some(number) = self.shareds.number(address) {
            return self.reference(number);
        }
        let number = self.containers;
        self.shareds.by_address().insert(address, (number, object));
        value.serialize(&mut *self)?;
        // What is no list, map or object has no number.
        if self.containers == number {
            self.shareds.by_address().remove(&address);
        }
        Ok(())
    }

    pub(super) fn back(&mut self) -> Result<(), Error> {
        let Some(object) = shared::written() else {
            write::write_null(self.output);
            return Ok(());
        };
        match self.shareds.number(address(&object)) {
            Some(number) => self.reference(number),
            None => {
                let message =
                    "a Back to an object that is not written further in front as a Shared";
                Err(Error::new(ErrorKind::Unsupported, message))
            }
        }
    }

    fn reference(&mut self, number: u32) -> Result<(), Error> {
        let number = i32::try_from(number).map_err(|_| {
            Error::new(
                ErrorKind::Unsupported,
                "a reference beyond Java's largest int",
            )
        })?;
        self.output.push(tag::REFERENCE);
        write::write_int(self.output, number);
        Ok(())
    }
}

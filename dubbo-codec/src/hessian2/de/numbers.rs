use std::collections::HashMap;

use super::open::in_message;
use crate::error::Error;

/// The containers of the `Value` that is being read, by which its references count.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    /// Where their tags stand, in the order in which they are parts of the value.
    offsets: Vec<u32>,
    /// The same by offset, once parts of the value were copied to it from elsewhere in the message and the offsets are in
    /// disorder.
    numbers: Option<HashMap<u32, u32>>,
}

impl Numbers {
    /// Forgets the value before.
    pub(super) fn clear(&mut self) {
        self.offsets.clear();
        self.numbers = None;
    }

    /// Gives the container whose tag stands at `offset` its number.
    pub(super) fn push(&mut self, offset: usize) -> Result<(), Error> {
        let offset = in_message(offset)?;
        if let Some(numbers) = &mut self.numbers {
            numbers.insert(offset, self.offsets.len() as u32);
        }
        self.offsets.push(offset);
        Ok(())
    }

    /// How many containers back the one begins whose tag stands at `offset`; `None` if it is no part of the value.
    pub(super) fn back_to(&self, offset: usize) -> Option<u32> {
        let offset = u32::try_from(offset).ok()?;
        let number = match &self.numbers {
            Some(numbers) => *numbers.get(&offset)? as usize,
            None => self.offsets.binary_search(&offset).ok()?,
        };
        Some((self.offsets.len() - number) as u32)
    }

    /// The same; a container can be met again only while others are copied.
    pub(super) fn back_to_copied(&self, offset: usize) -> Option<u32> {
        self.numbers.is_some().then(|| self.back_to(offset))?
    }

    pub(super) fn begin_copying(&mut self) {
        let offsets = &self.offsets;
        self.numbers
            .get_or_insert_with(|| offsets.iter().copied().zip(0..).collect());
    }
}

use crate::error::{Error, ErrorKind};

/// The containers that a place in a message is in, the outermost first. A few of them need no memory of their own.
#[derive(Debug, Default)]
pub(super) struct Open {
    /// Where their tags stand.
    few: [u32; FEW],
    more: Vec<u32>,
    depth: usize,
}

/// As deep as most messages are: a map of lists of objects, and what stands in them.
const FEW: usize = 8;

impl Open {
    pub(super) fn depth(&self) -> usize {
        self.depth
    }

    pub(super) fn push(&mut self, offset: usize) -> Result<(), Error> {
        let place = in_message(offset)?;
        match self.few.get_mut(self.depth) {
            Some(free) => *free = place,
            None => self.more.push(place),
        }
        self.depth += 1;
        Ok(())
    }

    pub(super) fn pop(&mut self) {
        if self.depth > FEW {
            self.more.pop();
        }
        self.depth = self.depth.saturating_sub(1);
    }

    /// Whether the container is open whose tag stands at `offset`.
    pub(super) fn contains(&self, offset: usize) -> bool {
        let few = &self.few[..self.depth.min(FEW)];
        few.iter()
            .chain(&self.more)
            .any(|place| *place as usize == offset)
    }
}

/// An offset as the tables of a message hold it.
pub(super) fn in_message(offset: usize) -> Result<u32, Error> {
    u32::try_from(offset).map_err(|_| {
        Error::new(ErrorKind::Limit, "a message can be 4 GiB long, not longer").at(offset)
    })
}

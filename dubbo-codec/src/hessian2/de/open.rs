use crate::error::{Error, ErrorKind};

/// The containers that a place in a message is in, the outermost first. A few of them need no memory of their own.
#[derive(Debug, Default)]
pub(super) struct Open {
    few: [Place; FEW],
    more: Vec<Place>,
    depth: usize,
}

/// Where the tag of a container stands, and its number within the `Value` that is being read, if it is part of one.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Place {
    offset: u32,
    pub(super) number: Option<u32>,
}

/// As deep as most messages are: a map of lists of objects, and what stands in them.
const FEW: usize = 8;

impl Open {
    pub(super) fn depth(&self) -> usize {
        self.depth
    }

    pub(super) fn push(&mut self, offset: usize, number: Option<u32>) -> Result<(), Error> {
        let place = Place {
            offset: in_message(offset)?,
            number,
        };
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

    /// The container whose tag stands at `offset`, if it is open.
    pub(super) fn find(&self, offset: usize) -> Option<Place> {
        let few = &self.few[..self.depth.min(FEW)];
        few.iter()
            .chain(&self.more)
            .find(|place| place.offset as usize == offset)
            .copied()
    }
}

/// An offset as the tables of a message hold it.
pub(super) fn in_message(offset: usize) -> Result<u32, Error> {
    u32::try_from(offset).map_err(|_| {
        Error::new(ErrorKind::Limit, "a message can be 4 GiB long, not longer").at(offset)
    })
}

//! What is known of the whole value while its parts are read.

use std::cell::{Cell, RefCell};

use crate::error::{Error, ErrorKind};
use crate::shared::Registry;
use crate::value::Value;
use crate::value::graph::{DEEPEST, Graph, address, too_deep};

pub(super) struct Context<'v> {
    graph: Graph<'v>,
    /// The containers that are being read, the outermost first; not kept without references.
    open: RefCell<Vec<usize>>,
    pub(super) shared: RefCell<Registry>,
    /// How many references are being followed, each within the one before.
    following: Cell<usize>,
    /// How many parts have been read again for the sake of references.
    repeated: Cell<usize>,
}

/// So many parts may be read again always, and so many times those of a larger value: as with bytes.
const FREE: usize = 1 << 16;
const REPLAYS: usize = 16;

impl<'v> Context<'v> {
    pub(super) fn of(root: &'v Value) -> Self {
        Self {
            graph: Graph::of(root),
            open: RefCell::default(),
            shared: RefCell::default(),
            following: Cell::new(0),
            repeated: Cell::new(0),
        }
    }

    /// What stands here, or what the reference refers to that stands here.
    pub(super) fn referent(&self, value: &'v Value) -> Option<&'v Value> {
        match value {
            Value::Reference(_) => self.graph.target(value),
            _ => Some(value),
        }
    }

    /// What a reference refers to, which must not be what it is in.
    pub(super) fn target(&self, reference: &Value) -> Result<&'v Value, Error> {
        let message = match self.graph.target(reference) {
            Some(target) if !self.is_open(target) => return Ok(target),
            Some(_) => "a reference to what this value is in itself; only an Option can be that",
            None => {
                "a reference to what is no part of the value; take a part out by Value::extract"
            }
        };
        Err(Error::new(ErrorKind::Mismatch, message))
    }

    /// Whether a reference is to a container that it is in; what is outside of the value can only be one.
    pub(super) fn is_cycle(&self, reference: &Value) -> bool {
        let target = self.graph.target(reference);
        target.is_none_or(|target| self.is_open(target))
    }

    fn is_open(&self, container: &Value) -> bool {
        self.open.borrow().contains(&address(container))
    }

    /// Reads what is in `container`.
    pub(super) fn within<T>(
        &self,
        container: &Value,
        read: impl FnOnce() -> Result<T, Error>,
    ) -> Result<T, Error> {
        if !self.graph.has_references {
            return read();
        }
        self.check(container)?;
        self.open.borrow_mut().push(address(container));
        let value = read();
        self.open.borrow_mut().pop();
        value
    }

    /// Reads what a reference refers to.
    pub(super) fn repeating<T>(&self, read: impl FnOnce() -> Result<T, Error>) -> Result<T, Error> {
        self.following.set(self.following.get() + 1);
        let value = read();
        self.following.set(self.following.get() - 1);
        value
    }

    fn check(&self, container: &Value) -> Result<(), Error> {
        if self.following.get() == 0 {
            return Ok(());
        }
        if self.open.borrow().len() >= DEEPEST {
            return Err(too_deep());
        }
        let repeated = self.repeated.get() + 1 + container.parts().count();
        self.repeated.set(repeated);
        let allowed = self.allowed();
        if repeated > allowed {
            let message = format!("references repeat more than {allowed} parts of the value");
            return Err(Error::new(ErrorKind::Limit, message));
        }
        Ok(())
    }

    /// How many parts may be read again, or copied to values of their own.
    fn allowed(&self) -> usize {
        self.graph.nodes.saturating_mul(REPLAYS).max(FREE)
    }

    /// A part as a value of its own, for which what it is in is out of reach, as it is where bytes are read.
    pub(super) fn extract(&self, part: &Value) -> Result<Value, Error> {
        let allowed = self.allowed();
        let mut left = allowed.saturating_sub(self.repeated.get());
        let copy = self.graph.extract(part, &self.open.borrow(), &mut left)?;
        self.repeated.set(allowed.saturating_sub(left));
        Ok(copy)
    }
}

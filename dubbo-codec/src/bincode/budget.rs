//! What reading an item of bincode may cost, and how it fails.

use std::cell::Cell;

use super::REFUSAL;
use crate::{Error, ErrorKind};

/// How many values an item may have beyond one per byte: a value may take no byte at all.
const VALUES_BEYOND_BYTES: usize = 1024;

const TOO_DEEP: &str = "values of bincode stand within each other deeper than the limit";
const TOO_MANY: &str = "more values of bincode than there are bytes";

/// The crate's error for one of bincode's.
pub(super) fn describe(error: &::bincode::error::DecodeError) -> Error {
    use ::bincode::error::DecodeError as E;
    match error {
        E::OtherString(message) if message == REFUSAL => {
            Error::new(ErrorKind::Unsupported, REFUSAL)
        }
        E::OtherString(message) if message == TOO_DEEP || message == TOO_MANY => {
            Error::new(ErrorKind::Limit, message.as_str())
        }
        E::OtherString(message) => Error::new(ErrorKind::Custom, message.as_str()),
        E::UnexpectedEnd { .. } => Error::new(
            ErrorKind::EndOfInput,
            "the body ends within a value of bincode",
        ),
        E::Serde(_) => Error::new(ErrorKind::Unsupported, REFUSAL),
        other => Error::new(ErrorKind::Malformed, format!("bincode: {other}")),
    }
}

/// What an item may still cost.
pub(super) struct Budget {
    depth: Cell<usize>,
    values: Cell<usize>,
}

impl Budget {
    /// The budget for an item in that many bytes, whose values may stand so deep within each other.
    pub(super) fn new(bytes: usize, depth: usize) -> Self {
        let values = Cell::new(bytes.saturating_add(VALUES_BEYOND_BYTES));
        Self {
            depth: Cell::new(depth),
            values,
        }
    }

    /// For how many elements a reader may make room before it has read one, when `claim` are said to come. Each level of
    /// a short item can make a claim.
    pub(super) fn room(&self, claim: usize) -> usize {
        const MOST: usize = 1024;
        claim.min(self.values.get()).min(MOST)
    }

    /// Runs `read` one level deeper.
    pub(super) fn deeper<T, E>(&self, read: impl FnOnce() -> Result<T, E>) -> Result<T, E>
    where
        E: serde::de::Error,
    {
        let values = self.values.get().checked_sub(1);
        self.values.set(values.ok_or_else(|| E::custom(TOO_MANY))?);
        let depth = self.depth.get();
        let less = depth.checked_sub(1).ok_or_else(|| E::custom(TOO_DEEP))?;
        self.depth.set(less);
        let result = read();
        self.depth.set(depth);
        result
    }
}

//! How a [`Value`] passes through serde whole.
//!
//! serde's data model has no place for a class name known only at run time, nor for a finished `Value`. So our own
//! serializers and deserializers, and `Value`'s implementations, which meet at the newtype [`super::VALUE`], speak beside
//! it: one side leaves here what it has to say for the length of the call in which the other picks it up.

use std::cell::Cell;

use super::Value;

thread_local! {
    static CLASSES: Cell<bool> = const { Cell::new(false) };
    static FINISHED: Cell<Option<Value>> = const { Cell::new(None) };
}

/// A serializer says to the `Value` that `serialize` serializes: name your classes (see `value::serde`).
pub(crate) fn asking_for_classes<R>(serialize: impl FnOnce() -> R) -> R {
    CLASSES.set(true);
    let result = serialize();
    CLASSES.set(false);
    result
}

/// A `Value` asks, once, whether it shall.
pub(super) fn are_classes_asked_for() -> bool {
    CLASSES.take()
}

/// A deserializer gives a finished value to the visitor of a `Value`, which `visit` visits with a unit.
pub(crate) fn giving<R>(value: Value, visit: impl FnOnce() -> R) -> R {
    FINISHED.set(Some(value));
    let result = visit();
    FINISHED.set(None);
    result
}

/// The visitor takes what is given to it: nothing if the unit is a null of a foreign format.
pub(super) fn take() -> Option<Value> {
    FINISHED.take()
}

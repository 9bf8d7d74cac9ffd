//! How a [`Value`] passes through serde whole.
//!
//! serde's data model has no place for a class name known only at run time, nor for a finished `Value`. So our own
//! serializers and deserializers and `Value`'s implementations, which meet at the newtype [`super::VALUE`], speak
//! beside it: each side leaves what it has to say here immediately before the call in which the other picks it up.

use std::cell::Cell;

use super::Value;

thread_local! {
    static EXACT: Cell<bool> = const { Cell::new(false) };
    static FINISHED: Cell<Option<Value>> = const { Cell::new(None) };
}

/// A serializer says: the `Value` that is serialized next shall name its classes (see [`super::serde`]).
pub(crate) fn ask_for_classes() {
    EXACT.set(true);
}

/// A `Value` asks, once, whether it shall.
pub(super) fn classes_are_asked_for() -> bool {
    EXACT.take()
}

/// A deserializer leaves a finished value, and then visits a unit.
pub(crate) fn leave(value: Value) {
    FINISHED.set(Some(value));
}

/// The visitor of a `Value`, visited with a unit, takes what was left; nothing when the unit is a foreign format's null.
pub(super) fn take() -> Option<Value> {
    FINISHED.take()
}

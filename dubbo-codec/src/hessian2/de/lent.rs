//! Where the classes of a message lie while it is read: a thread lends it to one message after the other, since two
//! allocations for each would cost as much as reading a small object.

use std::cell::Cell;

use super::Deserializer;
use super::definition::{Definition, Field};

thread_local! {
    static DEFINITIONS: Cell<Vec<Definition<'static>>> = const { Cell::new(Vec::new()) };
    static FIELDS: Cell<Vec<Field<'static>>> = const { Cell::new(Vec::new()) };
}

/// For how many fields there is room at once: those of most messages.
const FEW: usize = 32;
/// For how many there may be room while nobody needs it.
const MANY: usize = 1024;

impl Deserializer<'_> {
    /// Has room for classes, before the first of them.
    pub(super) fn borrow_room(&mut self) {
        self.definitions = emptied(DEFINITIONS.try_with(Cell::take).unwrap_or_default());
        self.fields = emptied(FIELDS.try_with(Cell::take).unwrap_or_default());
        self.fields.reserve(FEW);
    }

    /// Gives it back, when nothing more is read. Not when dropped: a type that does something then must not outlive
    /// its input even in name.
    pub(crate) fn give_room_back(&mut self) {
        if (1..=MANY).contains(&self.fields.capacity()) {
            let definitions = emptied(std::mem::take(&mut self.definitions));
            let fields = emptied(std::mem::take(&mut self.fields));
            // A thread that ends takes nothing back.
            let _gone = DEFINITIONS.try_with(|lent| lent.set(definitions));
            let _gone = FIELDS.try_with(|lent| lent.set(fields));
        }
    }
}

/// The memory of `items`, without them: the standard library collects into the place of what it collects from.
fn emptied<T, U>(mut items: Vec<T>) -> Vec<U> {
    items.clear();
    items.into_iter().filter_map(|_| None).collect()
}

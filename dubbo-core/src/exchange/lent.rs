//! What a thread lends to whichever of its connections is at work, so that an idle one, and there may
//! be thousands, holds no buffer: where sockets are read to, what replies are written to and gathered
//! in, and where the future of a request lies for its first poll.

use std::any::Any;
use std::cell::{Cell, RefCell};

use bytes::{Bytes, BytesMut};

use super::slot::Slot;

/// Bytes that are read at once.
const READ: usize = 64 * 1024;
/// What is shorter than this shares memory with others, in pieces of that size.
const SHORT: usize = 1024;
const PIECE: usize = 8 * 1024;
/// Buffers for writing that a thread keeps, and how large they may have grown.
const KEPT: usize = 4;
const LARGEST: usize = 256 * 1024;

thread_local! {
    static INCOMING: Cell<Vec<u8>> = const { Cell::new(Vec::new()) };
    static PIECES: Cell<BytesMut> = Cell::default();
    static OUTGOING: RefCell<Vec<Vec<u8>>> = const { RefCell::new(Vec::new()) };
    static SLOT: Cell<Option<Box<dyn Any>>> = const { Cell::new(None) };
}

/// Has `read` read into a buffer, whose bytes are of no meaning before and after.
pub(super) fn incoming<T>(read: impl FnOnce(&mut [u8]) -> T) -> T {
    let mut buffer = INCOMING.take();
    buffer.resize(READ, 0);
    let result = read(&mut buffer);
    INCOMING.set(buffer);
    result
}

/// A copy of both parts. The memory of short ones is shared, and used again when they are gone: whoever
/// keeps one for long should have a copy of its own.
pub(super) fn copy(first: &[u8], second: &[u8]) -> Bytes {
    let length = first.len() + second.len();
    if length >= SHORT {
        let mut copy = Vec::with_capacity(length);
        copy.extend_from_slice(first);
        copy.extend_from_slice(second);
        return copy.into();
    }
    let mut pieces = PIECES.take();
    if pieces.capacity() < length {
        pieces.reserve(PIECE);
    }
    pieces.extend_from_slice(first);
    pieces.extend_from_slice(second);
    let copy = pieces.split();
    PIECES.set(pieces);
    copy.freeze()
}

/// An empty buffer for what is to be written.
pub(crate) fn outgoing() -> Vec<u8> {
    OUTGOING.with_borrow_mut(Vec::pop).unwrap_or_default()
}

/// Takes a buffer back that is written.
pub(crate) fn give_back(mut buffer: Vec<u8>) {
    if !(1..=LARGEST).contains(&buffer.capacity()) {
        return;
    }
    // A thread that ends takes nothing back.
    let _gone = OUTGOING.try_with(|kept| {
        let mut kept = kept.borrow_mut();
        if kept.len() < KEPT {
            buffer.clear();
            kept.push(buffer);
        }
    });
}

/// Where a future lies for its first poll.
pub(super) fn slot<F: Future + 'static>() -> Box<Slot<F>> {
    let kept = SLOT.take().and_then(|slot| slot.downcast().ok());
    kept.unwrap_or_default()
}

/// Takes the place of a future back that has ended.
pub(super) fn give_slot_back<F: 'static>(slot: Box<Slot<F>>) {
    SLOT.set(Some(slot));
}

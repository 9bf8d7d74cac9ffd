//! What a thread lends to whichever of its connections is at work, so that an idle one, and there may
//! be thousands, holds no buffer: where sockets are read to, what replies are written to and gathered
//! in, and where the future of a request lies for its first poll.

use std::cell::{Cell, RefCell};

use bytes::BytesMut;
use tokio_util::sync::ReusableBoxFuture;

/// Bytes that are read at once.
const READ: usize = 64 * 1024;
/// What is shorter than this shares memory with others, in pieces of that size.
const SHORT: usize = 1024;
const PIECE: usize = 8 * 1024;
/// Buffers for writing that a thread keeps, and how large they may have grown.
const KEPT: usize = 4;
const LARGEST: usize = 256 * 1024;

pub(super) type Slot = ReusableBoxFuture<'static, ()>;

thread_local! {
    static INCOMING: Cell<Vec<u8>> = const { Cell::new(Vec::new()) };
    static PIECES: Cell<BytesMut> = Cell::default();
    static OUTGOING: RefCell<Vec<Vec<u8>>> = const { RefCell::new(Vec::new()) };
    static SLOT: Cell<Option<Slot>> = const { Cell::new(None) };
}

/// Has `read` read into a buffer, whose bytes are of no meaning before and after.
pub(super) fn incoming<T>(read: impl FnOnce(&mut [u8]) -> T) -> T {
    let mut buffer = INCOMING.take();
    buffer.resize(READ, 0);
    let result = read(&mut buffer);
    INCOMING.set(buffer);
    result
}

/// A copy of `bytes`. The memory of short ones is shared, and used again when they are gone: whoever
/// keeps one for long should have a copy of its own.
pub(super) fn copy(bytes: &[u8]) -> BytesMut {
    if bytes.len() >= SHORT {
        return BytesMut::from(bytes);
    }
    let mut pieces = PIECES.take();
    if pieces.capacity() < bytes.len() {
        pieces.reserve(PIECE);
    }
    pieces.extend_from_slice(bytes);
    let copy = pieces.split();
    PIECES.set(pieces);
    copy
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

/// Where `future` lies for its first poll.
pub(super) fn slot(future: impl Future<Output = ()> + Send + 'static) -> Slot {
    match SLOT.take() {
        Some(mut slot) => {
            slot.set(future);
            slot
        }
        None => ReusableBoxFuture::new(future),
    }
}

/// Takes the place of a future back that has ended.
pub(super) fn give_slot_back(slot: Slot) {
    SLOT.set(Some(slot));
}

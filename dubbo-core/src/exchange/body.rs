use std::ops::{Deref, RangeFrom};

use bytes::Bytes;

use super::lent;

/// The body of a frame that was read. Its bytes are used again: who keeps it copies it, or shares it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FrameBody<'a> {
    bytes: &'a [u8],
    /// What they are a part of, if that can be shared.
    memory: Option<&'a Bytes>,
}

/// A body, or the end of one, that was kept.
#[derive(Clone, Debug)]
pub(crate) enum KeptBody {
    /// In memory that is used again for the next one.
    Copied(Vec<u8>),
    Shared(Bytes),
}

/// From this length on, in bytes, sharing costs less than copying.
const LONG: usize = 4 * 1024;

impl<'a> FrameBody<'a> {
    /// `memory` has the `bytes`, if they can be shared.
    pub(super) fn new(bytes: &'a [u8], memory: Option<&'a Bytes>) -> Self {
        Self { bytes, memory }
    }

    pub(crate) fn bytes(self) -> &'a [u8] {
        self.bytes
    }

    /// Keeps a part of it in the place of `kept`.
    pub(crate) fn keep(self, part: RangeFrom<usize>, kept: &mut KeptBody) {
        let bytes = &self.bytes[part];
        match (self.memory, kept) {
            (Some(memory), kept) if bytes.len() >= LONG => {
                *kept = KeptBody::Shared(memory.slice_ref(bytes));
            }
            (_, KeptBody::Copied(copy)) => {
                copy.clear();
                copy.extend_from_slice(bytes);
            }
            (_, kept) => *kept = KeptBody::Copied(bytes.to_vec()),
        }
    }
}

impl KeptBody {
    /// Whether it may lie about until the next body: it holds little memory.
    pub(crate) fn is_short(&self) -> bool {
        matches!(self, Self::Copied(copy) if copy.capacity() <= LONG)
    }
}

impl Default for KeptBody {
    fn default() -> Self {
        Self::Copied(Vec::new())
    }
}

impl Deref for KeptBody {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match self {
            Self::Copied(copy) => copy,
            Self::Shared(bytes) => bytes,
        }
    }
}

/// The bodies of the replies that were read at once: they share one copy.
#[derive(Default)]
pub(super) struct SharedBodies(Option<Bytes>);

impl SharedBodies {
    /// The body, to keep. `left` are the bytes behind it, which were read with it.
    pub(super) fn keep(&mut self, body: FrameBody<'_>, left: &[u8]) -> Bytes {
        if let Some(memory) = body.memory {
            return memory.slice_ref(body.bytes);
        }
        let copied = self.0.take();
        let copied = copied.unwrap_or_else(|| lent::copy(body.bytes, left));
        let end = copied.len() - left.len();
        let kept = copied.slice(end - body.bytes.len()..end);
        if !left.is_empty() {
            self.0 = Some(copied);
        }
        kept
    }
}

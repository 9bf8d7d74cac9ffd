//! A message's body in whichever serializer it comes in: [`Serialization`], [`Encoder`], [`Decoder`].

mod attachments;
mod decoder;
mod encoder;

pub use attachments::Attachment;
pub use decoder::Decoder;
pub use encoder::Encoder;

use crate::extension;

/// What is to be known of a serializer beside how it writes and reads.
///
/// [`Serialization`] is the list of them.
#[extension(crate = crate, key = "serialization", list = serializations)]
pub trait Format {
    /// The id in a frame's header: 5 bits.
    fn id(&self) -> u8;

    /// Whether the bytes say what stands where.
    fn is_self_describing(&self) -> bool;

    /// A null, as it is written as an item; nothing where none is.
    fn null(&self) -> &'static [u8];
}

serializations! {
    /// The serializers that are compiled in, each behind the feature of its name, in order of preference.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    #[non_exhaustive]
    pub enum Serialization {
        /// Dubbo's own, spoken by every Dubbo peer: id 2.
        #[cfg(feature = "hessian2")]
        Hessian2 = "hessian2" => const crate::hessian2::Hessian2,
        /// MessagePack: id 27, which is Dubbo's. Self-describing; structs travel as maps by their wire names.
        #[cfg(feature = "msgpack")]
        Msgpack = "msgpack" => const crate::msgpack::Msgpack,
        /// bincode 2: id 19, which Dubbo has not given to anybody. Rust to Rust only, both sides with the same
        /// contract: fields travel by position, and a `Value` cannot travel at all.
        #[cfg(feature = "bincode")]
        Bincode = "bincode" => const crate::bincode::Bincode,
    }
}

impl Serialization {
    /// The id in a frame's header: 5 bits.
    #[inline]
    pub fn id(self) -> u8 {
        Format::id(&self)
    }

    /// The serializer of that id, if it is compiled in.
    pub fn from_id(id: u8) -> Option<Self> {
        let mut all = Self::ALL.iter().copied();
        all.find(|serialization| serialization.id() == id)
    }

    /// The names of those compiled in, for messages: `hessian2, msgpack`.
    pub fn names() -> String {
        Self::NAMES.join(", ")
    }
}

/// A piece of a body that a reader can pass over without knowing what is in it; see [`Encoder::open_block`].
#[derive(Debug)]
#[must_use = "a block must be closed"]
pub struct Block {
    /// Where the block begins at the writer, and where it ends at the reader; only bincode marks blocks.
    mark: Option<usize>,
}

//! A message's body in whichever serializer it comes in: [`Serialization`], [`Encoder`], [`Decoder`].

mod attachments;
mod decoder;
mod encoder;

use std::fmt;
use std::str::FromStr;

pub use attachments::Attachment;
pub use decoder::Decoder;
pub use encoder::Encoder;

use crate::{Error, ErrorKind};

/// The serializers that are compiled in, each behind the feature of its name.
///
/// The default is the first of hessian2, msgpack and bincode that is compiled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
#[repr(u8)]
pub enum Serialization {
    /// Dubbo's own, spoken by every Dubbo peer: `hessian2`, id 2.
    #[cfg(feature = "hessian2")]
    Hessian2 = 2,
    /// MessagePack: `msgpack`, id 27, which is Dubbo's. Self-describing; structs travel as maps by their wire names.
    #[cfg(feature = "msgpack")]
    Msgpack = 27,
    /// bincode 2: `bincode`, id 19, which Dubbo has not given to anybody. Rust to Rust only, both sides with the same
    /// contract: fields travel by position, and a `Value` cannot travel at all.
    #[cfg(feature = "bincode")]
    Bincode = 19,
}

impl Serialization {
    /// All that are compiled in, in order of preference.
    pub const ALL: &'static [Self] = &[
        #[cfg(feature = "hessian2")]
        Self::Hessian2,
        #[cfg(feature = "msgpack")]
        Self::Msgpack,
        #[cfg(feature = "bincode")]
        Self::Bincode,
    ];

    /// The id in a frame's header: 5 bits.
    pub const fn id(self) -> u8 {
        self as u8
    }

    /// The name in a URL's `serialization=`.
    pub const fn name(self) -> &'static str {
        match self {
            #[cfg(feature = "hessian2")]
            Self::Hessian2 => "hessian2",
            #[cfg(feature = "msgpack")]
            Self::Msgpack => "msgpack",
            #[cfg(feature = "bincode")]
            Self::Bincode => "bincode",
        }
    }

    /// The serializer of that id, if it is compiled in.
    pub fn from_id(id: u8) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|serialization| serialization.id() == id)
    }

    /// The names of those compiled in, for messages: `hessian2, msgpack`.
    pub fn names() -> String {
        let names: Vec<_> = Self::ALL.iter().map(|one| one.name()).collect();
        names.join(", ")
    }

    /// The serializer of that name, if it is compiled in.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|serialization| serialization.name() == name)
    }
}

impl Default for Serialization {
    fn default() -> Self {
        Self::ALL[0]
    }
}

impl fmt::Display for Serialization {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.name())
    }
}

/// Fails with the names of those that are compiled in, and what to do to add another.
impl FromStr for Serialization {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self, Error> {
        Self::from_name(name).ok_or_else(|| {
            let names: Vec<_> = Self::ALL.iter().map(|serialization| serialization.name()).collect();
            let names = names.join(", ");
            let message = format!(
                "no serialization {name:?} is compiled in, only {names}: hessian2, msgpack and bincode are cargo features"
            );
            Error::new(ErrorKind::Unsupported, message)
        })
    }
}

/// A piece of a body that a reader can pass over without knowing what is in it; see [`Encoder::open_block`].
#[derive(Debug)]
#[must_use = "a block must be closed"]
pub struct Block {
    /// Where the block begins at the writer, and where it ends at the reader; only bincode marks blocks.
    mark: Option<usize>,
}

//! Reading a body.

use std::borrow::Cow;
use std::marker::PhantomData;

use serde::de::DeserializeSeed;

use super::attachments::{self, Visit};
use super::{Block, Format, Serialization};
use crate::exception::Exception;
use crate::java_type::{FromJava, Java};
use crate::{Error, Limits, Value};

/// Reads one message's body, item after item, in one serializer; the counterpart of [`Encoder`](super::Encoder).
///
/// All items of a body are read by one decoder, from its first byte: hessian2 numbers classes and objects through the
/// whole body. Creating a decoder allocates nothing. After an error the rest of the body cannot be read.
#[derive(Debug)]
pub struct Decoder<'de> {
    reader: Reader<'de>,
}

#[derive(Debug)]
#[allow(
    clippy::large_enum_variant,
    reason = "a box would be an allocation for every body"
)]
enum Reader<'de> {
    #[cfg(feature = "hessian2")]
    Hessian2(crate::hessian2::Deserializer<'de>),
    #[cfg(feature = "msgpack")]
    Msgpack(crate::msgpack::Reader<'de>),
    #[cfg(feature = "bincode")]
    Bincode(crate::bincode::Reader<'de>),
}

impl<'de> Decoder<'de> {
    /// A decoder with the default limits.
    pub fn new(serialization: Serialization, body: &'de [u8]) -> Self {
        Self::with_limits(serialization, body, Limits::default())
    }

    /// A decoder of a body that may cost no more than `limits`.
    pub fn with_limits(serialization: Serialization, body: &'de [u8], limits: Limits) -> Self {
        let reader = match serialization {
            #[cfg(feature = "hessian2")]
            Serialization::Hessian2 => {
                Reader::Hessian2(crate::hessian2::Deserializer::with_limits(body, limits))
            }
            #[cfg(feature = "msgpack")]
            Serialization::Msgpack => Reader::Msgpack(crate::msgpack::Reader::new(body, limits)),
            #[cfg(feature = "bincode")]
            Serialization::Bincode => Reader::Bincode(crate::bincode::Reader::new(body, limits)),
        };
        Self { reader }
    }

    /// Says that nothing more will be read: what was made for this body serves the thread's next one. For a decoder
    /// that is just dropped it is made anew.
    pub fn finish(&mut self) {
        match &mut self.reader {
            #[cfg(feature = "hessian2")]
            Reader::Hessian2(deserializer) => deserializer.give_room_back(),
            #[cfg(any(feature = "msgpack", feature = "bincode"))]
            _ => {}
        }
    }

    /// The serializer that the body is read in.
    pub fn serialization(&self) -> Serialization {
        match self.reader {
            #[cfg(feature = "hessian2")]
            Reader::Hessian2(_) => Serialization::Hessian2,
            #[cfg(feature = "msgpack")]
            Reader::Msgpack(_) => Serialization::Msgpack,
            #[cfg(feature = "bincode")]
            Reader::Bincode(_) => Serialization::Bincode,
        }
    }

    /// The offset of the next item.
    pub fn position(&self) -> usize {
        match &self.reader {
            #[cfg(feature = "hessian2")]
            Reader::Hessian2(deserializer) => deserializer.position(),
            #[cfg(feature = "msgpack")]
            Reader::Msgpack(reader) => reader.position(),
            #[cfg(feature = "bincode")]
            Reader::Bincode(reader) => reader.position(),
        }
    }

    /// Whether all items have been read.
    pub fn is_at_end(&self) -> bool {
        match &self.reader {
            #[cfg(feature = "hessian2")]
            Reader::Hessian2(deserializer) => deserializer.is_at_end(),
            #[cfg(feature = "msgpack")]
            Reader::Msgpack(reader) => reader.is_at_end(),
            #[cfg(feature = "bincode")]
            Reader::Bincode(reader) => reader.is_at_end(),
        }
    }

    /// Reads a string, or null; borrowed from the body where it stands there as UTF-8 in one piece.
    ///
    /// # Errors
    /// When something else stands here.
    pub fn string(&mut self) -> Result<Option<Cow<'de, str>>, Error> {
        match &mut self.reader {
            #[cfg(feature = "hessian2")]
            Reader::Hessian2(deserializer) => deserializer.read_string(),
            #[cfg(any(feature = "msgpack", feature = "bincode"))]
            _ => self.read(attachments::OptionalText),
        }
    }

    /// Reads an int.
    ///
    /// # Errors
    /// When something else stands here.
    pub fn int(&mut self) -> Result<i32, Error> {
        self.read(PhantomData::<i32>)
    }

    /// Reads an argument or a result.
    ///
    /// # Errors
    /// When the input is malformed, or holds something that does not fit into `T` without loss.
    pub fn value<T: FromJava>(&mut self) -> Result<T, Error> {
        self.read(PhantomData::<Java<T>>).map(|value| value.0)
    }

    /// Reads whatever stands here.
    ///
    /// # Errors
    /// When the input is malformed; always in bincode, which does not say what stands where.
    pub fn any(&mut self) -> Result<Value, Error> {
        self.check_nodes()?;
        self.read(PhantomData::<Value>)
    }

    /// Passes over one item.
    ///
    /// # Errors
    /// When the input is malformed; always in bincode, where only blocks can be passed over.
    pub fn skip(&mut self) -> Result<(), Error> {
        match &mut self.reader {
            #[cfg(feature = "hessian2")]
            Reader::Hessian2(deserializer) => deserializer.skip(),
            #[cfg(feature = "msgpack")]
            Reader::Msgpack(reader) => reader.skip(),
            #[cfg(feature = "bincode")]
            Reader::Bincode(reader) => reader.read(PhantomData::<serde::de::IgnoredAny>).map(drop),
        }
    }

    /// Begins to read a block, see [`Encoder::open_block`](super::Encoder::open_block).
    ///
    /// # Errors
    /// When the body is shorter than the block.
    pub fn open_block(&mut self) -> Result<Block, Error> {
        match &mut self.reader {
            #[cfg(feature = "bincode")]
            Reader::Bincode(reader) => reader.open_block().map(|end| Block { mark: Some(end) }),
            #[cfg(any(feature = "hessian2", feature = "msgpack"))]
            _ => Ok(Block { mark: None }),
        }
    }

    /// Ends a block.
    ///
    /// # Errors
    /// In bincode, when what was read is not the whole block: the peer has another contract.
    pub fn close_block(&mut self, block: Block) -> Result<(), Error> {
        match (&mut self.reader, block.mark) {
            #[cfg(feature = "bincode")]
            (Reader::Bincode(reader), Some(end)) => reader.close_block(end),
            _ => Ok(()),
        }
    }

    /// Passes over a whole block of that many items; bincode knows its length without.
    ///
    /// # Errors
    /// When the input is malformed.
    pub fn skip_block(&mut self, items: usize) -> Result<(), Error> {
        match &mut self.reader {
            #[cfg(feature = "bincode")]
            Reader::Bincode(reader) => {
                let _ = items;
                reader.skip_block()
            }
            #[cfg(any(feature = "hessian2", feature = "msgpack"))]
            _ => (0..items).try_for_each(|_| self.skip()),
        }
    }

    /// Shows each attachment to `visit`, with its value if that is a string or a whole number, as text; null stands for
    /// no attachments.
    ///
    /// Nothing is allocated for strings that stand in the body in one piece.
    ///
    /// # Errors
    /// When something else than a map or null stands here.
    pub fn visit_attachments(
        &mut self,
        visit: &mut dyn FnMut(&str, Option<&str>),
    ) -> Result<(), Error> {
        let described = self.serialization().is_self_describing();
        self.read(Visit { visit, described })
    }

    /// Reads the attachments, in the order in which they came; null stands for none.
    ///
    /// # Errors
    /// When something else than a map or null stands here.
    pub fn attachments(&mut self) -> Result<Vec<(String, Value)>, Error> {
        let described = self.serialization().is_self_describing();
        self.check_nodes()?;
        self.read(attachments::Collect { described })
    }

    /// Reads an exception.
    ///
    /// # Errors
    /// When something else stands here.
    pub fn exception(&mut self) -> Result<Exception, Error> {
        match self.serialization() {
            #[cfg(feature = "hessian2")]
            Serialization::Hessian2 => {
                let offset = self.position();
                Exception::from_value(self.any()?).map_err(|error| error.at(offset))
            }
            #[cfg(feature = "msgpack")]
            Serialization::Msgpack => {
                let class = self.string()?.unwrap_or_default().into_owned();
                Ok(Exception::from_bean(class, self.any()?))
            }
            #[cfg(feature = "bincode")]
            Serialization::Bincode => {
                let positional = self.read(PhantomData::<crate::exception::Positional>)?;
                Ok(positional.into())
            }
        }
    }

    /// hessian2 counts while it reads.
    fn check_nodes(&self) -> Result<(), Error> {
        match &self.reader {
            #[cfg(feature = "msgpack")]
            Reader::Msgpack(reader) => reader.check_nodes(),
            #[cfg(any(feature = "hessian2", feature = "bincode"))]
            _ => Ok(()),
        }
    }

    fn read<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Error> {
        match &mut self.reader {
            #[cfg(feature = "hessian2")]
            Reader::Hessian2(deserializer) => seed.deserialize(deserializer),
            #[cfg(feature = "msgpack")]
            Reader::Msgpack(reader) => reader.read(seed),
            #[cfg(feature = "bincode")]
            Reader::Bincode(reader) => reader.read(seed),
        }
    }
}

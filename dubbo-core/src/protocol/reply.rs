use bytes::Bytes;
use dubbo_codec::{Decoder, Encoder, Exception, Format, FromJava, JavaType, Serialization, Value};
use serde::de::value::UnitDeserializer;

use super::Attachments;
use crate::error::{Error, Result};
use crate::exchange::{Outgoing, give_back, outgoing};

/// The answer to a call, still in the bytes it came in: only the proxy decodes it, to the type that
/// the method returns. A filter may look at it, or make one of its own.
#[derive(Clone, Debug)]
pub struct Reply {
    content: Content,
    serialization: Serialization,
    /// The item, framed as a block; then, in what a peer sent, the attachments.
    bytes: Item,
    sent_attachments: bool,
    /// Attachments that this side adds: a provider's, on their way out.
    pub attachments: Attachments,
}

/// Bytes of a frame, or bytes written here: those need no sharing, which would cost an allocation.
#[derive(Clone, Debug)]
pub(crate) enum Item {
    Received(Bytes),
    Written(Written),
}

impl Item {
    /// A copy of what is an item already.
    pub(crate) fn copy_of(item: &[u8]) -> Self {
        let mut bytes = outgoing();
        bytes.extend_from_slice(item);
        Self::Written(Written(bytes))
    }

    /// Appends it to a frame.
    pub(crate) fn append_to(self, out: &mut Outgoing) {
        match self {
            Self::Received(bytes) => out.bytes().extend_from_slice(&bytes),
            Self::Written(mut written) => out.append(std::mem::take(&mut written.0)),
        }
    }
}

/// Bytes in a buffer that is used again.
#[derive(Clone, Debug)]
pub(crate) struct Written(Vec<u8>);

impl Drop for Written {
    fn drop(&mut self) {
        give_back(std::mem::take(&mut self.0));
    }
}

impl std::ops::Deref for Item {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match self {
            Self::Received(bytes) => bytes,
            Self::Written(bytes) => &bytes.0,
        }
    }
}

/// What a reply holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// The method's result.
    Value,
    /// Null, or nothing: the wire does not tell them apart (dubbo-protocol §4.1).
    Null,
    /// What the method threw.
    Exception,
}

impl Reply {
    /// A reply that holds `value`.
    ///
    /// # Errors
    /// A value that the serialization cannot carry.
    pub fn of<T: JavaType + ?Sized>(serialization: Serialization, value: &T) -> Result<Self> {
        let bytes = block(serialization, |encoder| encoder.value(value))
            .map_err(|error| Error::serialization("the result of the call", error))?;
        Ok(Self::result(serialization, Item::Written(bytes)))
    }

    /// A reply whose result is in `item`: null is told from a value by its bytes.
    pub(crate) fn result(serialization: Serialization, item: Item) -> Self {
        match *item == *serialization.null() {
            true => Self::null(serialization),
            false => Self::new(Content::Value, serialization, item),
        }
    }

    /// A reply that holds nothing: of a call that is not answered.
    pub(crate) fn null(serialization: Serialization) -> Self {
        Self::new(
            Content::Null,
            serialization,
            Item::Written(Written(Vec::new())),
        )
    }

    /// A reply that holds an exception, written by `encode`.
    pub(crate) fn exception(
        serialization: Serialization,
        encode: impl FnOnce(&mut Encoder<'_>) -> Result<(), dubbo_codec::Error>,
    ) -> Result<Self> {
        let bytes = block(serialization, encode)
            .map_err(|error| Error::serialization("the exception of the call", error))?;
        Ok(Self::new(
            Content::Exception,
            serialization,
            Item::Written(bytes),
        ))
    }

    /// A reply whose item is in `bytes` already: block frame, item, and nothing else.
    pub(crate) fn new(content: Content, serialization: Serialization, bytes: Item) -> Self {
        let attachments = Attachments::new();
        Self {
            content,
            serialization,
            bytes,
            sent_attachments: false,
            attachments,
        }
    }

    /// A reply as a peer sent it: `bytes` begin at the item.
    pub(crate) fn received(
        content: Content,
        serialization: Serialization,
        bytes: Bytes,
        sent_attachments: bool,
    ) -> Self {
        Self {
            sent_attachments,
            ..Self::new(content, serialization, Item::Received(bytes))
        }
    }

    /// What it holds.
    #[must_use]
    pub fn content(&self) -> Content {
        self.content
    }

    /// The serialization it is in.
    #[must_use]
    pub fn serialization(&self) -> Serialization {
        self.serialization
    }

    /// The item's bytes.
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    pub(crate) fn into_item(self) -> Item {
        self.bytes
    }

    /// Decodes the result.
    ///
    /// # Errors
    /// The exception, where it holds one; bytes that are not a `T`.
    pub fn decode<T: FromJava>(&self) -> Result<T> {
        let null = self.serialization.null();
        let bytes = match self.content {
            Content::Value => &self.bytes[..],
            Content::Null if null.is_empty() => return nothing(),
            Content::Null => null,
            Content::Exception => return Err(Error::Exception(Box::new(self.decode_exception()?))),
        };
        let mut decoder = Decoder::new(self.serialization, bytes);
        let value = read_block(&mut decoder, |decoder| decoder.value());
        decoder.finish();
        value.map_err(|error| Error::serialization("the result of the call", error))
    }

    /// The result as a value, whatever its type.
    ///
    /// # Errors
    /// As [`decode`](Self::decode); bincode does not say what it holds.
    pub fn value(&self) -> Result<Value> {
        self.decode()
    }

    /// The attachments that the provider sent, and those added since.
    ///
    /// # Errors
    /// Bytes that are not a reply.
    pub fn all_attachments(&self) -> Result<Attachments> {
        let mut all = Attachments::new();
        if self.sent_attachments {
            let mut decoder = Decoder::new(self.serialization, &self.bytes);
            // An exception is one item or several, which only its decoder knows.
            let passed = match self.content {
                Content::Value => decoder.skip_block(1),
                Content::Null => Ok(()),
                Content::Exception => {
                    read_block(&mut decoder, |decoder| decoder.exception()).map(drop)
                }
            };
            let entries = passed.and_then(|()| decoder.attachments());
            let entries =
                entries.map_err(|error| Error::serialization("the reply's attachments", error))?;
            all = Attachments::decoded(entries);
        }
        all.extend(
            self.attachments
                .iter()
                .map(|(key, value)| (key.to_owned(), value.clone())),
        );
        Ok(all)
    }

    fn decode_exception(&self) -> Result<Exception> {
        let mut decoder = Decoder::new(self.serialization, &self.bytes);
        let exception = read_block(&mut decoder, |decoder| decoder.exception());
        exception
            .map_err(|error| Error::serialization("the exception that the service threw", error))
    }
}

fn block(
    serialization: Serialization,
    encode: impl FnOnce(&mut Encoder<'_>) -> Result<(), dubbo_codec::Error>,
) -> Result<Written, dubbo_codec::Error> {
    let mut written = Written(outgoing());
    let mut encoder = Encoder::new(serialization, &mut written.0);
    let block = encoder.open_block();
    encode(&mut encoder)?;
    encoder.close_block(block);
    Ok(written)
}

/// What a null is to a method's type, where the serialization has no bytes for it.
fn nothing<T: FromJava>() -> Result<T> {
    let value = T::deserialize(UnitDeserializer::<dubbo_codec::Error>::new());
    value.map_err(|error| Error::serialization("the result of the call", error))
}

fn read_block<'a, V>(
    decoder: &mut Decoder<'a>,
    read: impl FnOnce(&mut Decoder<'a>) -> Result<V, dubbo_codec::Error>,
) -> Result<V, dubbo_codec::Error> {
    let block = decoder.open_block()?;
    let value = read(decoder)?;
    decoder.close_block(block)?;
    Ok(value)
}

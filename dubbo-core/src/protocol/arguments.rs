use dubbo_codec::{
    Block, Decoder, Encoder, ErrorKind, FromJava, JavaType, Serialization, Value, to_value,
};

use super::{Attachments, Invocation};
use crate::error::{Error, Result};
use crate::exchange::KeptBody;

/// The arguments of a call, not yet bytes: they write themselves in whatever serialization the
/// provider speaks, as often as the call is sent.
///
/// Generated code makes them of nested pairs, `(first, (second, ()))`.
pub trait Arguments: Send + Sync {
    /// Writes all arguments.
    ///
    /// # Errors
    /// A value that the serialization cannot carry.
    fn encode(&self, encoder: &mut Encoder<'_>) -> Result<(), dubbo_codec::Error>;

    /// The arguments as values, for filters that look at them. Costs an allocation or more.
    ///
    /// # Errors
    /// A value that cannot be shown as a [`Value`].
    fn values(&self) -> Result<Vec<Value>, dubbo_codec::Error>;

    /// The bytes that they came in, at a provider.
    fn encoded(&self) -> Option<&Encoded> {
        None
    }
}

impl Arguments for () {
    fn encode(&self, _: &mut Encoder<'_>) -> Result<(), dubbo_codec::Error> {
        Ok(())
    }

    fn values(&self) -> Result<Vec<Value>, dubbo_codec::Error> {
        Ok(Vec::new())
    }
}

impl<T: JavaType + Send + Sync, R: Arguments> Arguments for (T, R) {
    fn encode(&self, encoder: &mut Encoder<'_>) -> Result<(), dubbo_codec::Error> {
        encoder.value(&self.0)?;
        self.1.encode(encoder)
    }

    fn values(&self) -> Result<Vec<Value>, dubbo_codec::Error> {
        let mut values = self.1.values()?;
        values.insert(0, to_value(&dubbo_codec::java_type::AsJava(&self.0))?);
        Ok(values)
    }
}

/// Arguments as they came in: still in a frame's bytes.
#[derive(Clone, Debug, Default)]
pub struct Encoded {
    /// From the first argument on: the arguments, then the attachments.
    pub(crate) bytes: KeptBody,
    pub(crate) serialization: Serialization,
    /// How many arguments there are.
    pub(crate) count: usize,
    /// Where the attachments begin.
    pub(crate) end: usize,
}

impl Arguments for Encoded {
    fn encode(&self, encoder: &mut Encoder<'_>) -> Result<(), dubbo_codec::Error> {
        self.values()?
            .iter()
            .try_for_each(|value| encoder.value(value))
    }

    fn values(&self) -> Result<Vec<Value>, dubbo_codec::Error> {
        let mut decoder = Decoder::new(self.serialization, &self.bytes);
        let block = decoder.open_block()?;
        let values = (0..self.count)
            .map(|_| decoder.any())
            .collect::<Result<_, _>>()?;
        decoder.close_block(block)?;
        Ok(values)
    }

    fn encoded(&self) -> Option<&Encoded> {
        Some(self)
    }
}

impl Encoded {
    /// The attachments behind the arguments.
    pub(crate) fn attachments(&self) -> Result<Attachments> {
        let mut decoder = Decoder::new(self.serialization, &self.bytes);
        let entries = decoder
            .skip_block(self.count)
            .and_then(|()| decoder.attachments());
        let entries =
            entries.map_err(|error| Error::serialization("request attachments", error))?;
        Ok(Attachments::decoded(entries))
    }

    /// The bytes of the arguments alone, with the block's frame that the serialization gives them.
    pub(crate) fn block(&self) -> &[u8] {
        &self.bytes[..self.end]
    }
}

/// Decodes the arguments of `call`. Those of a call in memory pass through the codec here, too.
///
/// # Errors
/// Those of `decode`; in memory, a value that the serialization cannot carry.
pub(crate) fn decode_arguments<V>(
    call: &Invocation<'_>,
    decode: impl Fn(&mut ArgumentsDecoder<'_>) -> Result<V>,
) -> Result<V> {
    if let Some(encoded) = call.arguments().encoded() {
        let count = Some(encoded.count);
        return decode(&mut ArgumentsDecoder::new(
            encoded.serialization,
            encoded.block(),
            count,
        ));
    }
    let serialization = call.serialization();
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(serialization, &mut bytes);
    let block = encoder.open_block();
    let written = call.arguments().encode(&mut encoder);
    encoder.close_block(block);
    written.map_err(|error| Error::serialization("the arguments of the call", error))?;
    decode(&mut ArgumentsDecoder::new(serialization, &bytes, None))
}

/// Decodes one argument after the other.
pub struct ArgumentsDecoder<'a> {
    decoder: Decoder<'a>,
    /// The arguments' frame, once it has been opened, up to their end.
    block: Option<Block>,
    /// How many are still to come, where that is known.
    left: Option<usize>,
}

impl<'a> ArgumentsDecoder<'a> {
    fn new(serialization: Serialization, bytes: &'a [u8], count: Option<usize>) -> Self {
        Self {
            decoder: Decoder::new(serialization, bytes),
            block: None,
            left: count,
        }
    }

    /// The next argument; `name` stands in the error.
    ///
    /// # Errors
    /// The bytes are no value, or not one that `T` can hold, or go on behind the last argument.
    pub fn next<T: FromJava>(&mut self, name: &str) -> Result<T> {
        if self.block.is_none() {
            self.block = Some(self.decoder.open_block().map_err(wrong)?);
        }
        let value = self.decoder.value();
        let value =
            value.map_err(|error| Error::serialization(format!("argument `{name}`"), error))?;
        self.left = self.left.map(|left| left.saturating_sub(1));
        if self.left == Some(0) {
            self.check_end()?;
        }
        Ok(value)
    }

    /// A request that is known by its bytes ends its arguments where its attachments were expected.
    fn check_end(&mut self) -> Result<()> {
        if let Some(block) = self.block.take() {
            self.decoder.close_block(block).map_err(wrong)?;
        }
        if self.decoder.is_at_end() {
            self.decoder.finish();
            return Ok(());
        }
        let at = self.decoder.position();
        let text = format!("the last of them ends at byte {at}, and more bytes follow");
        Err(wrong(dubbo_codec::Error::new(ErrorKind::Malformed, text)))
    }
}

fn wrong(error: dubbo_codec::Error) -> Error {
    Error::serialization("the arguments of the call", error)
}

//! bincode 2 (its standard configuration), Rust to Rust: items in hessian2's order; a string is an `Option<String>`,
//! so that null has a place; arguments and result stand in blocks, whose length of 32 bits (little-endian, as all in
//! bincode) comes first.

mod budget;
mod read;
mod write;

use serde::Serialize;
use serde::de::{DeserializeOwned, DeserializeSeed};

use self::budget::Budget;
use self::read::Guarded;
use crate::serialization::Format;
use crate::{Error, ErrorKind, Limits};

/// bincode among the serializers.
pub(crate) struct Bincode;

impl Format for Bincode {
    fn id(&self) -> u8 {
        19
    }

    fn is_self_describing(&self) -> bool {
        false
    }

    /// It does not mark one: what stands in the place of a null is a value.
    fn null(&self) -> &'static [u8] {
        b""
    }
}

/// What is said wherever a `Value` meets bincode.
const REFUSAL: &str = "bincode cannot carry a Value (java.lang.Object): \
    it is not self-describing; use hessian2 or msgpack";

/// The width of a block's length.
const BLOCK: usize = 4;

fn configuration() -> impl ::bincode::config::Config {
    ::bincode::config::standard()
}

pub(crate) fn write_null(output: &mut Vec<u8>) {
    output.push(0);
}

pub(crate) fn write_int(output: &mut Vec<u8>, number: i32) {
    // Zigzag, so that small negative numbers are short as well.
    write_varint(output, (number << 1 ^ number >> 31).cast_unsigned());
}

pub(crate) fn write_string(output: &mut Vec<u8>, text: &str) {
    output.push(1);
    // A body is far below 4 GiB: its length stands in a frame's header as 32 bits.
    write_varint(output, text.len() as u32);
    output.extend_from_slice(text.as_bytes());
}

fn write_varint(output: &mut Vec<u8>, number: u32) {
    match (u8::try_from(number), u16::try_from(number)) {
        (Ok(tiny @ ..251), _) => output.push(tiny),
        (_, Ok(short)) => {
            output.push(251);
            output.extend(short.to_le_bytes());
        }
        _ => {
            output.push(252);
            output.extend(number.to_le_bytes());
        }
    }
}

/// Leaves room for a block's length, and returns where the block begins.
pub(crate) fn open_block(output: &mut Vec<u8>) -> usize {
    output.extend([0; BLOCK]);
    output.len()
}

pub(crate) fn close_block(output: &mut [u8], start: usize) {
    let length = output.len().saturating_sub(start) as u32;
    let room = start
        .checked_sub(BLOCK)
        .and_then(|room| output.get_mut(room..start));
    if let Some(room) = room {
        room.copy_from_slice(&length.to_le_bytes());
    }
}

pub(crate) fn write<T: Serialize + ?Sized>(output: &mut Vec<u8>, item: &T) -> Result<(), Error> {
    let guarded = write::Guarded(item);
    let written = ::bincode::serde::encode_into_std_write(guarded, output, configuration());
    written
        .map(drop)
        .map_err(|error| Error::new(ErrorKind::Unsupported, describe_write(&error)))
}

fn describe_write(error: &::bincode::error::EncodeError) -> String {
    match error {
        ::bincode::error::EncodeError::OtherString(message) => message.clone(),
        other => format!("bincode cannot write this: {other}"),
    }
}

/// Reads one item, which must be all there is.
pub(crate) fn read_all<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Error> {
    let mut reader = Reader::new(bytes, Limits::default());
    let item = reader.read(std::marker::PhantomData::<T>)?;
    reader.close_block(bytes.len())?;
    Ok(item)
}

/// Reads items from a body, one after the other.
#[derive(Debug)]
pub(crate) struct Reader<'de> {
    body: &'de [u8],
    position: usize,
    depth: usize,
}

impl<'de> Reader<'de> {
    pub(crate) fn new(body: &'de [u8], limits: Limits) -> Self {
        Self {
            body,
            position: 0,
            depth: limits.depth,
        }
    }

    pub(crate) fn position(&self) -> usize {
        self.position
    }

    pub(crate) fn is_at_end(&self) -> bool {
        self.position == self.body.len()
    }

    pub(crate) fn read<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Error> {
        let rest = &self.body[self.position..];
        let guarded = Guarded::new(seed, Budget::new(rest.len(), self.depth));
        let read = ::bincode::serde::seed_decode_from_slice(guarded, rest, configuration());
        let (item, length) = read.map_err(|error| budget::describe(&error).at(self.position))?;
        self.position += length;
        Ok(item)
    }

    /// Reads a block's length, and returns where the block ends.
    pub(crate) fn open_block(&mut self) -> Result<usize, Error> {
        let rest = &self.body[self.position..];
        let length = rest
            .first_chunk::<BLOCK>()
            .map(|length| u32::from_le_bytes(*length) as usize);
        let end = length.and_then(|length| (self.position + BLOCK).checked_add(length));
        let end = end.filter(|end| *end <= self.body.len()).ok_or_else(|| {
            let message = "the body ends within a block of bincode";
            Error::new(ErrorKind::EndOfInput, message).at(self.position)
        })?;
        self.position += BLOCK;
        Ok(end)
    }

    pub(crate) fn close_block(&mut self, end: usize) -> Result<(), Error> {
        if self.position == end {
            return Ok(());
        }
        let message = format!(
            "the types read end at byte {} of the body, but the peer's at {end}: do both sides have the same contract?",
            self.position
        );
        Err(Error::new(ErrorKind::Mismatch, message).at(self.position))
    }

    pub(crate) fn skip_block(&mut self) -> Result<(), Error> {
        self.position = self.open_block()?;
        Ok(())
    }
}

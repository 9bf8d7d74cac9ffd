//! MessagePack: items in hessian2's order, each one MessagePack value; structs are maps by wire name, byte[] is bin.

mod skip;

use serde::Serialize;
use serde::de::DeserializeSeed;

use crate::{Error, ErrorKind};

/// How deep values may stand within each other; MessagePack itself sets no limit.
const MAXIMUM_DEPTH: usize = 256;

pub(crate) fn write_null(output: &mut Vec<u8>) {
    output.push(0xc0);
}

pub(crate) fn write_int(output: &mut Vec<u8>, number: i32) {
    match (i8::try_from(number), i16::try_from(number)) {
        (Ok(small @ -32..), _) => output.push(small.cast_unsigned()),
        (Ok(small), _) => output.extend([0xd0, small.cast_unsigned()]),
        (_, Ok(short)) => {
            output.push(0xd1);
            output.extend(short.to_be_bytes());
        }
        _ => {
            output.push(0xd2);
            output.extend(number.to_be_bytes());
        }
    }
}

pub(crate) fn write_string(output: &mut Vec<u8>, text: &str) {
    let length = text.len();
    match (u8::try_from(length), u16::try_from(length)) {
        (Ok(tiny @ ..32), _) => output.push(0xa0 | tiny),
        (Ok(short), _) => output.extend([0xd9, short]),
        (_, Ok(medium)) => {
            output.push(0xda);
            output.extend(medium.to_be_bytes());
        }
        _ => {
            // A body is far below 4 GiB: its length stands in a frame's header as 32 bits.
            output.push(0xdb);
            output.extend((length as u32).to_be_bytes());
        }
    }
    output.extend_from_slice(text.as_bytes());
}

pub(crate) fn write<T: Serialize + ?Sized>(output: &mut Vec<u8>, item: &T) -> Result<(), Error> {
    let mut serializer = rmp_serde::Serializer::new(output).with_struct_map();
    item.serialize(&mut serializer).map_err(|error| {
        Error::new(
            ErrorKind::Unsupported,
            format!("msgpack cannot write this: {error}"),
        )
    })
}

/// Reads items from a body, one after the other.
#[derive(Debug)]
pub(crate) struct Reader<'de> {
    body: &'de [u8],
    position: usize,
}

impl<'de> Reader<'de> {
    pub(crate) fn new(body: &'de [u8]) -> Self {
        Self { body, position: 0 }
    }

    pub(crate) fn position(&self) -> usize {
        self.position
    }

    pub(crate) fn is_at_end(&self) -> bool {
        self.position == self.body.len()
    }

    pub(crate) fn read<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Error> {
        let start = self.position;
        // rmp-serde does not say where it stops when it borrows from its input, so an item's end is found first.
        self.position = skip::end_of_item(self.body, start)?;
        let item = &self.body[start..self.position];
        let mut deserializer = rmp_serde::Deserializer::from_read_ref(item);
        deserializer.set_max_depth(MAXIMUM_DEPTH);
        seed.deserialize(&mut deserializer)
            .map_err(|error| Error::new(kind(&error), format!("msgpack: {error}")).at(start))
    }
}

fn kind(error: &rmp_serde::decode::Error) -> ErrorKind {
    use rmp_serde::decode::Error as E;
    match error {
        E::InvalidMarkerRead(_) | E::InvalidDataRead(_) => ErrorKind::EndOfInput,
        E::TypeMismatch(_) | E::LengthMismatch(_) => ErrorKind::Mismatch,
        E::OutOfRange => ErrorKind::OutOfRange,
        E::DepthLimitExceeded => ErrorKind::Limit,
        E::Utf8Error(_) => ErrorKind::Malformed,
        _ => ErrorKind::Custom,
    }
}

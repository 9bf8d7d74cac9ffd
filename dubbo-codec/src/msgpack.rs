//! MessagePack as Java Dubbo 2.7 writes it with Jackson: items in hessian2's order, each one MessagePack value; structs
//! are maps by wire name, byte[] is bin, an enum's constant its name. It counts as a format for people, since Java has
//! text where hessian2 has objects: UUID, BigDecimal.

mod skip;

use serde::Serialize;
use serde::de::DeserializeSeed;

use crate::serialization::Format;
use crate::{Error, ErrorKind, Limits};

/// MessagePack among the serializers.
pub(crate) struct Msgpack;

impl Format for Msgpack {
    fn id(&self) -> u8 {
        27
    }

    fn is_self_describing(&self) -> bool {
        true
    }

    fn null(&self) -> &'static [u8] {
        b"\xC0"
    }
}

pub(crate) fn write_null(output: &mut Vec<u8>) {
    output.push(0xc0);
}

pub(crate) fn write_int(output: &mut Vec<u8>, number: i32) {
    // The shortest form, and an unsigned one for a positive number, as Java does.
    let bytes = number.to_be_bytes();
    let (marker, width) = match number {
        -32..=0x7f => return output.push(bytes[3]),
        0x80..=0xff => (0xcc, 1),
        0x100..=0xffff => (0xcd, 2),
        0x1_0000.. => (0xce, 4),
        -0x80..=-33 => (0xd0, 1),
        -0x8000..=-0x81 => (0xd1, 2),
        _ => (0xd2, 4),
    };
    output.push(marker);
    output.extend_from_slice(&bytes[4 - width..]);
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
    let mut serializer = rmp_serde::Serializer::new(output)
        .with_struct_map()
        .with_human_readable();
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
    limits: Limits,
}

impl<'de> Reader<'de> {
    pub(crate) fn new(body: &'de [u8], limits: Limits) -> Self {
        Self {
            body,
            position: 0,
            limits,
        }
    }

    pub(crate) fn position(&self) -> usize {
        self.position
    }

    pub(crate) fn is_at_end(&self) -> bool {
        self.position == self.body.len()
    }

    pub(crate) fn skip(&mut self) -> Result<(), Error> {
        self.position = skip::end_of_item(self.body, self.position)?.0;
        Ok(())
    }

    /// Fails if the next item is of more values than a `Value` may be.
    pub(crate) fn check_nodes(&self) -> Result<(), Error> {
        let (_, values) = skip::end_of_item(self.body, self.position)?;
        if values > self.limits.nodes {
            let message = format!("untyped values have more than {} parts", self.limits.nodes);
            return Err(Error::new(ErrorKind::Limit, message).at(self.position));
        }
        Ok(())
    }

    pub(crate) fn read<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Error> {
        let start = self.position;
        // rmp-serde does not say where it stops when it borrows from its input, so an item's end is found first.
        self.skip()?;
        let item = &self.body[start..self.position];
        let mut deserializer = rmp_serde::Deserializer::from_read_ref(item).with_human_readable();
        deserializer.set_max_depth(self.limits.depth);
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

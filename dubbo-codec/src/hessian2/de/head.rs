use super::Deserializer;
use crate::error::{Error, ErrorKind};
use crate::hessian2::tag;

/// What a value's first bytes say: a scalar whole, of anything else the header.
#[derive(Debug)]
pub(super) enum Head {
    Null,
    Bool(bool),
    Int(i32),
    Long(i64),
    Double(f64),
    Date(i64),
    /// The tag of the first piece, behind which the position stands.
    Text(u8),
    Binary(u8),
    /// `length` is missing when an end tag closes the list. `class` is where its type stands.
    List {
        offset: usize,
        length: Option<usize>,
        class: Option<usize>,
    },
    Map {
        offset: usize,
        class: Option<usize>,
    },
    Object {
        offset: usize,
        class: usize,
    },
    Reference(i32),
}

impl<'de> Deserializer<'de> {
    /// Reads the head of the value that stands here, and the definitions of classes before it.
    pub(super) fn head(&mut self) -> Result<Head, Error> {
        let mut is_in_handle = false;
        loop {
            let offset = self.position;
            let tag = self.byte()?;
            if let Some(head) = self.scalar(tag, offset)? {
                let is_number = matches!(head, Head::Int(_) | Head::Long(_) | Head::Double(_));
                if is_in_handle && !is_number {
                    return Err(no_number_in_handle(tag, offset));
                }
                return Ok(head);
            }
            match tag {
                tag::DEFINITION => self.definition()?,
                0x60..=0x6f | tag::OBJECT => {
                    let class = match tag {
                        tag::OBJECT => self.int()?,
                        direct => i32::from(direct - tag::OBJECT_DIRECT),
                    };
                    let class = self.known_class(class).map_err(|error| error.at(offset))?;
                    // A boxed Byte, Short or Float of Caucho and hessian-lite 4.0.0 to 4.0.2 is the number in it.
                    match self.definitions[class].is_handle {
                        true => is_in_handle = true,
                        false if is_in_handle => return Err(no_number_in_handle(tag, offset)),
                        false => return Ok(Head::Object { offset, class }),
                    }
                }
                // A reference could be to the box itself, which no container is open for.
                _ if is_in_handle => return Err(no_number_in_handle(tag, offset)),
                tag::REFERENCE => return Ok(Head::Reference(self.int()?)),
                _ => return self.collection(tag, offset),
            }
        }
    }

    fn collection(&mut self, tag: u8, offset: usize) -> Result<Head, Error> {
        let class = match tag {
            0x70..=0x77 | tag::LIST_TYPED | tag::LIST_TYPED_VARIABLE | tag::MAP_TYPED => {
                Some(self.skip_type()?)
            }
            _ => None,
        };
        let length = match tag {
            tag::MAP | tag::MAP_TYPED => return Ok(Head::Map { offset, class }),
            tag::LIST_VARIABLE | tag::LIST_TYPED_VARIABLE => None,
            tag::LIST | tag::LIST_TYPED => Some(self.length("a list")?),
            0x70..=0x7f => Some(usize::from(tag & 0x07)),
            _ => return Err(unknown_tag(tag, offset)),
        };
        let left = self.input.len() - self.position;
        match length {
            Some(length) if length > left => Err(too_many("a list", length, left).at(offset)),
            _ => Ok(Head::List {
                offset,
                length,
                class,
            }),
        }
    }

    pub(super) fn scalar(&mut self, tag: u8, offset: usize) -> Result<Option<Head>, Error> {
        let head = match tag {
            0x00..=0x1f | 0x30..=0x33 | tag::STRING_CHUNK | tag::STRING_FINAL => Head::Text(tag),
            0x20..=0x2f | 0x34..=0x37 | tag::BINARY_CHUNK | tag::BINARY_FINAL => Head::Binary(tag),
            0x80..=0xd7 | tag::INT => Head::Int(self.int_of(tag, offset)?),
            0xd8..=0xff | 0x38..=0x3f | tag::LONG | tag::LONG_IN_INT => {
                Head::Long(self.long_of(tag)?)
            }
            tag::NULL => Head::Null,
            tag::TRUE => Head::Bool(true),
            tag::FALSE => Head::Bool(false),
            tag::DOUBLE_ZERO => Head::Double(0.0),
            tag::DOUBLE_ONE => Head::Double(1.0),
            tag::DOUBLE_BYTE => Head::Double(i8::from_be_bytes(self.bytes()?).into()),
            tag::DOUBLE_SHORT => Head::Double(i16::from_be_bytes(self.bytes()?).into()),
            // Java multiplies, dubbo-go divides, and only the former is the inverse of what Java writes (§5).
            tag::DOUBLE_MILLS => Head::Double(0.001 * f64::from(i32::from_be_bytes(self.bytes()?))),
            tag::DOUBLE => Head::Double(f64::from_be_bytes(self.bytes()?)),
            tag::DATE_MILLISECONDS => Head::Date(i64::from_be_bytes(self.bytes()?)),
            tag::DATE_MINUTES => Head::Date(i64::from(i32::from_be_bytes(self.bytes()?)) * 60_000),
            _ => return Ok(None),
        };
        Ok(Some(head))
    }

    /// Reads an int in a place where hessian allows nothing else.
    pub(super) fn int(&mut self) -> Result<i32, Error> {
        let offset = self.position;
        let tag = self.byte()?;
        self.int_of(tag, offset)
    }

    fn int_of(&mut self, tag: u8, offset: usize) -> Result<i32, Error> {
        Ok(match tag {
            0x80..=0xbf => i32::from(tag) - 0x90,
            0xc0..=0xcf => (i32::from(tag) - 0xc8) << 8 | i32::from(self.byte()?),
            0xd0..=0xd7 => {
                (i32::from(tag) - 0xd4) << 16 | i32::from(u16::from_be_bytes(self.bytes()?))
            }
            tag::INT => i32::from_be_bytes(self.bytes()?),
            _ => {
                let message = format!("expected an int, found the tag {tag:#04x}");
                return Err(Error::new(ErrorKind::Malformed, message).at(offset));
            }
        })
    }

    fn long_of(&mut self, tag: u8) -> Result<i64, Error> {
        Ok(match tag {
            0xd8..=0xef => i64::from(tag) - 0xe0,
            0xf0..=0xff => (i64::from(tag) - 0xf8) << 8 | i64::from(self.byte()?),
            0x38..=0x3f => {
                (i64::from(tag) - 0x3c) << 16 | i64::from(u16::from_be_bytes(self.bytes()?))
            }
            tag::LONG => i64::from_be_bytes(self.bytes()?),
            _ => i32::from_be_bytes(self.bytes()?).into(),
        })
    }

    /// Reads how many elements or fields `what` claims to have. None is shorter than a byte, so there cannot be more of
    /// them than bytes are left.
    pub(super) fn length(&mut self, what: &str) -> Result<usize, Error> {
        let offset = self.position;
        let length = self.int()?;
        let left = self.input.len() - self.position;
        match usize::try_from(length) {
            Ok(length) if length <= left => Ok(length),
            Ok(length) => Err(too_many(what, length, left).at(offset)),
            Err(_) => {
                let message = format!("{what} claims to have {length} elements");
                Err(Error::new(ErrorKind::Malformed, message).at(offset))
            }
        }
    }

    /// Passes over the type of a list or map, and says where it stands.
    fn skip_type(&mut self) -> Result<usize, Error> {
        let offset = self.position;
        match self.peek()? {
            0x80..=0xd7 | tag::INT => self.int().map(drop)?,
            _ => self.skip_text()?,
        }
        Ok(offset)
    }

    pub(super) fn peek(&self) -> Result<u8, Error> {
        self.input
            .get(self.position)
            .copied()
            .ok_or_else(|| self.end_of_input(1))
    }

    pub(super) fn byte(&mut self) -> Result<u8, Error> {
        let byte = self.peek()?;
        self.position += 1;
        Ok(byte)
    }

    fn bytes<const N: usize>(&mut self) -> Result<[u8; N], Error> {
        match self.input[self.position..].first_chunk() {
            Some(bytes) => {
                self.position += N;
                Ok(*bytes)
            }
            None => Err(self.end_of_input(N)),
        }
    }

    pub(super) fn take(&mut self, length: usize) -> Result<&'de [u8], Error> {
        match self.input[self.position..].get(..length) {
            Some(bytes) => {
                self.position += length;
                Ok(bytes)
            }
            None => Err(self.end_of_input(length)),
        }
    }

    pub(super) fn end_of_input(&self, wanted: usize) -> Error {
        let left = self.input.len() - self.position;
        let message =
            format!("the message ends within a value: expected {wanted} bytes, {left} are left");
        Error::new(ErrorKind::EndOfInput, message).at(self.position)
    }
}

fn too_many(what: &str, length: usize, left: usize) -> Error {
    let message =
        format!("{what} claims to have {length} elements, but only {left} bytes are left");
    Error::new(ErrorKind::EndOfInput, message)
}

fn no_number_in_handle(tag: u8, offset: usize) -> Error {
    let message =
        format!("expected the number in its box (such as a ByteHandle), found the tag {tag:#04x}");
    Error::new(ErrorKind::Malformed, message).at(offset)
}

fn unknown_tag(tag: u8, offset: usize) -> Error {
    let message = match tag {
        tag::END => "expected a value, found the end tag 0x5a".to_owned(),
        _ => format!("expected a value, found the byte {tag:#04x}, which begins none"),
    };
    Error::new(ErrorKind::Malformed, message).at(offset)
}

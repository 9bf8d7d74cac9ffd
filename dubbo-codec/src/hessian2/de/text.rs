//! Strings, whose length counts units of UTF-16 while their bytes are CESU-8, and binaries (hessian2.md §3).

use std::borrow::Cow;

use super::Deserializer;
use super::head::Head;
use crate::error::{Error, ErrorKind};
use crate::hessian2::tag;
use crate::number;

impl<'de> Deserializer<'de> {
    /// The text of a string, or that which Java's reader makes of a number or a boolean; `None` of anything else.
    pub(super) fn text_of(&mut self, head: &Head) -> Result<Option<Cow<'de, str>>, Error> {
        Ok(Some(match head {
            Head::Text(tag) => self.text(*tag)?,
            Head::Int(value) => Cow::Owned(value.to_string()),
            Head::Long(value) => Cow::Owned(value.to_string()),
            Head::Double(value) => Cow::Owned(number::java_text_of_double(*value)),
            Head::Bool(value) => Cow::Borrowed(if *value { "true" } else { "false" }),
            _ => return Ok(None),
        }))
    }

    /// Reads a string behind the tag of its first piece.
    pub(super) fn text(&mut self, tag: u8) -> Result<Cow<'de, str>, Error> {
        let units = self.text_units(tag)?;
        let bytes = self.text_bytes(units)?;
        if tag != tag::STRING_CHUNK
            && let Ok(text) = std::str::from_utf8(bytes)
        {
            return Ok(Cow::Borrowed(text));
        }
        let mut text = Text::default();
        text.push(bytes);
        let mut last = tag;
        while last == tag::STRING_CHUNK {
            last = self.byte()?;
            let units = self.text_units(last)?;
            text.push(self.text_bytes(units)?);
        }
        Ok(Cow::Owned(text.finish()))
    }

    /// Reads a string in a place where hessian allows nothing else.
    pub(super) fn name(&mut self) -> Result<Cow<'de, str>, Error> {
        let tag = self.byte()?;
        self.text(tag)
    }

    /// Passes over a string.
    pub(super) fn skip_text(&mut self) -> Result<(), Error> {
        let tag = self.byte()?;
        self.skip_text_behind(tag)
    }

    pub(super) fn skip_text_behind(&mut self, mut tag: u8) -> Result<(), Error> {
        loop {
            let units = self.text_units(tag)?;
            self.text_bytes(units)?;
            if tag != tag::STRING_CHUNK {
                return Ok(());
            }
            tag = self.byte()?;
        }
    }

    fn text_units(&mut self, tag: u8) -> Result<usize, Error> {
        match tag {
            0x00..=0x1f => Ok(usize::from(tag)),
            0x30..=0x33 => Ok(usize::from(tag - 0x30) << 8 | usize::from(self.byte()?)),
            tag::STRING_CHUNK | tag::STRING_FINAL => self.piece_length(),
            _ => Err(self.not_a_piece("a string", tag)),
        }
    }

    fn piece_length(&mut self) -> Result<usize, Error> {
        let bytes = self.take(2)?;
        Ok(usize::from(bytes[0]) << 8 | usize::from(bytes[1]))
    }

    fn not_a_piece(&self, what: &str, tag: u8) -> Error {
        let message = format!("expected (the next piece of) {what}, found the tag {tag:#04x}");
        Error::new(ErrorKind::Malformed, message).at(self.position - 1)
    }

    /// The bytes that hold the next `units` of text.
    fn text_bytes(&mut self, units: usize) -> Result<&'de [u8], Error> {
        let rest = &self.input[self.position..];
        match rest.get(..units) {
            None => return Err(self.end_of_input(units)),
            Some(bytes) if bytes.is_ascii() => {
                self.position += units;
                return Ok(bytes);
            }
            Some(_) => {}
        }
        let mut length = 0;
        for _ in 0..units {
            let step = match rest.get(length) {
                Some(0x00..=0x7f) => 1,
                Some(0xc0..=0xdf) => 2,
                Some(0xe0..=0xef) => 3,
                // No peer writes these four bytes today; those that did counted them as one unit.
                Some(0xf0..=0xf7) => 4,
                Some(byte) => return Err(self.not_text(length, *byte)),
                None => return Err(self.end_of_input(length + 1)),
            };
            for behind in length + 1..length + step {
                match rest.get(behind) {
                    Some(0x80..=0xbf) => {}
                    Some(byte) => return Err(self.not_text(behind, *byte)),
                    None => return Err(self.end_of_input(behind + 1)),
                }
            }
            length += step;
        }
        self.take(length)
    }

    fn not_text(&self, offset: usize, byte: u8) -> Error {
        let message = format!("the byte {byte:#04x} is no text here");
        Error::new(ErrorKind::Malformed, message).at(self.position + offset)
    }

    /// Reads bytes behind the tag of their first piece.
    pub(super) fn binary(&mut self, tag: u8) -> Result<Cow<'de, [u8]>, Error> {
        let first = self.binary_piece(tag)?;
        if tag != tag::BINARY_CHUNK {
            return Ok(Cow::Borrowed(first));
        }
        let mut bytes = first.to_vec();
        let mut last = tag;
        while last == tag::BINARY_CHUNK {
            last = self.byte()?;
            bytes.extend_from_slice(self.binary_piece(last)?);
        }
        Ok(Cow::Owned(bytes))
    }

    pub(super) fn skip_binary(&mut self, mut tag: u8) -> Result<(), Error> {
        loop {
            self.binary_piece(tag)?;
            if tag != tag::BINARY_CHUNK {
                return Ok(());
            }
            tag = self.byte()?;
        }
    }

    fn binary_piece(&mut self, tag: u8) -> Result<&'de [u8], Error> {
        let length = match tag {
            0x20..=0x2f => usize::from(tag - tag::BINARY_DIRECT),
            0x34..=0x37 => usize::from(tag - tag::BINARY_SHORT) << 8 | usize::from(self.byte()?),
            tag::BINARY_CHUNK | tag::BINARY_FINAL => self.piece_length()?,
            _ => return Err(self.not_a_piece("a byte[]", tag)),
        };
        self.take(length)
    }
}

/// Text put together from pieces. Two surrogates make one character, also when they stand in different pieces; a lone
/// one, which Java's `substring` can leave, becomes U+FFFD.
#[derive(Default)]
struct Text {
    text: String,
    high: Option<u16>,
}

impl Text {
    /// Adds bytes that `text_bytes` has found to be whole sequences.
    fn push(&mut self, mut bytes: &[u8]) {
        if let (None, Ok(text)) = (self.high, std::str::from_utf8(bytes)) {
            return self.text.push_str(text);
        }
        while !bytes.is_empty() {
            let plain = bytes.iter().take_while(|byte| byte.is_ascii()).count();
            if plain > 0 {
                self.lone();
                self.text
                    .push_str(&String::from_utf8_lossy(&bytes[..plain]));
                bytes = &bytes[plain..];
                continue;
            }
            let (scalar, length) = sequence(bytes);
            self.push_scalar(scalar);
            bytes = bytes.get(length..).unwrap_or_default();
        }
    }

    fn push_scalar(&mut self, scalar: u32) {
        match (self.high, scalar) {
            (None, 0xd800..=0xdbff) => self.high = Some(scalar as u16),
            (Some(high), 0xdc00..=0xdfff) => {
                self.high = None;
                let pair = char::decode_utf16([high, scalar as u16]).next();
                self.text.push(
                    pair.and_then(Result::ok)
                        .unwrap_or(char::REPLACEMENT_CHARACTER),
                );
            }
            (Some(_), 0xd800..=0xdbff) => {
                self.lone();
                self.high = Some(scalar as u16);
            }
            (_, scalar) => {
                self.lone();
                self.text
                    .push(char::from_u32(scalar).unwrap_or(char::REPLACEMENT_CHARACTER));
            }
        }
    }

    fn lone(&mut self) {
        if self.high.take().is_some() {
            self.text.push(char::REPLACEMENT_CHARACTER);
        }
    }

    fn finish(mut self) -> String {
        self.lone();
        self.text
    }
}

/// The code unit or scalar that the first sequence of `bytes` stands for, overlong forms included, and its length.
fn sequence(bytes: &[u8]) -> (u32, usize) {
    let low = |index: usize| u32::from(bytes.get(index).copied().unwrap_or_default() & 0x3f);
    let lead = u32::from(bytes[0]);
    match bytes[0] {
        0x00..=0x7f => (lead, 1),
        0x80..=0xdf => ((lead & 0x1f) << 6 | low(1), 2),
        0xe0..=0xef => ((lead & 0x0f) << 12 | low(1) << 6 | low(2), 3),
        _ => ((lead & 0x07) << 18 | low(1) << 12 | low(2) << 6 | low(3), 4),
    }
}

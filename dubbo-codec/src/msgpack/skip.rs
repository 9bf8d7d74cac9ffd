//! Where a MessagePack value ends.

use crate::{Error, ErrorKind};

/// The offset behind the value that begins at `start`, and of how many values it is made.
///
/// Needs neither recursion nor memory, whatever the bytes.
pub(super) fn end_of_item(body: &[u8], start: usize) -> Result<(usize, usize), Error> {
    let mut position = start;
    // Every value takes a byte or more, so the bytes left bound the loop.
    let mut pending: u64 = 1;
    let mut values = 0;
    while pending > 0 {
        let (length, children) = head(body, position)?;
        let end = position
            .checked_add(length)
            .filter(|end| *end <= body.len());
        position = end.ok_or_else(|| end_of_input(body))?;
        values += 1;
        pending = (pending - 1).saturating_add(children);
        if pending > (body.len() - position) as u64 {
            return Err(end_of_input(body));
        }
    }
    Ok((position, values))
}

/// The length of a value without its children, and how many values follow as children.
fn head(body: &[u8], position: usize) -> Result<(usize, u64), Error> {
    let marker = *body.get(position).ok_or_else(|| end_of_input(body))?;
    let number = |width: usize| big_endian(body, position + 1, width);
    let sized = |width: usize, more: usize| {
        let length = usize::try_from(number(width)?).unwrap_or(usize::MAX);
        Ok((length.saturating_add(1 + width + more), 0))
    };
    match marker {
        0x00..=0x7f | 0xc0 | 0xc2 | 0xc3 | 0xe0..=0xff => Ok((1, 0)),
        0x80..=0x8f => Ok((1, 2 * u64::from(marker & 0x0f))),
        0x90..=0x9f => Ok((1, u64::from(marker & 0x0f))),
        0xa0..=0xbf => Ok((1 + usize::from(marker & 0x1f), 0)),
        0xc4 | 0xd9 => sized(1, 0),
        0xc5 | 0xda => sized(2, 0),
        0xc6 | 0xdb => sized(4, 0),
        0xc7 => sized(1, 1),
        0xc8 => sized(2, 1),
        0xc9 => sized(4, 1),
        0xcc | 0xd0 => Ok((2, 0)),
        0xcd | 0xd1 => Ok((3, 0)),
        0xca | 0xce | 0xd2 => Ok((5, 0)),
        0xcb | 0xcf | 0xd3 => Ok((9, 0)),
        0xd4..=0xd8 => Ok((2 + (1 << (marker - 0xd4)), 0)),
        0xdc => Ok((3, number(2)?)),
        0xdd => Ok((5, number(4)?)),
        0xde => Ok((3, 2 * number(2)?)),
        0xdf => Ok((5, 2 * number(4)?)),
        0xc1 => {
            let message = "0xc1 begins no MessagePack value";
            Err(Error::new(ErrorKind::Malformed, message).at(position))
        }
    }
}

fn big_endian(body: &[u8], start: usize, width: usize) -> Result<u64, Error> {
    let bytes = body
        .get(start..start + width)
        .ok_or_else(|| end_of_input(body))?;
    Ok(bytes
        .iter()
        .fold(0, |number, byte| number << 8 | u64::from(*byte)))
}

fn end_of_input(body: &[u8]) -> Error {
    Error::new(
        ErrorKind::EndOfInput,
        "the body ends within a MessagePack value",
    )
    .at(body.len())
}

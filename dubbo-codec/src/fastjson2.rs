//! Just enough of fastjson2's JSONB to read the error text of a peer that answers in nothing else
//! (dubbo-protocol.md appendix B): a 3.2 provider does so, whatever the request came in.

/// The serialization id in such a frame's header.
pub const FASTJSON2: u8 = 23;

/// The string that a fastjson2 body begins with; `None` if it begins with something else, or is malformed.
///
/// ```
/// assert_eq!(dubbo_codec::fastjson2_string(b"\0\0\0\x03\x4bhi").as_deref(), Some("hi"));
/// ```
pub fn fastjson2_string(body: &[u8]) -> Option<String> {
    let (length, rest) = body.split_first_chunk::<4>()?;
    let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
    let (tag, rest) = rest.get(..length)?.split_first()?;
    match tag {
        0x49..=0x78 => latin1(rest.get(..usize::from(tag - 0x49))?),
        0x79 => latin1(sized(rest)?),
        0x7a => String::from_utf8(sized(rest)?.to_vec()).ok(),
        // With a byte order mark in front, else big-endian.
        0x7b => match sized(rest)? {
            [0xff, 0xfe, text @ ..] => utf16(text, u16::from_le_bytes),
            [0xfe, 0xff, text @ ..] | text => utf16(text, u16::from_be_bytes),
        },
        0x7c => utf16(sized(rest)?, u16::from_le_bytes),
        0x7d => utf16(sized(rest)?, u16::from_be_bytes),
        _ => None,
    }
}

/// The bytes whose number stands in front of them.
fn sized(bytes: &[u8]) -> Option<&[u8]> {
    let (tag, rest) = bytes.split_first()?;
    let (length, rest) = match tag {
        0x00..=0x2f => (i32::from(*tag), rest),
        0x30..=0x3f => {
            let (low, rest) = rest.split_first()?;
            ((i32::from(*tag) - 0x38) << 8 | i32::from(*low), rest)
        }
        0x40..=0x47 => {
            let (low, rest) = rest.split_first_chunk::<2>()?;
            (
                (i32::from(*tag) - 0x44) << 16 | i32::from(u16::from_be_bytes(*low)),
                rest,
            )
        }
        0x48 => {
            let (number, rest) = rest.split_first_chunk::<4>()?;
            (i32::from_be_bytes(*number), rest)
        }
        _ => return None,
    };
    rest.get(..usize::try_from(length).ok()?)
}

fn latin1(bytes: &[u8]) -> Option<String> {
    Some(bytes.iter().map(|byte| char::from(*byte)).collect())
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Option<String> {
    let (units, rest) = bytes.as_chunks::<2>();
    rest.is_empty().then(|| {
        let units = units.iter().map(|bytes| unit(*bytes));
        char::decode_utf16(units)
            .map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER))
            .collect()
    })
}

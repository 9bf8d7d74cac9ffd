//! The values that need no tables, each in the form that Java chooses (hessian2.md §1.2, §5).

use super::tag;

/// Appends a null.
#[inline]
pub fn write_null(output: &mut Vec<u8>) {
    output.push(tag::NULL);
}

/// Appends a boolean.
#[inline]
pub fn write_bool(output: &mut Vec<u8>, value: bool) {
    output.push(if value { tag::TRUE } else { tag::FALSE });
}

/// Appends an int: one to five bytes.
#[inline]
pub fn write_int(output: &mut Vec<u8>, value: i32) {
    let value = i64::from(value);
    match value {
        -16..=47 => write_number(output, value + 0x90, 1),
        -2048..=2047 => write_number(output, value + 0xc800, 2),
        -262_144..=262_143 => write_number(output, value + 0xd4_0000, 3),
        _ => write_number(output, i64::from(tag::INT) << 32 | value & 0xffff_ffff, 5),
    }
}

/// Appends a long: one to nine bytes, never in the form of an int.
#[inline]
pub fn write_long(output: &mut Vec<u8>, value: i64) {
    match value {
        -8..=15 => write_number(output, value + 0xe0, 1),
        -2048..=2047 => write_number(output, value + 0xf800, 2),
        -262_144..=262_143 => write_number(output, value + 0x3c_0000, 3),
        -0x8000_0000..=0x7fff_ffff => {
            let tag = i64::from(tag::LONG_IN_INT) << 32;
            write_number(output, tag | value & 0xffff_ffff, 5);
        }
        _ => write_tagged(output, tag::LONG, value.to_be_bytes()),
    }
}

/// Appends a double. As with Java, negative zero loses its sign.
#[inline]
pub fn write_double(output: &mut Vec<u8>, value: f64) {
    // Java's casts truncate, saturate and make 0 of NaN, and so do Rust's.
    let integer = value as i32;
    if f64::from(integer) == value {
        match integer {
            0 => return output.push(tag::DOUBLE_ZERO),
            1 => return output.push(tag::DOUBLE_ONE),
            -128..=127 => return output.extend_from_slice(&[tag::DOUBLE_BYTE, integer as u8]),
            -32_768..=32_767 => {
                return write_tagged(output, tag::DOUBLE_SHORT, (integer as i16).to_be_bytes());
            }
            _ => {}
        }
    }
    let mills = (value * 1000.0) as i32;
    if 0.001 * f64::from(mills) == value {
        write_tagged(output, tag::DOUBLE_MILLS, mills.to_be_bytes());
    } else {
        let bits = if value.is_nan() {
            JAVA_NAN
        } else {
            value.to_bits()
        };
        write_tagged(output, tag::DOUBLE, bits.to_be_bytes());
    }
}

/// Appends a date, in milliseconds since the epoch.
pub fn write_date(output: &mut Vec<u8>, milliseconds: i64) {
    match (milliseconds % 60_000, i32::try_from(milliseconds / 60_000)) {
        (0, Ok(minutes)) => write_tagged(output, tag::DATE_MINUTES, minutes.to_be_bytes()),
        _ => write_tagged(output, tag::DATE_MILLISECONDS, milliseconds.to_be_bytes()),
    }
}

/// Appends a string: units of UTF-16, each as up to three bytes.
#[inline]
pub fn write_string(output: &mut Vec<u8>, text: &str) {
    if text.len() <= 1023 && is_ascii(text.as_bytes()) {
        match text.len() {
            length @ 0..=31 => output.push(length as u8),
            length => {
                output.extend_from_slice(&[tag::STRING_SHORT + (length >> 8) as u8, length as u8]);
            }
        }
        return output.extend_from_slice(text.as_bytes());
    }
    write_long_string(output, text);
}

/// Whether a text, most likely a short one, is ASCII: eight bytes at a time, and the last eight whatever came before.
#[inline]
pub(super) fn is_ascii(text: &[u8]) -> bool {
    const HIGH: u64 = 0x8080_8080_8080_8080;
    let Some(last) = text.last_chunk() else {
        let all = text.iter().fold(0, |all, byte| all | byte);
        return all < 0x80;
    };
    let (words, _) = text.as_chunks();
    let words = words.iter().map(|word| u64::from_ne_bytes(*word));
    words.fold(u64::from_ne_bytes(*last), |all, word| all | word) & HIGH == 0
}

/// Appends a string that is long, or not ASCII.
fn write_long_string(output: &mut Vec<u8>, text: &str) {
    let mut units = utf16_len(text);
    let mut rest = text;
    if units > tag::CHUNK {
        output.reserve(room(rest.len()));
    }
    while units > tag::CHUNK {
        let (piece, piece_units) = first_chunk(rest);
        output.push(tag::STRING_CHUNK);
        output.extend((piece_units as u16).to_be_bytes());
        write_text(output, piece);
        rest = &rest[piece.len()..];
        units -= piece_units;
    }
    match units {
        0..=31 => output.push(units as u8),
        32..=1023 => output.extend([tag::STRING_SHORT + (units >> 8) as u8, units as u8]),
        _ => write_tagged(output, tag::STRING_FINAL, (units as u16).to_be_bytes()),
    }
    write_text(output, rest);
}

/// Appends bytes.
pub fn write_binary(output: &mut Vec<u8>, bytes: &[u8]) {
    let mut rest = bytes;
    if rest.len() > tag::CHUNK {
        output.reserve(room(rest.len()));
    }
    while rest.len() > tag::CHUNK {
        let (piece, behind) = rest.split_at(tag::CHUNK);
        write_tagged(output, tag::BINARY_CHUNK, (tag::CHUNK as u16).to_be_bytes());
        output.extend_from_slice(piece);
        rest = behind;
    }
    match rest.len() {
        length @ 0..=15 => output.push(tag::BINARY_DIRECT + length as u8),
        length @ 16..=1023 => {
            output.extend([tag::BINARY_SHORT + (length >> 8) as u8, length as u8]);
        }
        length => write_tagged(output, tag::BINARY_FINAL, (length as u16).to_be_bytes()),
    }
    output.extend_from_slice(rest);
}

/// How much room so many bytes in chunks need, each with its tag and length.
fn room(length: usize) -> usize {
    const TAG: usize = 3;
    length + TAG * (length / tag::CHUNK + 1)
}

/// The bits of every NaN that Java writes, whatever the sender's payload is.
const JAVA_NAN: u64 = 0x7ff8_0000_0000_0000;

/// Appends the last `length` bytes of a number that has no others. They are written as eight and cut, because a copy
/// of a fixed length is faster.
#[inline]
fn write_number(output: &mut Vec<u8>, number: i64, length: usize) {
    let start = output.len();
    output.extend_from_slice(&(number << (64 - 8 * length)).to_be_bytes());
    output.truncate(start + length);
}

/// Appends a tag and at most eight bytes, in one step.
#[inline]
fn write_tagged<const N: usize>(output: &mut Vec<u8>, tag: u8, payload: [u8; N]) {
    let mut bytes = [tag; 9];
    bytes[1..=N].copy_from_slice(&payload);
    output.extend_from_slice(&bytes[..=N]);
}

/// The length of a text in units of UTF-16: one for each first byte of a character, two for those of four bytes.
fn utf16_len(text: &str) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    let units = |byte: &u8| usize::from(byte & 0xc0 != 0x80) + usize::from(*byte >= 0xf0);
    text.as_bytes().iter().map(units).sum()
}

/// The start of a text that goes into one chunk, and its units. No pair of surrogates is divided: dubbo-go panics at one.
fn first_chunk(text: &str) -> (&str, usize) {
    if text.as_bytes()[..tag::CHUNK].is_ascii() {
        return (&text[..tag::CHUNK], tag::CHUNK);
    }
    let mut units = 0;
    for (offset, character) in text.char_indices() {
        if units + character.len_utf16() > tag::CHUNK {
            return (&text[..offset], units);
        }
        units += character.len_utf16();
    }
    (text, units)
}

/// Appends text as CESU-8, in which a character beyond the BMP is two surrogates of three bytes.
fn write_text(output: &mut Vec<u8>, text: &str) {
    let bytes = text.as_bytes();
    // Within the BMP CESU-8 is UTF-8.
    if text.is_ascii() || !bytes.iter().any(|byte| *byte >= 0xf0) {
        return output.extend_from_slice(bytes);
    }
    let mut copied = 0;
    for (offset, byte) in bytes.iter().enumerate() {
        if *byte < 0xf0 {
            continue;
        }
        output.extend_from_slice(&bytes[copied..offset]);
        if let Some(character) = text[offset..].chars().next() {
            for unit in character.encode_utf16(&mut [0; 2]) {
                let unit = *unit;
                output.extend([
                    0xe0 | (unit >> 12) as u8,
                    0x80 | (unit >> 6 & 0x3f) as u8,
                    0x80 | (unit & 0x3f) as u8,
                ]);
            }
        }
        copied = offset + 4;
    }
    output.extend_from_slice(&bytes[copied..]);
}

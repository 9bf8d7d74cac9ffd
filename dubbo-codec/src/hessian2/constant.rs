//! Strings encoded by the compiler: a method's name and descriptor are the same bytes in every call.

use super::tag;

/// How many bytes [`encode_string`] makes of `text`.
pub const fn encoded_string_len(text: &str) -> usize {
    let (units, bytes) = measure(text);
    header_len(units) + bytes
}

/// The bytes of `text` as [`write_string`](super::write_string) writes them, where `N` is [`encoded_string_len`] of it.
///
/// ```
/// use dubbo_codec::hessian2::{encode_string, encoded_string_len};
///
/// const METHOD: &str = "sayHello";
/// const BYTES: [u8; encoded_string_len(METHOD)] = encode_string(METHOD);
/// assert_eq!(BYTES, *b"\x08sayHello");
/// ```
///
/// # Panics
///
/// At compile time, when `N` is another number or the text is longer than 32768 units of UTF-16.
pub const fn encode_string<const N: usize>(text: &str) -> [u8; N] {
    assert!(
        N == encoded_string_len(text),
        "N must be encoded_string_len(text)"
    );
    let mut output = [0; N];
    put_string(&mut output, 0, text);
    output
}

/// Writes `text` at `to`, and returns where it ends: [`encoded_string_len`] further on.
///
/// # Panics
///
/// When `output` ends before, or the text is longer than 32768 units of UTF-16.
pub const fn put_string(output: &mut [u8], mut to: usize, text: &str) -> usize {
    let (units, _) = measure(text);
    assert!(
        units <= tag::CHUNK,
        "a string longer than 32768 units is no constant"
    );
    match header_len(units) {
        1 => output[to] = units as u8,
        2 => {
            output[to] = tag::STRING_SHORT + (units >> 8) as u8;
            output[to + 1] = units as u8;
        }
        _ => {
            output[to] = tag::STRING_FINAL;
            output[to + 1] = (units >> 8) as u8;
            output[to + 2] = units as u8;
        }
    }
    to += header_len(units);
    let bytes = text.as_bytes();
    let mut from = 0;
    while from < bytes.len() {
        if bytes[from] < 0xf0 {
            output[to] = bytes[from];
            from += 1;
            to += 1;
        } else {
            let (high, low) = surrogates(bytes, from);
            put_unit(output, to, high);
            put_unit(output, to + 3, low);
            from += 4;
            to += 6;
        }
    }
    to
}

const fn header_len(units: usize) -> usize {
    match units {
        0..=31 => 1,
        32..=1023 => 2,
        _ => 3,
    }
}

/// Units of UTF-16 and bytes of CESU-8.
const fn measure(text: &str) -> (usize, usize) {
    let bytes = text.as_bytes();
    let (mut units, mut length, mut offset) = (0, 0, 0);
    while offset < bytes.len() {
        match bytes[offset] {
            0xf0.. => {
                units += 2;
                length += 6;
                offset += 4;
            }
            lead => {
                // The bytes behind the lead of a sequence begin with the bits 10.
                units += (lead & 0xc0 != 0x80) as usize;
                length += 1;
                offset += 1;
            }
        }
    }
    (units, length)
}

/// The surrogates of the character whose four bytes of UTF-8 begin at `offset`.
const fn surrogates(bytes: &[u8], offset: usize) -> (u32, u32) {
    let character = ((bytes[offset] & 0x07) as u32) << 18
        | ((bytes[offset + 1] & 0x3f) as u32) << 12
        | ((bytes[offset + 2] & 0x3f) as u32) << 6
        | (bytes[offset + 3] & 0x3f) as u32;
    let beyond = character - 0x1_0000;
    (0xd800 | beyond >> 10, 0xdc00 | beyond & 0x3ff)
}

const fn put_unit(output: &mut [u8], offset: usize, unit: u32) {
    output[offset] = 0xe0 | (unit >> 12) as u8;
    output[offset + 1] = 0x80 | (unit >> 6 & 0x3f) as u8;
    output[offset + 2] = 0x80 | (unit & 0x3f) as u8;
}

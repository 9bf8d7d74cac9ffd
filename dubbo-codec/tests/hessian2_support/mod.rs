//! Reads the golden files.

#![allow(dead_code, reason = "each test binary uses some of it")]

/// The file `$name` of the golden directory.
macro_rules! golden {
    ($name:literal) => {
        include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/golden/", $name))
    };
}
pub(crate) use golden;

/// A row of a golden file: the name of a value and the bytes that Java wrote, or what stands instead of them.
pub(crate) fn rows(file: &str) -> impl Iterator<Item = (&str, &str)> {
    file.lines().filter_map(|line| line.split_once('\t'))
}

/// The bytes in hexadecimal; `None` for a text that is something else.
pub(crate) fn bytes(text: &str) -> Option<Vec<u8>> {
    let digits = text.as_bytes();
    let is_hex = digits.len() % 2 == 0 && digits.iter().all(u8::is_ascii_hexdigit);
    let byte = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
    is_hex.then(|| digits.chunks(2).filter_map(byte).collect())
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

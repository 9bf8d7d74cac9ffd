//! Reads the golden files.

#![allow(
    dead_code,
    unused_imports,
    unused_macros,
    reason = "each test binary uses some of it"
)]

use dubbo_codec::hessian2::{from_slice, to_vec};
use dubbo_codec::{Error, Value, from_value, to_value};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// The file `$name` of the golden directory.
macro_rules! golden {
    ($name:literal) => {
        include_str!(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../tests/golden/",
            $name
        ))
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
    let is_hex = digits.len().is_multiple_of(2) && digits.iter().all(u8::is_ascii_hexdigit);
    let byte = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
    is_hex.then(|| digits.chunks(2).filter_map(byte).collect())
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What is written for `value`, as the dump of what any peer reads; the same comes from `to_value`, and `value` comes
/// back from both.
pub(crate) fn dump<T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug>(
    value: &T,
) -> String {
    let bytes = to_vec(value).unwrap();
    assert_eq!(&from_slice::<T>(&bytes).unwrap(), value);
    let read: Value = from_slice(&bytes).unwrap();
    let built = to_value(value).unwrap();
    assert_eq!(built.to_string(), read.to_string());
    assert_eq!(&from_value::<T>(built).unwrap(), value);
    read.to_string()
}

/// Reads `value` as a `T` from its bytes and from itself, which must agree.
pub(crate) fn read<T: DeserializeOwned + PartialEq + std::fmt::Debug>(
    value: impl Into<Value>,
) -> Result<T, Error> {
    let value = value.into();
    let read = from_slice::<T>(&to_vec(&value).unwrap());
    let taken = from_value::<T>(value);
    match (&read, &taken) {
        (Ok(read), Ok(taken)) => assert_eq!(read, taken),
        (Err(read), Err(taken)) => assert_eq!(read.message(), taken.message()),
        _ => panic!("{read:?} from the bytes, but {taken:?} from the value"),
    }
    read
}

//! Dubbo's own serialization, over serde: what hessian-lite, Caucho and dubbo-go write is read, and what is written is
//! the part of hessian 2 that all of them read.
//!
//! ```
//! use dubbo_codec::{Value, hessian2};
//!
//! #[derive(serde::Serialize, serde::Deserialize, PartialEq, Debug)]
//! #[serde(rename = "org.demo.User", rename_all = "camelCase")]
//! struct User {
//!     id: i64,
//!     first_name: Option<String>,
//! }
//!
//! let user = User { id: 7, first_name: Some("Maria".into()) };
//! let bytes = hessian2::to_vec(&user)?;
//! assert_eq!(hessian2::from_slice::<User>(&bytes)?, user);
//!
//! let value: Value = hessian2::from_slice(&bytes)?;
//! assert_eq!(value.to_string(), r#"org.demo.User{id=7L, firstName="Maria"}"#);
//! # Ok::<(), dubbo_codec::Error>(())
//! ```
//!
//! # How a Rust type says its Java class
//!
//! By its serde name, which is Java-like when it has a `.` in it or begins with `[`:
//!
//! | Rust | hessian2 |
//! |---|---|
//! | struct with a Java-like name (`#[serde(rename = "org.demo.User")]`) | object of that class |
//! | any other struct, and `#[serde(flatten)]` | map |
//! | unit variant of an enum with a Java-like name | constant of that Java enum |
//! | struct variant that has a Java-like name itself | object of that class |
//! | any other unit variant | string; any other variant: map of its name to its content |
//! | newtype with a Java-like name over a sequence or map | list or map of that class: `[int`, `java.util.HashSet` |
//! | newtype called [`DATE`] over `i64` | date, milliseconds since the epoch |
//! | `i8` `i16` `i32` `u8` `u16` | int |
//! | `i64` `u32` `u64` | long |
//! | `f32` in a struct's field and in a `[float` | double of the same value |
//! | `f32` elsewhere | double of the same decimal text, as Java's boxed `Float` |
//! | bytes (`serde_bytes`) | binary |
//! | sequence, tuple | untyped list |
//! | `None`, `()` | null |
//!
//! # What is read
//!
//! Types are converted as Java's typed readers do it, but only where nothing is lost: an `i32` takes a long or double that fits, and a
//! boolean as 0 or 1; an `i64` takes an int, and a date as its milliseconds; a `bool` takes 0 and 1; `String` takes a number or boolean;
//! a struct takes a map or an object of any class (its fields are matched by name, unknown ones skipped, and
//! only `Option` takes null). What Java refers to instead of writing it again is read once per use; a reference to an enclosing
//! object, such as a Java exception that is its own cause, is `None`. Where one object is wanted
//! for all uses, its type is [`Shared`](crate::Shared), and that of the way back in a cycle [`Back`](crate::Back); a
//! [`Value`](crate::Value) keeps all references. These three write references, too, nothing else does. Whatever the bytes are, the outcome is a value or an error, within [`Limits`].

mod constant;
mod de;
mod ser;
mod tag;
mod write;

pub use self::constant::{encode_string, encoded_string_len, put_string};
pub use self::de::{Deserializer, Tree};
pub use self::ser::Serializer;
pub use self::write::{
    write_binary, write_bool, write_date, write_double, write_int, write_long, write_null,
    write_string,
};
pub use crate::limits::Limits;
pub use crate::value::{DATE, VALUE};

use crate::error::Error;

/// Writes one value.
///
/// # Errors
///
/// When hessian2 has no place for it (a `u64` beyond `i64::MAX`, an `i128`, an object whose fields differ from those of
/// an earlier object of the same class), or `T` itself reports an error.
pub fn to_vec<T: serde::Serialize + ?Sized>(value: &T) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    value.serialize(&mut Serializer::new(&mut bytes))?;
    Ok(bytes)
}

/// Writes one value to a writer, in one piece: its classes are known only at its end, so it is put together in memory.
///
/// # Errors
///
/// As [`to_vec`], and with [`ErrorKind::Io`](crate::ErrorKind::Io) when the writer fails, whose error is the source.
pub fn to_writer<W, T>(mut writer: W, value: &T) -> Result<(), Error>
where
    W: std::io::Write,
    T: serde::Serialize + ?Sized,
{
    writer.write_all(&to_vec(value)?).map_err(Error::io)
}

/// Reads one value, which must be all there is.
///
/// # Errors
///
/// When the bytes are not hessian2, hold a value that does not fit `T`, go on behind it, or exceed the default [`Limits`].
pub fn from_slice<'de, T: serde::Deserialize<'de>>(bytes: &'de [u8]) -> Result<T, Error> {
    let mut deserializer = Deserializer::new(bytes);
    let value = T::deserialize(&mut deserializer)?;
    deserializer.end()?;
    Ok(value)
}

/// The name under which the content of a `java.time` value in hessian-lite's compact mode is found: the class has no
/// fields then, and a long follows its instance all the same (hessian2.md §4.5).
fn compact_content(class: &str) -> Option<&'static str> {
    match class {
        "java.time.LocalDate" => Some("epochDay"),
        "java.time.LocalTime" => Some("nanoOfDay"),
        _ => None,
    }
}

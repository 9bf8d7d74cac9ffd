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
//! Everything that hessian-lite 3.2 and 4.0, Caucho's hessian and dubbo-go write. Types are converted as Java's typed
//! readers do it, but only where nothing is lost: an `i32` takes a long or double that fits, and a boolean as 0 or 1;
//! an `i64` takes an int, and a date as its milliseconds; a `bool` takes 0 and 1; `String` takes a number or boolean.
//! A struct takes a map or an object of any class: its fields are matched by name, unknown ones skipped, and of two
//! fields of one name the last counts. Only `Option` takes null. Text and bytes are borrowed where they stand in one
//! piece and need no change (`&str`, `Cow<str>` with `#[serde(borrow)]`).
//!
//! Whatever the bytes are, the outcome is a value or an error, in memory and time that [`Limits`] bound. An error says
//! what was expected and found, the path to the value, its offset and its tag:
//!
//! ```
//! # use dubbo_codec::{Value, hessian2};
//! # #[derive(serde::Deserialize, Debug)]
//! # struct User { id: i64 }
//! let bytes = hessian2::to_vec(&Value::object("org.demo.User", [("id", "seven".into())]))?;
//! let error = hessian2::from_slice::<Vec<User>>(&[b"\x79", &bytes[..]].concat()).unwrap_err();
//! assert_eq!(
//!     error.to_string(),
//!     "expected i64, found a string (at [0].id, byte 21, tag 0x05)"
//! );
//! # Ok::<(), dubbo_codec::Error>(())
//! ```
//!
//! # What is not known before
//!
//! [`Value`](crate::Value) takes anything, and is written as Java wrote it. Parts are found by path; a `Value` can be a
//! field of a struct, and become a struct later ([`from_value`](crate::from_value)). [`Tree`] shows bytes as text, with
//! offsets, even if they are broken; the example `dump` does so for a file.
//!
//! ```
//! # use dubbo_codec::{Value, hessian2};
//! let bytes = b"H\x07friends\x79C\x08org.User\x91\x04name\x60\x03AnnZ";
//! let value: Value = hessian2::from_slice(bytes)?;
//! assert_eq!(value.get("friends[0].name").and_then(Value::as_str), Some("Ann"));
//! assert_eq!(value.to_string(), r#"{"friends": [org.User{name="Ann"}]}"#);
//! assert_eq!(hessian2::to_vec(&value)?, bytes);
//! # Ok::<(), dubbo_codec::Error>(())
//! ```
//!
//! # Objects in several places
//!
//! What Java refers to instead of writing it again is read once per use, within a limit, and a reference to an enclosing
//! object, such as a Java exception that is its own cause, is `None`. Where one object is wanted for all uses, its type
//! is [`Shared`](crate::Shared), and that of the way back in a cycle [`Back`](crate::Back). These two and `Value` write
//! references, too; nothing else does.
//!
//! # Messages of several values
//!
//! The body of a Dubbo message is a sequence of values, in which a later one may name a class that an earlier one has
//! defined, or refer to a part of it. So all of them are written by one [`Serializer`], and read by one [`Deserializer`].
//!
//! # Java's own types
//!
//! Dates, decimals, UUIDs and so on are in [`java`](crate::java), with conversions to the types of well-known crates as
//! features. `uuid::Uuid`, `chrono`'s types and their like must not stand in a class themselves: they write themselves
//! as text or bytes, which Java does not take.
//!
//! # Decisions
//!
//! Where hessian 2 leaves a choice:
//!
//! | Question | Answer |
//! |---|---|
//! | A struct whose name is no Java class | a map, which every peer reads; an object of an unknown class is one in Java anyway |
//! | `u32` | long, as Java's `int` is too small; `u64` too, unless it is beyond `i64::MAX`: an error |
//! | `i128`, `u128` | an error: [`BigInteger`](crate::java::BigInteger) is the type |
//! | `f32` | Java's bytes: widened in a field and a `float[]`, by its decimal text elsewhere |
//! | −0.0 | 0.0, as in Java; other serializers of it lose the sign as well |
//! | `char` | a string of one character; beyond the BMP of two units, of which Java's `char` takes the first |
//! | Four bytes of UTF-8, which no peer of today writes | read as one unit, as their writers counted |
//! | A lone surrogate | U+FFFD: Java's `substring` can make one, and it must not make a message unreadable |
//! | Text with characters beyond the BMP | two surrogates of three bytes, never in two chunks |
//! | References of serde types | never written, but by `Shared` and `Back` |
//! | Numbers of types | written within a `Value`, as Java does; a serde type spells them out, as dubbo-go counts them otherwise |
//! | Order of fields | that of the struct; every reader matches by name |
//! | A field with `skip_serializing_if` | null in an object, whose class has it; left out of a map |
//! | Two Rust types for one Java class with different fields | two definitions of it |
//! | A sequence of unknown length | kept until its length is known: hessian-lite reads no list with an end |
//! | A list with an end in a `Value`, which Java makes of an iterator | read, and written so again, which hessian-lite does not read: see [`List::is_variable`](crate::List::is_variable) |
//! | A `Value` that refers to the typed struct around it | [`Value::Reference(0)`](crate::Value::Reference), which tells that something was there: it has no place outside of that struct, and writing it is an error. `Shared` and `Back` keep such a way back |
//! | Dates | [`java::Date`](crate::java::Date) writes one; any `i64` reads one |
//! | An enum without a Java name | strings, and maps of one entry |
//! | `is_human_readable` | `false`: what is text for people is none for Java |
//! | Bytes behind the value | an error of [`from_slice`]; a [`Deserializer`] stops before them |
//! | References while reading | read again from the bytes, so that nothing is kept for those that come never |
//! | Boxed `Byte`, `Short`, `Float` of Caucho and hessian-lite 4.0.0 to 4.0.2 | the number in the box |
//! | `#[serde(flatten)]` and tagged enums | serde reads them by way of a buffer without classes: a `Value` in there has maps for objects, and a Java enum needs [`constant`](crate::java_type::constant) |

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
use crate::serialization::Format;

/// hessian2 among the serializers.
pub(crate) struct Hessian2;

impl Format for Hessian2 {
    fn id(&self) -> u8 {
        2
    }

    fn is_self_describing(&self) -> bool {
        true
    }

    fn null(&self) -> &'static [u8] {
        b"N"
    }
}

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

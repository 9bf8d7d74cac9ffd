//! The serialize layer of dubbo-sdk: bytes to values and back, without I/O, without a run time.
//!
//! - [`hessian2`] is Dubbo's own serialization over [serde], byte for byte with Java's. It is of use by itself: its page
//!   is a tutorial that needs nothing else of the SDK.
//! - [`Value`] holds whatever a peer may send where Java says `java.lang.Object`.
//! - [`Shared`] and [`Back`] are objects that Java refers to instead of writing them again.
//! - [`java_type`] says which Rust type stands for which Java type, and [`java`] has Java's own types.
//! - `Serialization`, `Encoder` and `Decoder` write and read the body of a message in any of the serializers that the
//!   features `hessian2` (default), `msgpack` and `bincode` compile in.
//!
//! ```
//! use dubbo_codec::hessian2;
//!
//! #[derive(serde::Serialize, serde::Deserialize, PartialEq, Debug)]
//! #[serde(rename = "org.demo.Point")]
//! struct Point {
//!     x: i32,
//!     y: i32,
//! }
//!
//! let bytes = hessian2::to_vec(&Point { x: 1, y: 2 })?;
//! assert_eq!(bytes, b"C\x0eorg.demo.Point\x92\x01x\x01y\x60\x91\x92");
//! assert_eq!(hessian2::from_slice::<Point>(&bytes)?, Point { x: 1, y: 2 });
//! # Ok::<(), dubbo_codec::Error>(())
//! ```
//!
//! With no serializer at all what is left is what a contract needs: `Value`, Java's types and their names.

#[cfg(feature = "bincode")]
mod bincode;
pub mod definition;
mod error;
mod exception;
pub mod extension;
#[cfg(any(feature = "hessian2", feature = "msgpack", feature = "bincode"))]
mod fastjson2;
#[cfg(feature = "hessian2")]
pub mod hessian2;
pub mod java;
pub mod java_type;
#[cfg(any(feature = "hessian2", feature = "msgpack", feature = "bincode"))]
mod limits;
#[cfg(feature = "msgpack")]
mod msgpack;
mod number;
pub mod pojo;
#[doc(hidden)]
pub mod proof;
#[cfg(any(feature = "hessian2", feature = "msgpack", feature = "bincode"))]
mod serialization;
mod shared;
pub mod value;

pub use dubbo_macros::extension;
pub use error::{Error, ErrorKind};
pub use exception::{Exception, StackFrame};
#[cfg(any(feature = "hessian2", feature = "msgpack", feature = "bincode"))]
pub use fastjson2::{FASTJSON2, fastjson2_string};
pub use java_type::{AsJava, FromJava, Java, JavaType};
#[cfg(any(feature = "hessian2", feature = "msgpack", feature = "bincode"))]
pub use limits::Limits;
#[cfg(any(feature = "hessian2", feature = "msgpack", feature = "bincode"))]
pub use serialization::{Attachment, Block, Decoder, Encoder, Format, Serialization};
pub use shared::{Back, Shared};
pub use value::{Class, List, Map, Object, Value, from_value, to_value};

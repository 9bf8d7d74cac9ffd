//! The serialize layer of dubbo-sdk: bytes to values and back, without I/O, without a run time.
//!
//! - [`hessian2`] is Dubbo's own serialization over [serde], byte for byte with Java's.
//! - [`Value`] holds whatever a peer may send where Java says `java.lang.Object`.
//! - [`java_type`] says which Rust type stands for which Java type, and [`java`] has Java's own types.
//! - `Serialization`, `Encoder` and `Decoder` write and read the body of a message in any of the serializers that the
//!   features `hessian2` (default), `msgpack` and `bincode` compile in.
//!
//! With no serializer at all what is left is what a contract needs: `Value`, Java's types and their names.

#[cfg(feature = "bincode")]
mod bincode;
mod error;
mod exception;
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
#[cfg(any(feature = "hessian2", feature = "msgpack", feature = "bincode"))]
mod serialization;
mod shared;
pub mod value;

pub use error::{Error, ErrorKind};
pub use exception::{Exception, StackFrame};
#[cfg(any(feature = "hessian2", feature = "msgpack", feature = "bincode"))]
pub use fastjson2::{FASTJSON2, fastjson2_string};
pub use java_type::{AsJava, FromJava, Java, JavaType};
#[cfg(any(feature = "hessian2", feature = "msgpack", feature = "bincode"))]
pub use limits::Limits;
#[cfg(any(feature = "hessian2", feature = "msgpack", feature = "bincode"))]
pub use serialization::{Attachment, Block, Decoder, Encoder, Serialization};
pub use shared::{Back, Shared};
pub use value::{Class, List, Map, Object, Value, from_value, to_value};

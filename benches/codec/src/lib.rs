//! The values that are measured, and the codecs that they are measured with.

pub mod codecs;
pub mod floor;
pub mod protobuf;
pub mod values;

//! The values that are measured, the codecs that they are measured with, and hostile messages.

pub mod calls;
pub mod codecs;
pub mod floor;
pub mod hostile;
pub mod protobuf;
pub mod valgrind;
pub mod values;

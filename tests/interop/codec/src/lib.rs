//! Random values, the text by which peers of three languages compare them, and the peers.

pub mod golden;
pub mod peer;
pub mod text;
pub mod values;

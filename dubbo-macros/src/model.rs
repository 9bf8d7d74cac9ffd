//! What the attributes say, validated. Nothing here writes code: that is [`crate::render`]'s.

pub(crate) mod argument;
pub(crate) mod attributes;
pub(crate) mod contract;
pub(crate) mod definition;
pub(crate) mod duration;
pub(crate) mod exception;
pub(crate) mod exception_class;
pub(crate) mod extension;
pub(crate) mod extension_list;
pub(crate) mod forwarded;
pub(crate) mod injection;
pub(crate) mod java_name;
pub(crate) mod krate;
pub(crate) mod method;
pub(crate) mod names;
pub(crate) mod output;
pub(crate) mod pojo;
pub(crate) mod proof;
pub(crate) mod rust_type;
pub(crate) mod serde_attributes;
pub(crate) mod supertraits;
pub(crate) mod wire_names;

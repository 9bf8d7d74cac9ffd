//! `dubbo://`: bodies of requests and responses, and both sides of a call (dubbo-protocol §3, §4).

mod consumer;
mod execution;
mod exported;
mod keeper;
mod known;
mod link;
mod links;
mod provider;
mod request;
mod response;
mod routing;

pub(crate) use consumer::{DubboInvoker, ServiceAddress};
pub(crate) use execution::Execution;
pub(crate) use exported::{Exported, Rules};
use link::Link;
pub(crate) use link::LinkOptions;
pub(crate) use links::Links;
pub(crate) use provider::DubboHandler;

/// The version of the protocol: item 1 of every body. Any other switches attachments of replies off
/// at some peers (dubbo-protocol §4.2).
const PROTOCOL_VERSION: &str = "2.0.2";
/// What stands for no service version.
const NO_VERSION: &str = "0.0.0";
/// The name and descriptor of the call that every service answers with its argument.
const ECHO: (&str, &str) = ("$echo", "Ljava/lang/Object;");

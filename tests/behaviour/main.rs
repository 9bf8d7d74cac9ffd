//! What the SDK does, through its front door, over TCP and in memory. One binary: it links once.
#![allow(
    missing_docs,
    unreachable_pub,
    reason = "a test binary has no public interface"
)]

mod attachments;
mod calls;
mod connections;
#[cfg(feature = "hessian2")]
mod consumer_wire;
#[cfg(feature = "hessian2")]
mod dispatch;
mod limits;
mod links;
mod one_way;
mod options;
mod provider_bounds;
#[cfg(feature = "hessian2")]
mod provider_wire;
mod robustness;
mod shutdown;
#[cfg(target_os = "linux")]
mod sockets;
mod support;
mod time;
#[cfg(feature = "tls")]
mod tls;
mod tracing_spans;

//! The connection survives what a network and a rude peer do, and gives everything back.
//! `docs/reliability.md` says which test shows which promise.
//!
//! What is measured of a whole process (descriptors, sockets, resident memory, processor time) is
//! measured of a provider in a process of its own: this binary started once more.
#![allow(
    missing_docs,
    unreachable_pub,
    reason = "a test binary has no public interface"
)]

mod after_accept;
mod callers;
mod correlation;
mod descriptors;
mod memory;
mod pieces;
mod probes;
mod provider_lost;
mod slow_peers;
mod storm;
mod support;

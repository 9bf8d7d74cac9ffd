//! The macros, through the front door and in memory: what they accept, and that it does what it says.
#![deny(warnings, unreachable_pub)]

mod arguments;
mod contracts;
mod exceptions;
mod injection;
mod pojos;
mod recorder;

//! Request and response: ids, deadlines, heartbeats, events, over one connection for many calls.

mod body;
mod call;
mod connection;
mod event;
mod handler;
mod handshake;
mod lent;
mod load;
mod observer;
mod options;
mod outgoing;
mod pending;
mod placement;
mod reader;
mod requests;
mod server;
mod serving;
mod shared;
mod slot;
mod timer;
mod turn;
mod unwind;
mod writer;

pub(crate) use body::KeptBody;
pub(crate) use call::{Failure, RequestFrame};
pub(crate) use connection::Connection;
pub(crate) use handler::{IncomingRequest, Lent, NoService, RequestHandler};
pub(crate) use handshake::connect;
pub(crate) use lent::{give_back, outgoing};
pub(crate) use load::Limits;
pub use observer::ConnectionEvent;
pub(crate) use observer::Observer;
pub(crate) use options::{ConnectionOptions, ServerOptions};
pub(crate) use outgoing::Outgoing;
pub(crate) use placement::Placement;
pub(crate) use server::Server;

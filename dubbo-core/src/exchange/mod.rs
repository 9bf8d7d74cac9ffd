//! Request and response: ids, deadlines, heartbeats, events, over one connection for many calls.

mod connection;
mod event;
mod options;
mod pending;
mod reader;
mod server;
mod shared;
mod timer;
mod writer;

pub(crate) use connection::{Connection, Failure, RequestFrame, Side};
pub(crate) use options::ConnectionOptions;
pub(crate) use reader::{IncomingRequest, NoService, RequestHandler};
pub(crate) use server::Server;

//! Sockets and frames: bytes from one side to the other, in whole frames.

mod frame;
mod memory;
mod tcp;
#[cfg(feature = "tls")]
pub mod tls;
#[cfg(not(feature = "tls"))]
#[path = "without_tls.rs"]
mod tls;

use std::fmt;
use std::future::Future;
use std::io;

use tokio::io::{AsyncRead, AsyncWrite};

pub(crate) use frame::{FrameDecoder, Header, Incoming, flags, status};
pub use memory::{Memory, MemoryAccept};
pub use tcp::{Tcp, TcpAccept};
#[cfg(feature = "tls")]
pub use tls::{Pem, TlsClient, TlsServer};
#[cfg(not(feature = "tls"))]
pub(crate) use tls::{TlsClient, TlsServer};

/// How connections are made: [`Tcp`], [`Memory`], or a type of your own, named in a
/// [`Stack`](crate::Stack) on the consumer's side and given to
/// [`Server::transport`](crate::service::Server::transport) on the provider's.
pub trait Transport: Clone + Send + Sync + 'static {
    /// One connection.
    type Stream: Stream;
    /// What accepts connections.
    type Listener: Listener<Stream = Self::Stream>;

    /// Connects to `address`. The caller sets the time limit.
    fn connect(&self, address: &Address) -> impl Future<Output = io::Result<Self::Stream>> + Send;

    /// Listens at `address`. What `options` asks for and a transport does not have, it passes over.
    fn bind(
        &self,
        address: &Address,
        options: &ListenOptions,
    ) -> impl Future<Output = io::Result<Self::Listener>> + Send;
}

/// One connection's bytes, in both directions: a reader and a writer that do not wait for each other.
pub trait Stream: Send + 'static {
    /// What came from the other side.
    type Reader: AsyncRead + Unpin + Send + 'static;
    /// What goes to the other side. Shut down, it ends the connection.
    type Writer: AsyncWrite + Unpin + Send + 'static;

    /// The two directions. For a stream that is one piece, [`tokio::io::split`] does it.
    fn split(self) -> (Self::Reader, Self::Writer);
}

/// The accepting side of a [`Transport`]. Dropped, it refuses further connections.
pub trait Listener: Send + 'static {
    /// One connection.
    type Stream: Stream;

    /// The next connection, and the name of its other side. Must be cancel safe.
    fn accept(&mut self) -> impl Future<Output = io::Result<(Self::Stream, String)>> + Send;

    /// Where this listens; for a port of 0, the port that was chosen.
    fn address(&self) -> Address;
}

/// What a server asks of the socket that it listens with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ListenOptions {
    /// Connections that may wait to be accepted (Dubbo's `backlog`, default 1024). The system may
    /// allow fewer: Linux cuts it to `net.core.somaxconn`.
    pub backlog: u32,
    /// Whether the system probes connections that are silent (`SO_KEEPALIVE`; Dubbo's `keep.alive`,
    /// default false).
    pub keep_alive: bool,
}

impl Default for ListenOptions {
    fn default() -> Self {
        Self {
            backlog: 1024,
            keep_alive: false,
        }
    }
}

/// A host and a port.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Address {
    /// A name or an IP address, IPv6 without brackets.
    pub host: String,
    /// The port.
    pub port: u16,
}

impl Address {
    /// An address from its two parts.
    pub fn new(host: impl Into<String>, port: u16) -> Self {
        Self {
            host: host.into(),
            port,
        }
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.host.contains(':') {
            true => write!(f, "[{}]:{}", self.host, self.port),
            false => write!(f, "{}:{}", self.host, self.port),
        }
    }
}

use std::io;
use std::net::SocketAddr;

use socket2::SockRef;
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpSocket, TcpStream, lookup_host};

use super::{Address, ListenOptions, Listener, Stream, Transport};

/// TCP with the socket options of Java's peers: Nagle's algorithm off, `SO_KEEPALIVE` on a
/// consumer's side, `SO_REUSEADDR` on a listening socket; the rest are [`ListenOptions`].
#[derive(Clone, Copy, Debug, Default)]
pub struct Tcp;

impl Transport for Tcp {
    type Stream = TcpStream;
    type Listener = TcpAccept;

    async fn connect(&self, address: &Address) -> io::Result<TcpStream> {
        let stream = TcpStream::connect((address.host.as_str(), address.port)).await?;
        stream.set_nodelay(true)?;
        SockRef::from(&stream).set_keepalive(true)?;
        Ok(stream)
    }

    async fn bind(&self, address: &Address, options: &ListenOptions) -> io::Result<TcpAccept> {
        let mut failed = None;
        for candidate in lookup_host((address.host.as_str(), address.port)).await? {
            match listen(candidate, options.backlog) {
                Ok(listener) => return TcpAccept::new(listener, options.keep_alive),
                Err(error) => failed = Some(error),
            }
        }
        let nothing = || io::Error::new(io::ErrorKind::NotFound, "the name has no address");
        Err(failed.unwrap_or_else(nothing))
    }
}

fn listen(address: SocketAddr, backlog: u32) -> io::Result<TcpListener> {
    let socket = match address {
        SocketAddr::V4(_) => TcpSocket::new_v4()?,
        SocketAddr::V6(_) => TcpSocket::new_v6()?,
    };
    // A server that starts again need not wait for its old connections. (On Windows the option
    // means something else: it would let two servers listen at one port.)
    #[cfg(not(windows))]
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(backlog)
}

impl Stream for TcpStream {
    type Reader = OwnedReadHalf;
    type Writer = OwnedWriteHalf;

    fn split(self) -> (OwnedReadHalf, OwnedWriteHalf) {
        self.into_split()
    }
}

/// The listening socket of [`Tcp`].
#[derive(Debug)]
pub struct TcpAccept {
    listener: TcpListener,
    address: Address,
    keep_alive: bool,
}

impl TcpAccept {
    fn new(listener: TcpListener, keep_alive: bool) -> io::Result<Self> {
        let local = listener.local_addr()?;
        Ok(Self {
            listener,
            address: Address::new(local.ip().to_string(), local.port()),
            keep_alive,
        })
    }
}

impl Listener for TcpAccept {
    type Stream = TcpStream;

    async fn accept(&mut self) -> io::Result<(TcpStream, String)> {
        let (stream, peer) = self.listener.accept().await?;
        // These fail only on a socket that the peer has reset already: its reader will find out.
        let _reset = stream.set_nodelay(true);
        if self.keep_alive {
            let _reset = SockRef::from(&stream).set_keepalive(true);
        }
        Ok((stream, peer.to_string()))
    }

    fn address(&self) -> Address {
        self.address.clone()
    }
}

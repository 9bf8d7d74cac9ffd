use std::io;

use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};

use super::{Address, Listener, Stream, Transport};

/// TCP, with Nagle's algorithm off.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tcp;

impl Transport for Tcp {
    type Stream = TcpStream;
    type Listener = TcpAccept;

    async fn connect(&self, address: &Address) -> io::Result<TcpStream> {
        let stream = TcpStream::connect((address.host.as_str(), address.port)).await?;
        stream.set_nodelay(true)?;
        Ok(stream)
    }

    async fn bind(&self, address: &Address) -> io::Result<TcpAccept> {
        let listener = TcpListener::bind((address.host.as_str(), address.port)).await?;
        let local = listener.local_addr()?;
        let address = Address::new(local.ip().to_string(), local.port());
        Ok(TcpAccept { listener, address })
    }
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
}

impl Listener for TcpAccept {
    type Stream = TcpStream;

    async fn accept(&mut self) -> io::Result<(TcpStream, String)> {
        let (stream, peer) = self.listener.accept().await?;
        // Fails only on a socket that the peer has reset already: its reader will find out.
        let _reset = stream.set_nodelay(true);
        Ok((stream, peer.to_string()))
    }

    fn address(&self) -> Address {
        self.address.clone()
    }
}

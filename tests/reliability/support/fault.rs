//! TCP that goes wrong with the first connections that a provider accepts, and right after that.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use dubbo::transport::{Address, ListenOptions, Listener, Stream, Tcp, TcpAccept, Transport};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};

/// What goes wrong between accepting a connection and serving it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Accepting ends with an error, after the kernel has handed out the socket.
    AcceptFails,
    AcceptPanics,
    /// The connection cannot be set up.
    SplitPanics,
    /// The tasks of the connection break down with their first poll.
    ReadPanics,
    WritePanics,
    /// The control: the socket is forgotten, as Netty 3 did (governance §10.1).
    Forgets,
    /// The control for memory: 16 KiB for each connection are never given back.
    Hoards,
}

impl Fault {
    pub const ALL: [Self; 7] = [
        Self::AcceptFails,
        Self::AcceptPanics,
        Self::SplitPanics,
        Self::ReadPanics,
        Self::WritePanics,
        Self::Forgets,
        Self::Hoards,
    ];
}

#[derive(Clone, Copy, Debug)]
pub struct Faulty {
    pub fault: Option<Fault>,
    /// How many connections it befalls.
    pub connections: usize,
}

pub struct FaultyAccept {
    inner: TcpAccept,
    faulty: Faulty,
}

pub struct FaultyStream(TcpStream, Option<Fault>);

impl Transport for Faulty {
    type Stream = FaultyStream;
    type Listener = FaultyAccept;

    async fn connect(&self, address: &Address) -> io::Result<FaultyStream> {
        Ok(FaultyStream(Tcp.connect(address).await?, None))
    }

    async fn bind(&self, address: &Address, options: &ListenOptions) -> io::Result<FaultyAccept> {
        let (inner, faulty) = (Tcp.bind(address, options).await?, *self);
        Ok(FaultyAccept { inner, faulty })
    }
}

impl Listener for FaultyAccept {
    type Stream = FaultyStream;

    async fn accept(&mut self) -> io::Result<(FaultyStream, String)> {
        let (stream, peer) = self.inner.accept().await?;
        if self.faulty.connections == 0 {
            return Ok((FaultyStream(stream, None), peer));
        }
        self.faulty.connections -= 1;
        match self.faulty.fault {
            Some(Fault::AcceptFails) => Err(io::ErrorKind::ConnectionAborted.into()),
            Some(Fault::AcceptPanics) => panic!("accepting panics, as the test wants it"),
            Some(Fault::Forgets) => {
                std::mem::forget(stream);
                Err(io::ErrorKind::ConnectionAborted.into())
            }
            Some(Fault::Hoards) => {
                std::mem::forget(vec![1u8; 16 * 1024]);
                Ok((FaultyStream(stream, None), peer))
            }
            fault => Ok((FaultyStream(stream, fault), peer)),
        }
    }

    fn address(&self) -> Address {
        self.inner.address()
    }
}

impl Stream for FaultyStream {
    type Reader = Half<OwnedReadHalf>;
    type Writer = Half<OwnedWriteHalf>;

    fn split(self) -> (Self::Reader, Self::Writer) {
        let (read, write) = self.0.into_split();
        match self.1 {
            Some(Fault::SplitPanics) => panic!("setting up panics, as the test wants it"),
            fault => (
                Half(read, fault == Some(Fault::ReadPanics)),
                Half(write, fault == Some(Fault::WritePanics)),
            ),
        }
    }
}

/// One direction of a connection; `true` panics when it is used.
pub struct Half<S>(S, bool);

impl<S: Unpin> Half<S> {
    fn inner(&mut self) -> Pin<&mut S> {
        assert!(!self.1, "as the test wants it");
        Pin::new(&mut self.0)
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Half<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        self.inner().poll_read(context, buffer)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Half<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.inner().poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.inner().poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.inner().poll_shutdown(context)
    }
}

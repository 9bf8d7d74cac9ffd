//! The simulation's TCP as a transport of the SDK, and one that breaks the protocol.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use dubbo::transport::{Address, ListenOptions, Listener, Stream, Transport};
use dubbo::{ConsumerContext, Stack, cluster};
use tokio::io::AsyncWrite;
use turmoil::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use turmoil::net::{TcpListener, TcpStream};

/// The simulation's TCP: a segment that is lost is lost for good, so a connection that has lost one is stuck in this
/// direction, without an error on either side.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Network {
    /// Whether the accepting side gives the answers that it writes together to each other's calls.
    pub(crate) swaps_answers: bool,
}

/// The standard stack over it.
#[derive(Clone)]
pub(crate) struct Simulated;

impl Stack for Simulated {
    type Filters = (ConsumerContext, ());
    type Cluster = cluster::Failover;
    type Balance = cluster::Random;
    type Transport = Network;
}

pub(crate) struct Socket {
    stream: TcpStream,
    swaps_answers: bool,
}

pub(crate) struct Accept {
    listener: TcpListener,
    swaps_answers: bool,
}

impl Transport for Network {
    type Stream = Socket;
    type Listener = Accept;

    async fn connect(&self, address: &Address) -> io::Result<Socket> {
        let stream = TcpStream::connect((address.host.as_str(), address.port)).await?;
        Ok(Socket {
            stream,
            swaps_answers: false,
        })
    }

    async fn bind(&self, address: &Address, _: &ListenOptions) -> io::Result<Accept> {
        let listener = TcpListener::bind((address.host.as_str(), address.port)).await?;
        Ok(Accept {
            listener,
            swaps_answers: self.swaps_answers,
        })
    }
}

impl Listener for Accept {
    type Stream = Socket;

    async fn accept(&mut self) -> io::Result<(Socket, String)> {
        let (stream, peer) = self.listener.accept().await?;
        let swaps_answers = self.swaps_answers;
        let socket = Socket {
            stream,
            swaps_answers,
        };
        Ok((socket, peer.to_string()))
    }

    fn address(&self) -> Address {
        let address = self.listener.local_addr().expect("it is bound");
        Address::new(address.ip().to_string(), address.port())
    }
}

impl Stream for Socket {
    type Reader = OwnedReadHalf;
    type Writer = Writer;

    fn split(self) -> (OwnedReadHalf, Writer) {
        let (reader, writer) = self.stream.into_split();
        let writer = Writer {
            writer,
            swaps_answers: self.swaps_answers,
        };
        (reader, writer)
    }
}

pub(crate) struct Writer {
    writer: OwnedWriteHalf,
    swaps_answers: bool,
}

impl AsyncWrite for Writer {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        /// So that large frames come in pieces.
        const SEGMENT: usize = 16 * 1024;
        if !self.swaps_answers {
            let bytes = &bytes[..bytes.len().min(SEGMENT)];
            return Pin::new(&mut self.writer).poll_write(context, bytes);
        }
        let mut swapped = bytes.to_vec();
        swap_answers(&mut swapped);
        let written = ready!(Pin::new(&mut self.writer).poll_write(context, &swapped))?;
        assert_eq!(written, bytes.len(), "the simulation takes all or nothing");
        Poll::Ready(Ok(written))
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.writer).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.writer).poll_shutdown(context)
    }
}

/// Exchanges the ids of the first two answers in `frames` (dubbo-protocol §1).
fn swap_answers(frames: &mut [u8]) {
    /// Request or event.
    const NO_ANSWER: u8 = 0xA0;
    let mut ids = Vec::new();
    let mut start = 0;
    while let Some(header) = frames.get(start..start + 16) {
        let length = u32::from_be_bytes([header[12], header[13], header[14], header[15]]);
        if header[2] & NO_ANSWER == 0 {
            ids.push(start + 4..start + 12);
        }
        start += 16 + length as usize;
    }
    if let [one, other, ..] = &ids[..] {
        let (before, after) = frames.split_at_mut(other.start);
        before[one.clone()].swap_with_slice(&mut after[..8]);
    }
}

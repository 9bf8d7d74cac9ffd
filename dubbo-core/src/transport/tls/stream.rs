use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use tokio::io::{AsyncRead, AsyncWrite, Join, ReadBuf, ReadHalf, WriteHalf};
use tokio_rustls::TlsStream;

use super::explain;
use super::rustls::pki_types::ServerName;
use crate::transport::Stream;

/// A stream in one piece again, as TLS wants it.
pub(crate) type Joined<S> = Join<<S as Stream>::Reader, <S as Stream>::Writer>;

pub(super) fn join<S: Stream>(stream: S) -> Joined<S> {
    let (reader, writer) = stream.split();
    tokio::io::join(reader, writer)
}

/// A stream over TLS whose errors say what to do. Under TLS 1.3 a consumer is done with the handshake
/// before its certificate is looked at: that it is refused shows only here.
pub(crate) struct Secured<I> {
    stream: TlsStream<I>,
    name: Option<ServerName<'static>>,
}

impl<I> Secured<I> {
    pub(super) fn new(stream: TlsStream<I>, name: Option<ServerName<'static>>) -> Self {
        Self { stream, name }
    }

    fn explain(&self, error: io::Error) -> io::Error {
        match &self.stream {
            TlsStream::Client(_) => explain::to_consumer(error, self.name.as_ref()),
            TlsStream::Server(_) => explain::to_provider(error),
        }
    }
}

impl<I: AsyncRead + AsyncWrite + Unpin> AsyncRead for Secured<I> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let read = ready!(Pin::new(&mut self.stream).poll_read(context, buffer));
        Poll::Ready(read.map_err(|error| self.explain(error)))
    }
}

impl<I: AsyncRead + AsyncWrite + Unpin> AsyncWrite for Secured<I> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

impl<I: AsyncRead + AsyncWrite + Unpin + Send + 'static> Stream for Secured<I> {
    type Reader = ReadHalf<Self>;
    type Writer = WriteHalf<Self>;

    fn split(self) -> (ReadHalf<Self>, WriteHalf<Self>) {
        tokio::io::split(self)
    }
}

//! A build without the feature `tls`: its options are there for the layers above, and have no value.

use std::io;

use tokio::time::Instant;

use super::{Address, Stream};

#[derive(Clone, Debug)]
pub(crate) enum TlsClient {}

impl TlsClient {
    pub(crate) async fn connect<S: Stream>(&self, _: S, _: &Address, _: Instant) -> io::Result<S> {
        match *self {}
    }
}

#[derive(Clone, Debug)]
pub(crate) enum TlsServer {}

impl TlsServer {
    pub(crate) async fn accept<S: Stream>(&self, _: S) -> io::Result<S> {
        match *self {}
    }
}

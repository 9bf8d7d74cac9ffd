use std::collections::BTreeMap;
use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::io::{DuplexStream, ReadHalf, WriteHalf, duplex};
use tokio::sync::mpsc;

use super::{Address, ListenOptions, Listener, Stream, Transport};

/// Bytes in flight in one direction, as a socket's buffer would hold.
const CAPACITY: usize = 64 * 1024;

/// A network of its own inside the process: what one clone binds, another connects to. No socket,
/// no real time: a test over it may pause tokio's clock. No [`ListenOptions`] have an effect here.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    ports: Arc<Mutex<Ports>>,
    connections: Arc<AtomicUsize>,
}

type Ports = BTreeMap<u16, mpsc::UnboundedSender<DuplexStream>>;

impl Memory {
    /// A new network with nobody on it.
    pub fn new() -> Self {
        Self::default()
    }

    /// How many connections were ever made on this network.
    pub fn connections(&self) -> usize {
        self.connections.load(Ordering::Relaxed)
    }

    fn ports(&self) -> MutexGuard<'_, Ports> {
        self.ports.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Transport for Memory {
    type Stream = DuplexStream;
    type Listener = MemoryAccept;

    async fn connect(&self, address: &Address) -> io::Result<DuplexStream> {
        let (near, far) = duplex(CAPACITY);
        let listener = self.ports().get(&address.port).cloned();
        match listener.map(|listener| listener.send(far)) {
            Some(Ok(())) => {
                self.connections.fetch_add(1, Ordering::Relaxed);
                Ok(near)
            }
            _ => Err(io::Error::new(
                io::ErrorKind::ConnectionRefused,
                format!("nobody listens at {address} of this memory network"),
            )),
        }
    }

    async fn bind(&self, address: &Address, _: &ListenOptions) -> io::Result<MemoryAccept> {
        let (sender, incoming) = mpsc::unbounded_channel();
        let mut ports = self.ports();
        let port = match address.port {
            0 => (1..=u16::MAX)
                .find(|port| !ports.contains_key(port))
                .unwrap_or(0),
            port => port,
        };
        if port == 0
            || ports
                .get(&port)
                .is_some_and(|listener| !listener.is_closed())
        {
            return Err(io::ErrorKind::AddrInUse.into());
        }
        ports.insert(port, sender);
        Ok(MemoryAccept {
            incoming,
            address: Address::new(address.host.clone(), port),
        })
    }
}

impl Stream for DuplexStream {
    type Reader = ReadHalf<Self>;
    type Writer = WriteHalf<Self>;

    fn split(self) -> (ReadHalf<Self>, WriteHalf<Self>) {
        tokio::io::split(self)
    }
}

/// The accepting side of [`Memory`].
#[derive(Debug)]
pub struct MemoryAccept {
    incoming: mpsc::UnboundedReceiver<DuplexStream>,
    address: Address,
}

impl Listener for MemoryAccept {
    type Stream = DuplexStream;

    async fn accept(&mut self) -> io::Result<(DuplexStream, String)> {
        match self.incoming.recv().await {
            Some(stream) => Ok((stream, "memory".to_owned())),
            None => Err(io::ErrorKind::AddrInUse.into()),
        }
    }

    fn address(&self) -> Address {
        self.address.clone()
    }
}

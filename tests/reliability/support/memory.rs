//! The service over a network inside the process: for what needs many connections or paused time.

use dubbo::service::{Builder, Running};
use dubbo::transport::{Address, ListenOptions, Memory, MemoryAccept, Transport};
use dubbo::{Client, ConsumerContext, Refer, Reference, ReferenceOptions, Stack, cluster};
use tokio::io::DuplexStream;

use super::service::{EchoContract, EchoServer, Service};

/// The standard stack, but in memory.
#[derive(Clone)]
pub struct InMemory;

impl Stack for InMemory {
    type Filters = (ConsumerContext, ());
    type Cluster = cluster::Failover;
    type Balance = cluster::Random;
    type Transport = Memory;
}

pub type MemoryClient = Client<EchoContract, Reference<InMemory>>;

/// A provider at `port` of the network.
pub async fn serve(network: &Memory, port: u16) -> Running {
    let server = dubbo::serve(&format!("dubbo://here:{port}")).transport(network.clone());
    let server = server.publish(EchoServer::new(Service));
    server.start().await.unwrap()
}

/// A client of an application of its own; it connects with its first call.
pub async fn client(network: &Memory, port: u16, in_flight: usize) -> MemoryClient {
    let builder = Builder::<InMemory>::new().transport(network.clone());
    let dubbo = builder.in_flight(in_flight).timeout("20s").build().unwrap();
    let url = format!("dubbo://here:{port}?check=false");
    let options = ReferenceOptions::new().url(url);
    MemoryClient::refer(&dubbo, options).await.unwrap()
}

/// A connection of a peer that writes its own bytes.
pub async fn connect(network: &Memory, port: u16) -> DuplexStream {
    let address = Address::new("here", port);
    network.connect(&address).await.unwrap()
}

/// A listener of a peer that reads and writes its own bytes.
pub async fn listen(network: &Memory, port: u16) -> MemoryAccept {
    let (address, options) = (Address::new("here", port), ListenOptions::default());
    network.bind(&address, &options).await.unwrap()
}

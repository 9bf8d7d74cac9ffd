//! Bytes as what a consumer sends to a provider.

use std::time::Duration;

use dubbo::service::Builder;
use dubbo::transport::{Address, Memory, Transport};
use dubbo::{Refer, ReferenceOptions};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::time::timeout;

use crate::memory;
use crate::service::{
    Delivery, Greeter, GreeterInMemory, GreeterServer, Greetings, InMemory, run_in_no_time,
};

/// Sends `data` to a provider; its first byte says how, see [`Delivery`]. Nothing panics, and memory is bounded. While
/// the connection is open a call on another one is answered; when its other side is shut down it is closed.
pub fn run(data: &[u8]) {
    let [choice, data @ ..] = data else { return };
    let delivery = Delivery::new(*choice, data);
    memory::within(allowed(data), || run_in_no_time(serve(&delivery)));
}

/// The buffers of two connections, and what the values of a request and its answer may hold.
fn allowed(data: &[u8]) -> usize {
    (2 << 20) + 4 * memory::of_values(data)
}

async fn serve(delivery: &Delivery) {
    let network = Memory::new();
    let server = dubbo::serve("dubbo://provider:0").transport(network.clone());
    let server = server.publish(GreeterServer::new(Greetings)).start().await;
    let server = server.expect("the network is empty");
    let address = Address::new("provider", 1);
    let stream = network
        .connect(&address)
        .await
        .expect("the provider listens");
    let (mut read, mut write) = tokio::io::split(stream);
    let answers = tokio::spawn(async move {
        let mut answers = [0; 4096];
        while matches!(read.read(&mut answers).await, Ok(1..)) {}
    });
    delivery.write(&mut write).await;
    call(&server.url(), network).await;
    // Whether it is closed already does not matter.
    let _ = write.shutdown().await;
    let closed = timeout(Duration::from_secs(1), answers).await;
    closed
        .expect("a connection whose other side is shut down is closed")
        .expect("reading does not panic");
}

/// A call as any consumer makes it.
async fn call(url: &str, network: Memory) {
    let dubbo = Builder::<InMemory>::new().transport(network).build();
    let dubbo = dubbo.expect("nothing is wrong with it");
    let client = GreeterInMemory::refer(&dubbo, ReferenceOptions::new().url(url)).await;
    let answer = client
        .expect("the provider accepts")
        .say_hello("you".to_owned())
        .await;
    assert_eq!(answer.expect("the provider answers"), "Hello, you");
}

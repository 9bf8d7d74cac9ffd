//! Bytes as what a provider answers to a consumer.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use dubbo::service::Builder;
use dubbo::transport::{Address, Listener, Memory, Transport};
use dubbo::{Attachments, Refer, ReferenceOptions};
use tokio::io::AsyncReadExt;
use tokio::time::timeout;

use crate::memory;
use crate::service::{Delivery, Greeter, GreeterInMemory, InMemory, User, run_in_no_time};

/// Makes a call, which is answered by `data`: its first byte says how, see [`Delivery`], the second which method is
/// called, and whether the provider closes the connection behind its answer. Nothing panics, memory is bounded, and the
/// call ends.
pub fn run(data: &[u8]) {
    let [choice, method, data @ ..] = data else {
        return;
    };
    let delivery = Delivery::new(*choice, data);
    let allowed = (2 << 20) + 4 * memory::of_values(data);
    memory::within(allowed, || {
        run_in_no_time(async {
            let ended = timeout(Duration::from_secs(10), call(&delivery, *method)).await;
            ended.expect("a call ends by its time limit of a second");
        });
    });
}

async fn call(delivery: &Delivery, method: u8) {
    let network = Memory::new();
    let listener = network
        .bind(&Address::new("provider", 1), &Default::default())
        .await;
    let mut listener = listener.expect("the network is empty");
    let dubbo = Builder::<InMemory>::new().transport(network).build();
    let dubbo = dubbo.expect("nothing is wrong with it");
    let options = ReferenceOptions::new().url("dubbo://provider:1");
    let client = GreeterInMemory::refer(&dubbo, options)
        .await
        .expect("the provider listens");
    let reply = Arc::new(Mutex::new(Attachments::new()));
    let client = client.with(|call| call.reply_into(&reply));
    let (mut stream, _) = listener.accept().await.expect("the consumer has connected");
    let provider = async {
        let mut request = [0; 4096];
        let read = stream.read(&mut request).await;
        assert!(matches!(read, Ok(16..)), "no request came");
        delivery.write(&mut stream).await;
        if method & 0x80 != 0 {
            drop(stream);
            return None;
        }
        Some(stream)
    };
    let (_kept_open, ()) = tokio::join!(provider, make(&client, method & 0x7f));
}

/// Makes the call of that number, whatever comes of it.
async fn make(client: &GreeterInMemory, method: u8) {
    match method % 12 {
        0 => drop(client.say_hello("you".to_owned()).await),
        1 => drop(client.touch().await),
        2 => drop(client.echo_float(1.5).await),
        3 => drop(client.echo_char('x').await),
        4 => drop(client.echo_string(None).await),
        5 => drop(client.echo_bytes(vec![1]).await),
        6 => drop(client.echo_ints(vec![1].into()).await),
        7 => drop(client.echo_big_decimal(7.into()).await),
        8 => drop(client.echo_object(true.into()).await),
        9 => drop(client.echo_user(Some(User::default())).await),
        10 => drop(client.echo_user_list(Vec::new()).await),
        _ => drop(client.find_user(1).await),
    }
}

//! What went wrong once, or would: both sides busy, tasks that are gone, shutdowns that cross calls.

use std::sync::atomic::Ordering;
use std::time::Duration;

use dubbo::{Error, Refer, ReferenceOptions};

use crate::support::*;

over_both_transports!(
    much_in_both_directions_at_once_does_not_stop_a_connection,
    calls_that_cross_a_shutdown_are_answered,
    a_connection_that_comes_with_a_shutdown_is_closed,
    a_payload_that_is_too_large_is_not_sent_again,
);

async fn much_in_both_directions_at_once_does_not_stop_a_connection<N: Network>() {
    let world = World::<N>::new().await;
    let greeter = world.greeter_at("timeout=20000").await;
    let calls: Vec<_> = (0..24)
        .map(|_| {
            let greeter = greeter.clone();
            tokio::spawn(async move { greeter.echo_bytes(vec![7; 1024 * 1024]).await })
        })
        .collect();
    for call in calls {
        assert_eq!(call.await.unwrap().unwrap().len(), 1024 * 1024);
    }
}

async fn calls_that_cross_a_shutdown_are_answered<N: Network>() {
    let world = World::<N>::new().await;
    let greeter = world.greeter_at("timeout=20000").await;
    greeter.touch().await.unwrap();
    let calls = (0..50).map(|_| {
        let greeter = greeter.clone();
        tokio::spawn(async move { greeter.touch().await })
    });
    let calls: Vec<_> = calls.collect();
    // Each has had its first poll, so it is on its way; none has been answered.
    tokio::task::yield_now().await;
    world.server.shut_down().await;
    for call in calls {
        call.await.unwrap().unwrap();
    }
}

async fn a_connection_that_comes_with_a_shutdown_is_closed<N: Network>() {
    for _ in 0..20 {
        let world = World::<N>::with(|server| server.shutdown_wait("50ms")).await;
        let (dubbo, options) = (world.dubbo(), world.options().check(false).timeout("5s"));
        let greeter = GreeterOn::<N>::refer(&dubbo, options).await.unwrap();
        let call = tokio::spawn(async move { greeter.sleepy(60_000, String::new()).await });
        tokio::task::yield_now().await;
        world.server.shut_down().await;
        let error = call.await.unwrap().unwrap_err();
        assert!(matches!(error, Error::Network { .. }), "{error}");
    }
}

async fn a_payload_that_is_too_large_is_not_sent_again<N: Network>() {
    let world = World::<N>::new().await;
    let dubbo = world.builder().payload(2000).retries(3).build().unwrap();
    let greeter = GreeterOn::<N>::refer(&dubbo, world.options())
        .await
        .unwrap();
    let served = world.english.calls.load(Ordering::Relaxed);
    let error = greeter.bytes(5000).await.unwrap_err();
    assert!(matches!(error, Error::TooLarge(_)), "{error}");
    assert_eq!(error.code(), 5);
    assert_eq!(world.english.calls.load(Ordering::Relaxed), served + 1);
}

#[test]
fn a_client_outlives_the_run_time_that_it_was_made_on() {
    let run_time = || {
        tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap()
    };
    let (url, provider) = {
        let (tell, url) = std::sync::mpsc::channel();
        let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
        let thread = std::thread::spawn(move || {
            run_time().block_on(async move {
                let server = dubbo::serve("dubbo://127.0.0.1:0");
                let server = server.publish(GreeterServer::new(English::default()));
                let server = server.start().await.unwrap();
                tell.send(server.url()).unwrap();
                stopped.await.unwrap();
            })
        });
        (url.recv().unwrap(), (stop, thread))
    };
    let first = run_time();
    let greeter = first.block_on(GreeterClient::connect(&url)).unwrap();
    first.block_on(greeter.touch()).unwrap();
    drop(first);
    run_time().block_on(greeter.touch()).unwrap();
    provider.0.send(()).unwrap();
    provider.1.join().unwrap();
}

#[tokio::test(start_paused = true)]
async fn callers_in_a_hurry_find_the_connection_that_an_earlier_one_began() {
    let network = SlowNetwork::default();
    let dubbo = dubbo::service::Builder::<SlowToConnect>::new()
        .transport(network.clone())
        .timeout("50ms")
        .build()
        .unwrap();
    let server = dubbo::serve("dubbo://here:1").transport(network.memory.clone());
    let _server = server
        .publish(GreeterServer::new(English::default()))
        .start()
        .await
        .unwrap();
    let options = ReferenceOptions::new().url("dubbo://here:1?check=false");
    let greeter = GreeterOn::<SlowToConnect>::refer(&dubbo, options)
        .await
        .unwrap();
    let mut outcomes = Vec::new();
    for _ in 0..4 {
        outcomes.push(greeter.touch().await);
    }
    assert!(
        matches!(&outcomes[0], Err(Error::Timeout { .. })),
        "{outcomes:?}"
    );
    assert!(outcomes[3].is_ok(), "{outcomes:?}");
}

#[tokio::test]
async fn times_beyond_all_measure_are_times_like_others() {
    let world = World::<InMemory>::with(|server| {
        server
            .heartbeat(Duration::MAX / 8)
            .shutdown_wait(Duration::MAX)
    })
    .await;
    let dubbo = world
        .builder()
        .heartbeat(Duration::MAX)
        .timeout(Duration::MAX)
        .connect_timeout(Duration::MAX)
        .build()
        .unwrap();
    let greeter = GreeterOn::<InMemory>::refer(&dubbo, world.options())
        .await
        .unwrap();
    greeter.touch().await.unwrap();
    drop(greeter);
    world.server.shut_down().await;
}

#[tokio::test]
async fn the_token_of_a_providers_url_is_sent() {
    let world = World::<InMemory>::new().await;
    let greeter = world.greeter_at("token=secret").await;
    let token = greeter.attachment("token".to_owned()).await.unwrap();
    assert_eq!(token.as_deref(), Some("secret"));
}

#[tokio::test]
async fn bounds_that_let_nothing_through_are_refused() {
    let text = dubbo::Dubbo::builder()
        .in_flight(0)
        .build()
        .unwrap_err()
        .to_string();
    assert!(text.contains("`in_flight` is 0"), "{text}");
    let server =
        dubbo::serve("dubbo://127.0.0.1:0").publish(GreeterServer::new(English::default()));
    let text = server
        .in_flight(0)
        .start()
        .await
        .map(drop)
        .unwrap_err()
        .to_string();
    assert!(text.contains("`in_flight` is 0"), "{text}");
}

/// Connections of a memory network that take 100 ms to make.
#[derive(Clone, Default)]
pub struct SlowNetwork {
    memory: dubbo::transport::Memory,
}

impl dubbo::transport::Transport for SlowNetwork {
    type Stream = tokio::io::DuplexStream;
    type Listener = dubbo::transport::MemoryAccept;

    async fn connect(&self, address: &dubbo::transport::Address) -> std::io::Result<Self::Stream> {
        tokio::time::sleep(Duration::from_millis(100)).await;
        self.memory.connect(address).await
    }

    async fn bind(
        &self,
        address: &dubbo::transport::Address,
        options: &dubbo::transport::ListenOptions,
    ) -> std::io::Result<Self::Listener> {
        self.memory.bind(address, options).await
    }
}

/// The standard stack over it.
#[derive(Clone)]
pub struct SlowToConnect;

impl dubbo::Stack for SlowToConnect {
    type Filters = (dubbo::ConsumerContext, ());
    type Cluster = dubbo::cluster::Failover;
    type Balance = dubbo::cluster::Random;
    type Transport = SlowNetwork;
}

#[tokio::test]
async fn a_server_that_asks_for_a_protection_it_would_not_get_does_not_start() {
    let server = dubbo::serve("dubbo://127.0.0.1:0?token=secret");
    let server = server.publish(GreeterServer::new(English::default()));
    let text = server.start().await.map(drop).unwrap_err().to_string();
    assert!(text.contains("is not there yet"), "{text}");
}

#[tokio::test]
#[cfg(not(feature = "tls"))]
async fn without_the_feature_tls_neither_side_does_without_what_a_url_asks_for() {
    let server = dubbo::serve("dubbo://127.0.0.1:0?ssl-enabled=true");
    let server = server.publish(GreeterServer::new(English::default()));
    let provider = server.start().await.map(drop).unwrap_err().to_string();
    let url = "dubbo://127.0.0.1:1?ssl-enabled=true";
    let consumer = GreeterClient::connect(url)
        .await
        .map(drop)
        .unwrap_err()
        .to_string();
    for text in [provider, consumer] {
        assert!(text.contains("add the cargo feature `tls`"), "{text}");
    }
}

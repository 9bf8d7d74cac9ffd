//! How a consumer comes by its connections, spreads calls over them, and gets them back.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use dubbo::cluster::LoadBalance;
use dubbo::service::Running;
use dubbo::transport::Memory;
use dubbo::{ConnectionEvent, Invocation, Refer, ReferenceOptions};

use crate::support::*;

const SECOND: Duration = Duration::from_secs(1);

over_both_transports!(
    a_provider_that_asks_to_be_spared_is_called_while_it_is_the_only_one,
    of_several_providers_those_are_called_that_want_to_be,
    of_several_addresses_one_need_be_reachable,
);

/// Always the same one.
#[derive(Clone, Default)]
struct Last;

impl LoadBalance for Last {
    fn select(&self, count: usize, _: &Invocation<'_>) -> usize {
        count - 1
    }
}

dubbo::balances! {
    /// Ours and those that there are.
    enum Balances { .., Last = "last" => Last }
}

/// A stack whose balance a URL chooses from a list of its own.
#[derive(Clone)]
struct Balanced;

impl dubbo::Stack for Balanced {
    type Filters = (dubbo::ConsumerContext, ());
    type Cluster = dubbo::cluster::Failover;
    type Balance = Balances;
    type Transport = Memory;
}

/// A provider at `port` of `network`, who answers with its name.
async fn provider(network: &Memory, port: u16) -> (Running, English) {
    let english = English::default();
    let server = dubbo::serve(&format!("dubbo://here:{port}")).transport(network.clone());
    let server = server.publish(GreeterServer::new(english.clone()));
    (server.start().await.unwrap(), english)
}

async fn refer(network: &Memory, options: ReferenceOptions) -> GreeterOn<InMemory> {
    let dubbo = dubbo::service::Builder::<InMemory>::new().transport(network.clone());
    let dubbo = dubbo.timeout("10s").build().unwrap();
    GreeterOn::<InMemory>::refer(&dubbo, options).await.unwrap()
}

fn at(url: &str) -> ReferenceOptions {
    ReferenceOptions::new().url(url)
}

#[tokio::test(start_paused = true)]
async fn a_lazy_reference_connects_with_its_first_call() {
    let network = Memory::new();
    let (_server, _) = provider(&network, 1).await;
    for (options, before) in [
        (at("dubbo://here:1"), 1),
        (at("dubbo://here:1?lazy=true"), 0),
        (at("dubbo://here:1").lazy(true), 0),
        (at("dubbo://here:1?lazy=true").lazy(false), 1),
    ] {
        let made = network.connections();
        let greeter = refer(&network, options).await;
        assert_eq!(network.connections() - made, before);
        greeter.touch().await.unwrap();
        assert_eq!(network.connections() - made, 1);
    }
    // Nobody is there: that shows with the first call.
    let greeter = refer(&network, at("dubbo://here:2").lazy(true)).await;
    greeter.touch().await.unwrap_err();
}

#[tokio::test(start_paused = true)]
async fn calls_are_spread_over_as_many_connections_as_there_are_to_be() {
    let network = Memory::new();
    let (server, _) = provider(&network, 1).await;
    let dubbo = dubbo::service::Builder::<InMemory>::new().transport(network.clone());
    let dubbo = dubbo.share_connections(2).build().unwrap();
    let refer = |options| GreeterOn::<InMemory>::refer(&dubbo, options);
    let one = refer(at("dubbo://here:1")).await.unwrap();
    let _other = refer(at("dubbo://here:1")).await.unwrap();
    assert_eq!(server.connections(), 2);
    let own = refer(at("dubbo://here:1").connections(3)).await.unwrap();
    assert_eq!(server.connections(), 5);
    let _own = refer(at("dubbo://here:1?connections=1")).await.unwrap();
    assert_eq!(server.connections(), 6);
    let _shared = refer(at("dubbo://here:1?shareconnections=9"))
        .await
        .unwrap();
    assert_eq!(server.connections(), 6);
    // Each of three calls in turn is on a connection of its own: those that carry nothing for the
    // idle time are closed by the server, and these are not.
    for _ in 0..10 {
        tokio::time::sleep(SECOND * 30).await;
        for _ in 0..3 {
            own.touch().await.unwrap();
        }
        one.touch().await.unwrap();
    }
}

#[tokio::test(start_paused = true)]
async fn a_lost_connection_is_made_again_in_the_background() {
    let network = Memory::new();
    for (options, again) in [
        (at("dubbo://here:1"), true),
        (at("dubbo://here:1?reconnect=false"), false),
        (at("dubbo://here:1?check=false"), true),
    ] {
        let (server, _) = provider(&network, 1).await;
        let greeter = refer(&network, options).await;
        greeter.touch().await.unwrap();
        drop(server);
        tokio::time::sleep(SECOND * 100).await;
        let (server, _) = provider(&network, 1).await;
        tokio::time::sleep(SECOND * 100).await;
        assert_eq!(server.connections() == 1, again);
        greeter.touch().await.unwrap();
        server.shut_down().await;
    }
}

#[tokio::test(start_paused = true)]
async fn a_provider_that_is_not_there_yet_is_connected_to_once_it_is() {
    let network = Memory::new();
    let _greeter = refer(&network, at("dubbo://here:1").check(false)).await;
    tokio::time::sleep(SECOND * 100).await;
    let (server, _) = provider(&network, 1).await;
    tokio::time::sleep(SECOND * 100).await;
    assert_eq!(server.connections(), 1);
}

#[tokio::test(start_paused = true)]
async fn pauses_between_attempts_grow_up_to_the_longest_and_a_dropped_reference_makes_none() {
    for (parameters, least, most) in [("", 9, 25), ("?reconnect=1000", 550, 1250)] {
        let network = Memory::new();
        let (server, _) = provider(&network, 1).await;
        let attempts = Arc::new(Mutex::new(0));
        let counted = attempts.clone();
        let dubbo = dubbo::service::Builder::<InMemory>::new()
            .transport(network.clone())
            .on_connection(move |event| {
                let refused = matches!(event, ConnectionEvent::Refused { .. });
                *counted.lock().unwrap() += usize::from(refused);
            })
            .build()
            .unwrap();
        let url = format!("dubbo://here:1{parameters}");
        let greeter = GreeterOn::<InMemory>::refer(&dubbo, at(&url))
            .await
            .unwrap();
        drop(server);
        tokio::time::sleep(SECOND * 600).await;
        let made = *attempts.lock().unwrap();
        assert!(
            (least..=most).contains(&made),
            "{made} attempts in ten minutes"
        );
        drop(greeter);
        tokio::time::sleep(SECOND * 600).await;
        assert!(*attempts.lock().unwrap() <= made + 1);
    }
}

#[tokio::test(start_paused = true)]
async fn many_calls_to_a_provider_that_is_gone_are_no_storm_of_connections() {
    let network = Memory::new();
    let refused = Arc::new(Mutex::new(0));
    let counted = refused.clone();
    let dubbo = dubbo::service::Builder::<InMemory>::new()
        .transport(network.clone())
        .on_connection(move |_| *counted.lock().unwrap() += 1)
        .build()
        .unwrap();
    let greeter = GreeterOn::<InMemory>::refer(&dubbo, at("dubbo://here:1").lazy(true));
    let greeter = greeter.await.unwrap();
    let start = tokio::time::Instant::now();
    while start.elapsed() < SECOND {
        let calls = (0..100).map(|_| {
            let greeter = greeter.clone();
            tokio::spawn(async move { greeter.touch().await.unwrap_err() })
        });
        for call in calls.collect::<Vec<_>>() {
            call.await.unwrap();
        }
    }
    let attempts = *refused.lock().unwrap();
    assert!(
        (5..=20).contains(&attempts),
        "{attempts} attempts in a second"
    );
}

#[tokio::test(start_paused = true)]
async fn what_happens_to_connections_is_told_on_both_sides() {
    fn record() -> (
        Arc<Mutex<Vec<String>>>,
        impl Fn(&ConnectionEvent) + Send + Sync,
    ) {
        let events = Arc::new(Mutex::new(Vec::new()));
        let told = events.clone();
        let tell = move |event: &ConnectionEvent| {
            let text = match event {
                ConnectionEvent::Connected { peer } => format!("{peer} connected"),
                ConnectionEvent::Disconnected { peer, reason } => format!("{peer} gone: {reason}"),
                ConnectionEvent::Idle { peer, silent } => format!("{peer} idle for {silent:?}"),
                other => format!("{other:?}"),
            };
            told.lock().unwrap().push(text);
            panic!("a listener of the user's that panics harms nobody");
        };
        (events, tell)
    }
    let network = Memory::new();
    let (server_events, tell) = record();
    let server = dubbo::serve("dubbo://here:1?heartbeat=10s").transport(network.clone());
    let server = server
        .on_connection(tell)
        .publish(GreeterServer::new(English::default()));
    let server = server.start().await.unwrap();
    let (client_events, tell) = record();
    let dubbo = dubbo::service::Builder::<InMemory>::new().transport(network.clone());
    let dubbo = dubbo.on_connection(tell).build().unwrap();
    let options = at("dubbo://here:1?reconnect=false");
    let greeter = GreeterOn::<InMemory>::refer(&dubbo, options).await.unwrap();
    greeter.touch().await.unwrap();
    tokio::time::sleep(SECOND * 31).await;
    assert_eq!(
        *server_events.lock().unwrap(),
        [
            "memory connected",
            "memory idle for 30s",
            "memory gone: idle: nothing came from the other side for 30s"
        ]
    );
    drop(server);
    greeter.touch().await.unwrap_err();
    assert_eq!(
        *client_events.lock().unwrap(),
        [
            "here:1 connected",
            "here:1 gone: the other side closed the connection",
            "Refused { peer: \"here:1\", reason: \"nobody listens at here:1 of this memory network\" }"
        ]
    );
}

async fn a_provider_that_asks_to_be_spared_is_called_while_it_is_the_only_one<N: Network>() {
    let world = World::<N>::new().await;
    let greeter = world.greeter().await;
    world.server.set_readonly(true);
    for _ in 0..10 {
        greeter.touch().await.unwrap();
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    world.server.set_readonly(false);
    greeter.touch().await.unwrap();
}

/// Two providers, and a consumer of both.
async fn two<N: Network>() -> (World<N>, World<N>, GreeterOn<N>) {
    let one = World::<N>::new().await;
    let english = English::default();
    let server = dubbo::serve("dubbo://127.0.0.1:0").transport(one.transport.clone());
    let server = server.publish(GreeterServer::new(english.clone()));
    let other = World::<N> {
        transport: one.transport.clone(),
        server: server.start().await.unwrap(),
        english,
    };
    let urls = format!("{}?retries=0;{}", one.server.url(), other.server.url());
    let greeter = GreeterOn::<N>::refer(&one.dubbo(), at(&urls))
        .await
        .unwrap();
    // Both are connected to, the second in the background.
    while other.server.connections() == 0 {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    (one, other, greeter)
}

async fn of_several_providers_those_are_called_that_want_to_be<N: Network>() {
    let (one, other, greeter) = two::<N>().await;
    let calls = |world: &World<N>| {
        world
            .english
            .calls
            .load(std::sync::atomic::Ordering::Relaxed)
    };
    let call = async |times| {
        for _ in 0..times {
            greeter.count().await.unwrap();
        }
        (calls(&one), calls(&other))
    };
    let (first, second) = call(100).await;
    assert!(first > 0 && second > 0 && first + second == 100);
    one.server.set_readonly(true);
    // Until the event is read, calls still come and are served.
    tokio::time::sleep(Duration::from_millis(50)).await;
    let before = calls(&one);
    let (first, second) = call(100).await;
    assert_eq!((first, first + second), (before, 200));
    one.server.set_readonly(false);
    other.server.set_readonly(true);
    tokio::time::sleep(Duration::from_millis(50)).await;
    let before = calls(&other);
    assert_eq!(call(100).await, (300 - before, before));
}

async fn of_several_addresses_one_need_be_reachable<N: Network>() {
    let (one, other, greeter) = two::<N>().await;
    let dead = other.server.url();
    other.server.shut_down().await;
    for _ in 0..100 {
        greeter.touch().await.unwrap();
    }
    let urls = format!("{dead};{}", one.server.url());
    let greeter = GreeterOn::<N>::refer(&one.dubbo(), at(&urls))
        .await
        .unwrap();
    for _ in 0..100 {
        greeter.touch().await.unwrap();
    }
    let error = GreeterOn::<N>::refer(&one.dubbo(), at(&format!("{dead};{dead}"))).await;
    error.unwrap_err();
}

#[tokio::test(start_paused = true)]
async fn a_url_chooses_the_load_balance_from_a_list_of_ones_own() {
    let network = Memory::new();
    let (_one, first) = provider(&network, 1).await;
    let (_other, second) = provider(&network, 2).await;
    let dubbo = dubbo::service::Builder::<Balanced>::new().transport(network);
    let dubbo = dubbo.build().unwrap();
    let refer = |parameters: &str| {
        let urls = format!("dubbo://here:1?{parameters};dubbo://here:2");
        GreeterOn::<Balanced>::refer(&dubbo, ReferenceOptions::new().url(urls))
    };
    let calls = |english: &English| english.calls.swap(0, std::sync::atomic::Ordering::Relaxed);
    for (parameters, is_spread) in [
        ("loadbalance=last", false),
        ("loadbalance=random", true),
        ("", true),
    ] {
        let greeter = refer(parameters).await.unwrap();
        // Both are connected to, the second in the background.
        tokio::time::sleep(SECOND).await;
        for _ in 0..100 {
            greeter.count().await.unwrap();
        }
        let (first, second) = (calls(&first), calls(&second));
        assert_eq!(
            (first > 0, first + second),
            (is_spread, 100),
            "{parameters}"
        );
    }
    let error = refer("loadbalance=lats")
        .await
        .map(drop)
        .unwrap_err()
        .to_string();
    let words = "unknown loadbalance `lats`; did you mean `last`? there are `last`, `random`";
    assert!(error.contains(words), "{error}");
}

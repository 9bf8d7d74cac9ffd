//! What a server bounds over all its connections, and what it says beyond.

use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use dubbo::{ConnectionEvent, Error};

use crate::support::*;

over_both_transports!(
    requests_of_all_connections_together_are_bounded,
    bytes_of_all_requests_together_are_bounded,
    a_connection_over_the_limit_is_closed_at_once,
    executes_bounds_the_calls_of_each_method_or_of_one,
    a_server_takes_its_bounds_from_its_url_too,
);

fn is_busy<T: std::fmt::Debug>(outcome: dubbo::Result<T>) -> bool {
    matches!(outcome.unwrap_err(), Error::Refused { status: 100, .. })
}

async fn until_served<N: Network>(world: &World<N>, calls: usize) {
    while world.english.calls.load(Ordering::Relaxed) < calls {
        tokio::task::yield_now().await;
    }
}

/// A client with a connection of its own.
async fn alone<N: Network>(world: &World<N>) -> GreeterOn<N> {
    world.greeter_at("connections=1&timeout=1m&retries=0").await
}

async fn requests_of_all_connections_together_are_bounded<N: Network>() {
    let world = World::<N>::with(|server| server.in_flight(1)).await;
    let (one, other) = (alone(&world).await, alone(&world).await);
    let served = tokio::spawn(async move { one.sleepy(100, "1".to_owned()).await });
    until_served(&world, 1).await;
    assert!(is_busy(other.touch().await));
    served.await.unwrap().unwrap();
    other.touch().await.unwrap();
}

async fn bytes_of_all_requests_together_are_bounded<N: Network>() {
    const MEBIBYTE: usize = 1024 * 1024;
    let world = World::<N>::with(|server| server.memory(MEBIBYTE)).await;
    let (one, other) = (alone(&world).await, alone(&world).await);
    // More than there may be: it is passed over while it comes, and the connection lives on.
    assert!(is_busy(one.echo_bytes(vec![1; 2 * MEBIBYTE]).await));
    let token = "x".repeat(MEBIBYTE / 2);
    let served = tokio::spawn({
        let one = one.clone();
        async move { one.sleepy(200, token).await }
    });
    until_served(&world, 1).await;
    assert!(is_busy(other.echo_bytes(vec![1; MEBIBYTE * 3 / 4]).await));
    other.echo_bytes(vec![1; MEBIBYTE / 8]).await.unwrap();
    served.await.unwrap().unwrap();
    // All is given back.
    for _ in 0..8 {
        other.echo_bytes(vec![1; MEBIBYTE * 3 / 4]).await.unwrap();
    }
}

async fn a_connection_over_the_limit_is_closed_at_once<N: Network>() {
    let events = Arc::new(Mutex::new(Vec::new()));
    let told = events.clone();
    let world = World::<N>::with(|server| {
        let server = server.accepts(1);
        server.on_connection(move |event| told.lock().unwrap().push(event.clone()))
    })
    .await;
    let first = alone(&world).await;
    first.touch().await.unwrap();
    let second = alone(&world).await;
    let error = second.touch().await.unwrap_err();
    assert!(matches!(error, Error::Network { .. }), "{error}");
    assert_eq!(world.server.connections(), 1);
    let refused = |event: &ConnectionEvent| matches!(event, ConnectionEvent::Refused { reason, .. } if reason.contains("`accepts`"));
    assert!(events.lock().unwrap().iter().any(refused));
    // Once the first is gone there is room again.
    drop(first);
    while world.server.connections() > 0 {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    second.touch().await.unwrap();
}

async fn executes_bounds_the_calls_of_each_method_or_of_one<N: Network>() {
    let english = English::default();
    let world = World::<N>::serving(|server| {
        let greeter = GreeterServer::new(english.clone()).executes(2);
        server.publish(greeter.method("sleepy", |method| method.executes(1)))
    })
    .await;
    let greeter = alone(&world).await;
    let (first, second) = tokio::join!(
        greeter.sleepy(50, "1".to_owned()),
        greeter.sleepy(50, "2".to_owned())
    );
    assert!(first.is_ok() && is_busy(second));
    greeter.sleepy(1, "3".to_owned()).await.unwrap();
    let mistaken = GreeterServer::new(english).method("slepy", |method| method.executes(1));
    let error = dubbo::serve("dubbo://127.0.0.1:0")
        .publish(mistaken)
        .start()
        .await;
    let text = error.map(drop).unwrap_err().to_string();
    assert!(
        text.contains("no method `slepy`") && text.contains("sleepy"),
        "{text}"
    );
}

async fn a_server_takes_its_bounds_from_its_url_too<N: Network>() {
    let serve = |parameters: &str| {
        let transport = N::new_transport();
        let url = format!("dubbo://127.0.0.1:0?{parameters}");
        let server = dubbo::serve(&url).transport(transport.clone());
        let english = English::default();
        let server = server.publish(GreeterServer::new(english.clone()));
        async move {
            let server = server.start().await.unwrap();
            World::<N> {
                transport,
                server,
                english,
            }
        }
    };
    let world = serve("accepts=1").await;
    let _first = alone(&world).await;
    assert!(alone(&world).await.touch().await.is_err());
    for parameters in ["executes=1", "executes=9&sleepy.executes=1"] {
        let world = serve(parameters).await;
        let greeter = alone(&world).await;
        let (first, second) = tokio::join!(
            greeter.sleepy(50, "1".to_owned()),
            greeter.sleepy(50, "2".to_owned())
        );
        assert!(first.is_ok() && is_busy(second), "{parameters}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_provider_refuses_what_is_too_much_as_soon_as_it_has_come() {
    const CALLS: usize = 2000;
    const AT_ONCE: usize = 8;
    let world = World::<InMemory>::with(|server| {
        server
            .in_flight(AT_ONCE)
            .dispatcher(dubbo::Dispatcher::Spawn)
    })
    .await;
    let greeter = alone(&world).await;
    let calls: Vec<_> = (0..CALLS)
        .map(|_| {
            let greeter = greeter.clone();
            tokio::spawn(async move { greeter.count().await })
        })
        .collect();
    for call in calls {
        let outcome = call.await.unwrap();
        assert!(outcome.is_ok() || is_busy(outcome));
    }
    // Were they left in the socket between the turns of those that are served, the provider would
    // serve the last of them long after they were sent.
    let served = world.english.calls.load(Ordering::Relaxed);
    assert!(
        (AT_ONCE..CALLS / 16).contains(&served),
        "{served} calls were served"
    );
}

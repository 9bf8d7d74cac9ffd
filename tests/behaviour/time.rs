//! Deadlines, heartbeats, idle links. Over memory, with tokio's clock paused: exact, and at once.

use std::sync::atomic::Ordering;
use std::time::Duration;

use dubbo::{Error, Refer, ReferenceOptions};
use tokio::time::Instant;

use crate::support::*;

const MINUTE: Duration = Duration::from_secs(60);

#[tokio::test(start_paused = true)]
async fn a_call_ends_at_its_deadline_and_its_late_reply_reaches_nobody() {
    let world = World::<InMemory>::new().await;
    let greeter = world
        .greeter()
        .await
        .with(|call| call.timeout(Duration::from_millis(200)));
    let start = Instant::now();
    let error = greeter.sleepy(700, "late".to_owned()).await.unwrap_err();
    assert_eq!(start.elapsed().as_millis(), 200);
    let text = error.to_string();
    assert!(
        matches!(error, Error::Timeout { .. }) && text.contains("sleepy") && text.contains("200ms"),
        "{text}"
    );
    assert_eq!(error.code(), 2);
    // The slot is taken by the next call while the late reply is on its way.
    let patient = greeter.with(|call| call.timeout(MINUTE));
    assert_eq!(
        patient.sleepy(1000, "next".to_owned()).await.unwrap(),
        "next"
    );
}

#[tokio::test(start_paused = true)]
async fn without_any_option_a_call_has_a_second() {
    let world = World::<InMemory>::new().await;
    let start = Instant::now();
    world
        .greeter()
        .await
        .sleepy(60_000, String::new())
        .await
        .unwrap_err();
    assert_eq!(start.elapsed().as_millis(), 1000);
}

#[tokio::test(start_paused = true)]
async fn of_several_time_limits_the_nearest_to_the_call_wins() {
    let world = World::<InMemory>::new().await;
    let dubbo = world.builder().timeout("6s").build().unwrap();
    let url = world.server.url();
    let at = |parameters: &str| ReferenceOptions::new().url(format!("{url}?{parameters}"));
    for (options, seconds) in [
        (at(""), 6),
        (at("timeout=5000"), 5),
        (at("timeout=5000").timeout("4s"), 4),
        (at("timeout=5000&sleepy.timeout=3000").timeout("4s"), 3),
    ] {
        let greeter = GreeterOn::<InMemory>::refer(&dubbo, options).await.unwrap();
        let start = Instant::now();
        greeter.sleepy(60_000, String::new()).await.unwrap_err();
        assert_eq!(start.elapsed().as_secs(), seconds);
        let start = Instant::now();
        let hurried = greeter.with(|call| call.timeout(Duration::from_secs(2)));
        hurried.sleepy(60_000, String::new()).await.unwrap_err();
        assert_eq!(start.elapsed().as_secs(), 2);
    }
}

#[tokio::test(start_paused = true)]
async fn a_contracts_own_limit_holds_unless_the_url_names_the_method() {
    /// The greeter with a time limit of its own.
    #[dubbo::reference(interface = "org.demo.GreetService")]
    trait Hurried {
        #[method(timeout = "3s")]
        async fn sleepy(&self, millis: i32, token: String) -> dubbo::Result<String>;
    }
    type HurriedOn = dubbo::Client<HurriedContract, dubbo::Reference<InMemory>>;
    let world = World::<InMemory>::new().await;
    for (parameters, seconds) in [("timeout=9000", 3), ("sleepy.timeout=4000", 4)] {
        let options = ReferenceOptions::new().url(format!("{}?{parameters}", world.server.url()));
        let hurried = HurriedOn::refer(&world.dubbo(), options).await.unwrap();
        let start = Instant::now();
        hurried.sleepy(60_000, String::new()).await.unwrap_err();
        assert_eq!(start.elapsed().as_secs(), seconds, "{parameters}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_call_that_is_dropped_unpolled_is_not_sent_and_one_dropped_later_frees_its_slot() {
    let world = World::<InMemory>::new().await;
    let dubbo = world.builder().in_flight(1).build().unwrap();
    let greeter = GreeterOn::<InMemory>::refer(&dubbo, world.options())
        .await
        .unwrap();
    drop(greeter.sleepy(1, String::new()));
    greeter.touch().await.unwrap();
    assert_eq!(world.english.calls.load(Ordering::Relaxed), 0);
    let dropped = tokio::time::timeout(
        Duration::from_millis(10),
        greeter.sleepy(500, String::new()),
    );
    dropped.await.unwrap_err();
    assert_eq!(world.english.calls.load(Ordering::Relaxed), 1);
    // There is one slot, and it is free again.
    greeter.touch().await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_quiet_link_lives_by_its_heartbeats() {
    let world = World::<InMemory>::with(|server| server.heartbeat("10s")).await;
    let greeter = world.greeter_at("heartbeat=10s").await;
    greeter.touch().await.unwrap();
    tokio::time::sleep(MINUTE * 60).await;
    greeter
        .with(|call| call.timeout(Duration::from_millis(1)))
        .touch()
        .await
        .unwrap();
    assert_eq!(world.transport.connections(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_provider_closes_a_link_on_which_nothing_happens() {
    let world = World::<InMemory>::with(|server| server.heartbeat("10s")).await;
    // This consumer's heartbeats come too late.
    let greeter = world.greeter_at("heartbeat=10m").await;
    greeter.touch().await.unwrap();
    tokio::time::sleep(Duration::from_secs(29)).await;
    assert_eq!(world.transport.connections(), 1);
    tokio::time::sleep(Duration::from_secs(2)).await;
    // The next call connects again.
    greeter.touch().await.unwrap();
    assert_eq!(world.transport.connections(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_consumer_gives_up_a_provider_that_is_silent() {
    let transport = dubbo::transport::Memory::new();
    let silent = crate::support::accept_and_stay_silent(&transport, 1).await;
    let dubbo = dubbo::service::Builder::<InMemory>::new()
        .transport(transport)
        .heartbeat("10s")
        .timeout(MINUTE);
    let options = ReferenceOptions::new().url("dubbo://silent:1");
    let greeter = GreeterOn::<InMemory>::refer(&dubbo.build().unwrap(), options)
        .await
        .unwrap();
    let start = Instant::now();
    let error = greeter.touch().await.unwrap_err();
    assert_eq!(start.elapsed().as_secs(), 30);
    let text = error.to_string();
    assert!(
        matches!(error, Error::Network { .. }) && text.contains("idle"),
        "{text}"
    );
    drop(silent);
}

#[tokio::test(start_paused = true)]
async fn connecting_has_a_time_limit_of_its_own() {
    let dubbo = dubbo::service::Builder::<Unreachable>::new()
        .connect_timeout("3s")
        .build()
        .unwrap();
    let options = ReferenceOptions::new().url("dubbo://unreachable:1");
    let start = Instant::now();
    let error = GreeterOn::<Unreachable>::refer(&dubbo, options)
        .await
        .unwrap_err();
    assert_eq!(start.elapsed().as_secs(), 3);
    assert!(matches!(error, Error::Network { .. }), "{error}");
}

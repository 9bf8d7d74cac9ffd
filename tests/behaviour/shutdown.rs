use std::time::Duration;

use dubbo::Error;

use crate::support::*;

over_both_transports!(
    calls_that_are_being_served_end_before_the_provider_goes,
    a_shutdown_waits_no_longer_than_told,
    a_dropped_server_closes_at_once,
);

async fn calls_that_are_being_served_end_before_the_provider_goes<N: Network>() {
    let world = World::<N>::new().await;
    let greeter = world.greeter().await;
    let call = tokio::spawn({
        let greeter = greeter.clone();
        async move { greeter.sleepy(300, "done".to_owned()).await }
    });
    while world
        .english
        .calls
        .load(std::sync::atomic::Ordering::Relaxed)
        == 0
    {
        tokio::task::yield_now().await;
    }
    world.server.shut_down().await;
    assert_eq!(call.await.unwrap().unwrap(), "done");
    assert!(matches!(
        greeter.touch().await.unwrap_err(),
        Error::Network { .. }
    ));
}

async fn a_shutdown_waits_no_longer_than_told<N: Network>() {
    let world = World::<N>::with(|server| server.shutdown_wait(Duration::from_millis(100))).await;
    let greeter = world.greeter_at("timeout=1m").await;
    let call = tokio::spawn(async move { greeter.sleepy(60_000, String::new()).await });
    while world
        .english
        .calls
        .load(std::sync::atomic::Ordering::Relaxed)
        == 0
    {
        tokio::task::yield_now().await;
    }
    world.server.shut_down().await;
    let error = call.await.unwrap().unwrap_err();
    assert!(matches!(error, Error::Network { .. }), "{error}");
}

async fn a_dropped_server_closes_at_once<N: Network>() {
    let world = World::<N>::new().await;
    let greeter = world.greeter().await;
    greeter.touch().await.unwrap();
    drop(world.server);
    assert!(matches!(
        greeter.touch().await.unwrap_err(),
        Error::Network { .. }
    ));
}

use dubbo::{Error, Refer, ReferenceOptions};

use crate::support::*;

over_both_transports!(
    references_of_one_application_share_a_connection,
    a_failed_call_is_sent_again_as_often_as_retries_says,
    what_a_service_throws_is_not_tried_again,
    a_lost_connection_is_made_again_by_the_next_call,
    an_address_without_a_provider_is_a_network_error_now_or_with_the_first_call,
);

async fn references_of_one_application_share_a_connection<N: Network>() {
    let world = World::<N>::new().await;
    let dubbo = world.dubbo();
    let first = GreeterOn::<N>::refer(&dubbo, world.options())
        .await
        .unwrap();
    let second = GreeterOn::<N>::refer(&dubbo, world.options())
        .await
        .unwrap();
    let peer = first.peer().await.unwrap();
    assert_eq!(second.peer().await.unwrap(), peer);
    drop(first);
    assert_eq!(second.peer().await.unwrap(), peer);
}

/// A filter of a provider that lets every third call through.
#[derive(Clone, Default)]
struct EveryThird(std::sync::Arc<std::sync::atomic::AtomicUsize>);

impl dubbo::Filter for EveryThird {
    async fn invoke<I: dubbo::Invoker>(
        &self,
        next: &I,
        call: &mut dubbo::Invocation<'_>,
    ) -> dubbo::Result<dubbo::Reply> {
        match self.0.fetch_add(1, std::sync::atomic::Ordering::Relaxed) % 3 {
            2 => next.invoke(call).await,
            _ => Err(Error::LimitExceeded("not yet".into())),
        }
    }
}

async fn a_failed_call_is_sent_again_as_often_as_retries_says<N: Network>() {
    let transport = N::new_transport();
    let server = dubbo::serve("dubbo://127.0.0.1:0").transport(transport.clone());
    let server = server
        .publish(GreeterServer::new(English::default()))
        .filter(EveryThird::default());
    let server = server.start().await.unwrap();
    let dubbo = dubbo::service::Builder::<N>::new()
        .transport(transport)
        .build()
        .unwrap();
    let options = ReferenceOptions::new().url(server.url());
    let greeter = GreeterOn::<N>::refer(&dubbo, options.clone().retries(2))
        .await
        .unwrap();
    greeter.touch().await.unwrap();
    let error = greeter
        .with(|call| call.retries(1))
        .touch()
        .await
        .unwrap_err();
    assert!(
        matches!(error, Error::Refused { status: 70, .. }),
        "{error}"
    );
}

async fn what_a_service_throws_is_not_tried_again<N: Network>() {
    let world = World::<N>::new().await;
    let greeter = world.greeter_at("retries=5").await;
    greeter.fail("a.B".to_owned()).await.unwrap_err();
    assert_eq!(greeter.count().await.unwrap(), 1);
}

async fn a_lost_connection_is_made_again_by_the_next_call<N: Network>() {
    let world = World::<N>::new().await;
    let greeter = world.greeter().await;
    greeter.touch().await.unwrap();
    let url = world.server.url();
    world.server.shut_down().await;
    let error = greeter.touch().await.unwrap_err();
    assert!(matches!(error, Error::Network { .. }), "{error}");
    let again = dubbo::serve(&url).transport(world.transport.clone());
    let _again = again
        .publish(GreeterServer::new(English::default()))
        .start()
        .await
        .unwrap();
    greeter.touch().await.unwrap();
}

async fn an_address_without_a_provider_is_a_network_error_now_or_with_the_first_call<N: Network>() {
    let world = World::<N>::new().await;
    let (dubbo, url) = (world.dubbo(), world.server.url());
    world.server.shut_down().await;
    let options = ReferenceOptions::new().url(url);
    let now = GreeterOn::<N>::refer(&dubbo, options.clone())
        .await
        .unwrap_err();
    assert!(
        matches!(now, Error::Network { .. }) && now.to_string().contains("could not connect"),
        "{now}"
    );
    let lazy = GreeterOn::<N>::refer(&dubbo, options.check(false))
        .await
        .unwrap();
    let later = lazy.touch().await.unwrap_err();
    assert!(matches!(later, Error::Network { .. }), "{later}");
}

#[tokio::test(start_paused = true)]
#[cfg(feature = "hessian2")]
async fn a_peer_that_never_reads_is_not_served_without_end() {
    use dubbo::transport::{Address, Transport};
    use tokio::io::AsyncWriteExt;
    let world = World::<InMemory>::new().await;
    let address = Address::new("here", world.server.address().port);
    let mut stream = world.transport.connect(&address).await.unwrap();
    let heartbeats = crate::support::frame(0xE2, 0, 1, b"N").repeat(1000);
    let request = crate::support::request(
        1,
        "echoBytes",
        "[B",
        &[b"B\xFF\xFF", &[7u8; 0xFFFF][..]].concat(),
    );
    let mut sent = 0;
    let wait = std::time::Duration::from_secs(1);
    while tokio::time::timeout(wait, stream.write_all(&request))
        .await
        .is_ok()
    {
        sent += request.len();
        assert!(sent < 16 * 1024 * 1024, "{sent} bytes taken");
    }
    assert!(sent > 1024 * 1024, "{sent} bytes taken");
    // Heartbeats, which cost the peer as much as their answers, are no way around it.
    let mut stream = world.transport.connect(&address).await.unwrap();
    let mut sent = 0;
    while tokio::time::timeout(wait, stream.write_all(&heartbeats))
        .await
        .is_ok()
    {
        sent += heartbeats.len();
        assert!(sent < 16 * 1024 * 1024, "{sent} bytes taken");
    }
    // Others are served as before.
    world.greeter().await.touch().await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn calls_to_a_peer_that_never_reads_end_in_time_and_do_not_pile_up() {
    let transport = InMemory::new_transport();
    let _silent = accept_and_stay_silent(&transport, 1).await;
    let dubbo = dubbo::service::Builder::<InMemory>::new()
        .transport(transport)
        .build()
        .unwrap();
    let options = ReferenceOptions::new().url("dubbo://silent:1");
    let greeter = GreeterOn::<InMemory>::refer(&dubbo, options).await.unwrap();
    for call in 0..8 {
        let error = greeter.echo_bytes(vec![7; 1024 * 1024]).await.unwrap_err();
        let never_left = error.to_string().contains("did not leave");
        assert!(matches!(error, Error::Timeout { .. }), "{error}");
        assert_eq!(never_left, call > 0, "call {call}: {error}");
    }
}

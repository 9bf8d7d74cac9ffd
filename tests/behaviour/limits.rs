use dubbo::{Error, Refer, ReferenceOptions};
use tokio::time::Instant;

use crate::support::*;

over_both_transports!(
    a_request_over_the_payload_limit_is_refused_before_it_is_sent,
    a_provider_refuses_a_request_over_its_limit_and_serves_the_next,
    a_reply_over_the_providers_limit_is_an_error_and_the_connection_lives_on,
    a_reply_over_the_consumers_limit_is_an_error_and_the_connection_lives_on,
    eight_mebibytes_pass_both_ways,
    calls_over_the_bound_wait_their_turn_until_their_time_is_over,
    a_caller_that_waits_for_its_turn_is_not_passed_by_those_who_call_again_and_again,
    requests_over_the_providers_bound_are_refused_with_status_100,
);

const KIB: usize = 1024;

/// A client, and the checks that its connection still serves and is the only one.
async fn small_payload<N: Network>(consumer: usize, provider: usize) -> (World<N>, GreeterOn<N>) {
    let world = World::<N>::with(|server| server.payload(provider)).await;
    let dubbo = world.builder().payload(consumer).build().unwrap();
    let greeter = GreeterOn::<N>::refer(&dubbo, world.options())
        .await
        .unwrap();
    (world, greeter)
}

async fn a_request_over_the_payload_limit_is_refused_before_it_is_sent<N: Network>() {
    let (_world, greeter) = small_payload::<N>(4 * KIB, 64 * KIB).await;
    let error = greeter.echo_bytes(vec![0; 5 * KIB]).await.unwrap_err();
    let text = error.to_string();
    assert!(matches!(error, Error::TooLarge(_)), "{error:?}");
    assert!(
        text.contains("Data length too large") && text.contains("max payload: 4096"),
        "{text}"
    );
    greeter.touch().await.unwrap();
}

async fn a_provider_refuses_a_request_over_its_limit_and_serves_the_next<N: Network>() {
    let (_world, greeter) = small_payload::<N>(64 * KIB, 4 * KIB).await;
    let error = greeter.echo_bytes(vec![0; 5 * KIB]).await.unwrap_err();
    let text = error.to_string();
    assert!(
        matches!(error, Error::Refused { status: 40, .. })
            && text.contains("Data length too large"),
        "{text}"
    );
    greeter.touch().await.unwrap();
}

async fn a_reply_over_the_providers_limit_is_an_error_and_the_connection_lives_on<N: Network>() {
    let (_world, greeter) = small_payload::<N>(64 * KIB, 4 * KIB).await;
    let peer = greeter.peer().await.unwrap();
    let error = greeter.bytes(5 * KIB as i32).await.unwrap_err();
    let text = error.to_string();
    assert!(
        matches!(error, Error::Refused { status: 25, .. })
            && text.contains("Data length too large"),
        "{text}"
    );
    assert_eq!(greeter.peer().await.unwrap(), peer);
}

async fn a_reply_over_the_consumers_limit_is_an_error_and_the_connection_lives_on<N: Network>() {
    let (_world, greeter) = small_payload::<N>(4 * KIB, 64 * KIB).await;
    let peer = greeter.peer().await.unwrap();
    let error = greeter.bytes(5 * KIB as i32).await.unwrap_err();
    assert!(matches!(error, Error::TooLarge(_)), "{error:?}");
    assert_eq!(greeter.peer().await.unwrap(), peer);
}

async fn eight_mebibytes_pass_both_ways<N: Network>() {
    let world = World::<N>::new().await;
    let greeter = world.greeter_at("timeout=20000").await;
    let length = 8 * KIB * KIB - 1024;
    assert_eq!(
        greeter.echo_bytes(vec![7; length]).await.unwrap(),
        vec![7; length]
    );
}

async fn calls_over_the_bound_wait_their_turn_until_their_time_is_over<N: Network>() {
    let world = World::<N>::new().await;
    let dubbo = world.builder().in_flight(2).build().unwrap();
    let patient = GreeterOn::<N>::refer(&dubbo, world.options().timeout("10s"))
        .await
        .unwrap();
    let hurried = patient.with(|call| call.timeout(std::time::Duration::from_millis(50)));
    let sleepers = [
        patient.sleepy(300, "1".to_owned()),
        patient.sleepy(300, "2".to_owned()),
    ];
    let [first, second] = sleepers;
    let (first, second, refused, waited) =
        tokio::join!(first, second, hurried.touch(), patient.touch());
    assert!(first.is_ok() && second.is_ok() && waited.is_ok());
    let text = refused.unwrap_err().to_string();
    assert!(
        text.contains("2 calls to") && text.contains("in flight"),
        "{text}"
    );
}

async fn a_caller_that_waits_for_its_turn_is_not_passed_by_those_who_call_again_and_again<
    N: Network,
>() {
    let world = World::<N>::new().await;
    let dubbo = world.builder().in_flight(1).build().unwrap();
    let greeter = GreeterOn::<N>::refer(&dubbo, world.options())
        .await
        .unwrap();
    let served = async |calls: usize| {
        for _ in 0..calls {
            greeter.touch().await.unwrap();
        }
        Instant::now()
    };
    // Each begins its next call in the moment in which the last one has ended.
    let (eager, patient, late) = tokio::join!(served(200), served(20), served(20));
    assert!(patient < eager && late < eager);
}

async fn requests_over_the_providers_bound_are_refused_with_status_100<N: Network>() {
    let world = World::<N>::with(|server| server.in_flight(1)).await;
    let greeter = world.greeter_at("timeout=10s").await;
    let (served, refused) = tokio::join!(greeter.sleepy(100, "1".to_owned()), greeter.touch());
    served.unwrap();
    let error = refused.unwrap_err();
    assert!(
        matches!(error, Error::Refused { status: 100, .. }),
        "{error}"
    );
    greeter.touch().await.unwrap();
}

#[tokio::test]
async fn wrong_options_are_named() {
    async fn refer(url: &str) -> Option<String> {
        let dubbo = dubbo::Dubbo::builder().build().unwrap();
        let greeter = GreeterClient::refer(&dubbo, ReferenceOptions::new().url(url)).await;
        greeter.err().map(|error| error.to_string())
    }
    for (url, words) in [
        ("dubbo://h?timeout=soon", "`timeout` is `soon`"),
        ("dubbo://h?timeout=0", "`timeout` is 0"),
        ("dubbo://h?check=maybe", "`check` is `maybe`"),
        (
            "dubbo://h?serialization=kryo",
            "unknown serialization `kryo`; there",
        ),
        ("dubbo://h?touch.timeout=x", "`touch.timeout`"),
        ("dubbo://h?retries=many", "`retries` is `many`"),
        ("dubbo://h?payload=big", "`payload` is `big`"),
        (
            "dubbo://h?heartbeat=10s&heartbeat.timeout=15s",
            "`heartbeat.timeout`",
        ),
        (
            "dubbo://h?loadbalance=rondom",
            "unknown loadbalance `rondom`; did you mean `random`? there is `random` alone",
        ),
        ("tri://h", "`tri`"),
        ("127.0.0.1:20880", "no protocol"),
    ] {
        let text = refer(url).await.expect(url);
        assert!(text.contains(words), "{url}: {text}");
    }
    for name in ["hessian2", "msgpack", "bincode"] {
        let known = dubbo::Serialization::from_name(name).is_some();
        let text = refer(&format!("dubbo://h?check=false&serialization={name}")).await;
        let words = format!("add it by the cargo feature `{name}`");
        assert_eq!(text.is_some_and(|text| text.contains(&words)), !known);
    }
    let text = dubbo::Dubbo::builder()
        .timeout("soon")
        .build()
        .unwrap_err()
        .to_string();
    assert!(text.contains("`timeout` is `soon`"), "{text}");
    let text = dubbo::Dubbo::builder().build().unwrap();
    let text = GreeterClient::refer(&text, ReferenceOptions::new())
        .await
        .unwrap_err()
        .to_string();
    assert!(
        text.contains("no address for org.demo.GreetService"),
        "{text}"
    );
}

#[tokio::test]
async fn a_server_says_what_it_lacks() {
    let text = |error: Error| error.to_string();
    let nothing = dubbo::serve("dubbo://127.0.0.1:0")
        .start()
        .await
        .map(drop)
        .unwrap_err();
    assert!(text(nothing).contains("no service"));
    let english = || GreeterServer::new(English::default());
    let twice = dubbo::serve("dubbo://127.0.0.1:0")
        .publish(english())
        .publish(english());
    assert!(text(twice.start().await.map(drop).unwrap_err()).contains("published twice"));
    let other = dubbo::serve("http://127.0.0.1:0").publish(english());
    assert!(text(other.start().await.map(drop).unwrap_err()).contains("http://"));
    let taken = dubbo::serve("dubbo://127.0.0.1:0")
        .publish(english())
        .start()
        .await
        .unwrap();
    let again = dubbo::serve(&taken.url())
        .publish(english())
        .start()
        .await
        .map(drop)
        .unwrap_err();
    assert!(text(again).contains("could not listen"));
}

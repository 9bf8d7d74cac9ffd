//! Calls that are not answered.

use std::sync::atomic::Ordering;
use std::time::Duration;

use dubbo::{Error, reference, service};

use crate::support::*;

over_both_transports!(
    a_one_way_call_is_served_and_ends_without_an_answer,
    a_url_makes_methods_one_way,
    one_way_calls_hold_nothing,
);

/// Methods that nobody waits for, under an alias, too.
#[service(interface = "org.demo.Journal")]
#[reference]
trait Journal {
    #[method(oneway)]
    async fn write(&self, line: String) -> dubbo::Result<()>;
    async fn close(&self) -> dubbo::Result<()>;
    #[method(oneway)]
    async fn forget(&self) -> Done;
}

type Done = dubbo::Result<()>;

/// Fails in every method.
struct Full(std::sync::Arc<std::sync::atomic::AtomicUsize>);

impl Full {
    fn fail(&self) -> dubbo::Result<()> {
        self.0.fetch_add(1, Ordering::Relaxed);
        Err(Error::exception("org.demo.Full", "no room"))
    }
}

impl Journal for Full {
    async fn write(&self, _: String) -> dubbo::Result<()> {
        self.fail()
    }

    async fn close(&self) -> dubbo::Result<()> {
        self.fail()
    }

    async fn forget(&self) -> Done {
        self.fail()
    }
}

#[tokio::test]
async fn a_contract_makes_methods_one_way() {
    let calls = std::sync::Arc::default();
    let journal = JournalServer::new(Full(std::sync::Arc::clone(&calls)));
    let server = dubbo::serve("dubbo://127.0.0.1:0").publish(journal);
    let server = server.start().await.unwrap();
    let journal = JournalClient::connect(&server.url()).await.unwrap();
    journal.write("line".to_owned()).await.unwrap();
    journal.forget().await.unwrap();
    // What comes behind them on the connection is answered, and after them.
    journal.close().await.unwrap_err();
    while calls.load(Ordering::Relaxed) < 3 {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    // A URL that wants an answer gets it.
    let url = format!("{}?write.return=true", server.url());
    let journal = JournalClient::connect(&url).await.unwrap();
    let error = journal.write("line".to_owned()).await.unwrap_err();
    assert!(error.to_string().contains("no room"), "{error}");
}

async fn until_served<N: Network>(world: &World<N>, calls: usize) {
    while world.english.calls.load(Ordering::Relaxed) < calls {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
}

async fn a_one_way_call_is_served_and_ends_without_an_answer<N: Network>() {
    let world = World::<N>::new().await;
    let greeter = world.greeter().await;
    let one_way = greeter.with(|call| call.one_way());
    let start = tokio::time::Instant::now();
    // An answer would take a minute; what fails is not told.
    let null = one_way.sleepy(60_000, "later".to_owned()).await;
    assert!(
        matches!(null, Err(Error::Serialization { .. })),
        "a String is never null"
    );
    one_way.panics(false).await.unwrap();
    one_way.fail("a.B".to_owned()).await.unwrap();
    assert_eq!(one_way.echo_user(None).await.unwrap(), None);
    assert!(start.elapsed() < Duration::from_secs(30));
    until_served(&world, 1).await;
    // With `sent` the bytes have left, and errors of this side are told in any case.
    let sent = greeter.with(|call| call.one_way().sent());
    sent.touch().await.unwrap();
    let large = "x".repeat(9 * 1024 * 1024);
    let error = sent.fail(large).await.unwrap_err();
    assert!(matches!(error, Error::TooLarge(_)), "{error}");
    greeter.touch().await.unwrap();
}

async fn a_url_makes_methods_one_way<N: Network>() {
    let world = World::<N>::new().await;
    for (parameters, touched, failed) in [
        ("return=false", true, true),
        ("fail.return=false&sent=true", true, true),
        ("return=false&fail.return=true&touch.sent=true", true, false),
    ] {
        let greeter = world.greeter_at(parameters).await;
        assert_eq!(greeter.touch().await.is_ok(), touched, "{parameters}");
        assert_eq!(
            greeter.fail("a.B".to_owned()).await.is_ok(),
            failed,
            "{parameters}"
        );
    }
}

async fn one_way_calls_hold_nothing<N: Network>() {
    // One call may wait for its answer: one-way calls do not count.
    let world = World::<N>::new().await;
    let dubbo = world.builder().in_flight(1).build().unwrap();
    let greeter = <GreeterOn<N> as dubbo::Refer>::refer(&dubbo, world.options())
        .await
        .unwrap();
    let one_way = greeter.with(|call| call.one_way());
    for calls in 1..=2000 {
        drop(one_way.sleepy(0, String::new()).await);
        if calls % 100 == 0 {
            greeter.touch().await.unwrap();
        }
    }
    until_served(&world, 2000).await;
}

#[tokio::test(start_paused = true)]
async fn a_one_way_call_to_a_peer_that_never_reads_ends_in_time() {
    let transport = InMemory::new_transport();
    let _silent = accept_and_stay_silent(&transport, 1).await;
    let dubbo = dubbo::service::Builder::<InMemory>::new().transport(transport);
    let dubbo = dubbo.build().unwrap();
    let options = dubbo::ReferenceOptions::new().url("dubbo://silent:1");
    let greeter = <GreeterOn<InMemory> as dubbo::Refer>::refer(&dubbo, options)
        .await
        .unwrap();
    let one_way = greeter.with(|call| call.one_way().timeout("1s"));
    let mebibyte = "x".repeat(1024 * 1024);
    let mut taken = 0;
    let error = loop {
        match one_way.fail(mebibyte.clone()).await {
            Ok(()) => taken += 1,
            Err(error) => break error,
        }
        assert!(taken < 16, "{taken} MiB are held");
    };
    assert!(matches!(error, Error::Timeout { .. }), "{error}");
    let sent = greeter.with(|call| call.one_way().sent().timeout("1s"));
    let error = sent.touch().await.unwrap_err();
    assert!(matches!(error, Error::Timeout { .. }), "{error}");
}

//! Every option that no other test of this binary sees at work.

use std::time::Duration;

use dubbo::{Error, Filter, Invocation, Invoker, Refer, ReferenceOptions, Reply};
use tokio::time::Instant;

use crate::support::*;

/// Answers the first calls of a provider with a refusal, as many as it is told.
#[derive(Clone)]
struct Refusing(std::sync::Arc<std::sync::atomic::AtomicUsize>);

impl Filter for Refusing {
    async fn invoke<I: Invoker>(
        &self,
        next: &I,
        call: &mut Invocation<'_>,
    ) -> dubbo::Result<Reply> {
        use std::sync::atomic::Ordering::Relaxed;
        match self
            .0
            .fetch_update(Relaxed, Relaxed, |left| left.checked_sub(1))
        {
            Ok(_) => Err(Error::Refused {
                status: 100,
                message: "not yet".into(),
            }),
            Err(_) => next.invoke(call).await,
        }
    }
}

#[tokio::test(start_paused = true)]
async fn retries_come_from_the_call_the_url_the_reference_or_the_application() {
    let refusals = std::sync::Arc::new(std::sync::atomic::AtomicUsize::new(0));
    let transport = InMemory::new_transport();
    let server = dubbo::serve("dubbo://here:0").transport(transport.clone());
    let server = server
        .publish(GreeterServer::new(English::default()))
        .filter(Refusing(refusals.clone()));
    let server = server.start().await.unwrap();
    let builder = dubbo::service::Builder::<InMemory>::new()
        .transport(transport)
        .retries(1);
    let dubbo = builder.build().unwrap();
    let at =
        |parameters: &str| ReferenceOptions::new().url(format!("{}?{parameters}", server.url()));
    for (options, retries) in [
        (at(""), 1),
        (at("retries=2"), 2),
        (at("retries=2").retries(3), 3),
        (at("retries=2&touch.retries=4").retries(3), 4),
    ] {
        let greeter = GreeterOn::<InMemory>::refer(&dubbo, options).await.unwrap();
        refusals.store(retries, std::sync::atomic::Ordering::Relaxed);
        greeter.touch().await.unwrap();
        refusals.store(retries + 1, std::sync::atomic::Ordering::Relaxed);
        let error = greeter.touch().await.unwrap_err();
        // A filter's own status and text arrive.
        assert!(
            matches!(&error, Error::Refused { status: 100, message } if &**message == "not yet"),
            "{error}"
        );
    }
}

#[tokio::test]
async fn an_application_knows_the_addresses_of_its_providers() {
    let world = World::<InMemory>::new().await;
    let dubbo = world
        .builder()
        .address("org.demo.GreetService", world.server.url())
        .build()
        .unwrap();
    let greeter = GreeterOn::<InMemory>::refer(&dubbo, ReferenceOptions::new())
        .await
        .unwrap();
    greeter.touch().await.unwrap();
}

#[tokio::test]
async fn group_version_and_path_come_from_the_url_too() {
    let world = World::<InMemory>::serving(|server| {
        server
            .publish(
                GreeterServer::new(English::default())
                    .group("fr")
                    .version("2.0.0"),
            )
            .publish(GreeterServer::new(English::default()).path("greetings"))
    })
    .await;
    let (dubbo, url) = (world.dubbo(), world.server.url());
    for (suffix, found) in [
        ("?group=fr&version=2.0.0", true),
        ("?group=fr", false),
        ("/greetings", true),
        ("/elsewhere", false),
    ] {
        let options = ReferenceOptions::new().url(format!("{url}{suffix}"));
        let greeter = GreeterOn::<InMemory>::refer(&dubbo, options).await.unwrap();
        assert_eq!(greeter.touch().await.is_ok(), found, "{suffix}");
    }
}

#[tokio::test(start_paused = true)]
async fn connect_timeout_check_and_idle_time_come_from_the_url_too() {
    let dubbo = dubbo::service::Builder::<Unreachable>::new()
        .timeout("1m")
        .build()
        .unwrap();
    let refer = |parameters: &str| {
        let options = ReferenceOptions::new().url(format!("dubbo://unreachable:1?{parameters}"));
        let dubbo = dubbo.clone();
        async move { GreeterOn::<Unreachable>::refer(&dubbo, options).await }
    };
    let start = Instant::now();
    refer("connect.timeout=2s").await.unwrap_err();
    assert_eq!(start.elapsed().as_secs(), 2);
    let start = Instant::now();
    let lazy = refer("check=false&connect.timeout=500").await.unwrap();
    assert_eq!(start.elapsed().as_millis(), 0);
    lazy.touch().await.unwrap_err();
    assert_eq!(start.elapsed().as_millis(), 500);

    let transport = InMemory::new_transport();
    let _silent = accept_and_stay_silent(&transport, 1).await;
    let dubbo = dubbo::service::Builder::<InMemory>::new()
        .transport(transport)
        .timeout("10m");
    let options =
        ReferenceOptions::new().url("dubbo://silent:1?heartbeat=10s&heartbeat.timeout=25s");
    let greeter = GreeterOn::<InMemory>::refer(&dubbo.build().unwrap(), options)
        .await
        .unwrap();
    let start = Instant::now();
    greeter.touch().await.unwrap_err();
    assert_eq!(start.elapsed().as_secs(), 25);
}

#[tokio::test(start_paused = true)]
async fn a_server_takes_its_options_from_its_url_too() {
    let transport = InMemory::new_transport();
    let url = "dubbo://here:0?payload=2000&heartbeat=1000&close.timeout=5000";
    let server = dubbo::serve(url).transport(transport.clone());
    let server = server
        .publish(GreeterServer::new(English::default()))
        .start()
        .await
        .unwrap();
    let dubbo = dubbo::service::Builder::<InMemory>::new().transport(transport.clone());
    let options = ReferenceOptions::new().url(server.url());
    let greeter = GreeterOn::<InMemory>::refer(&dubbo.build().unwrap(), options)
        .await
        .unwrap();
    let error = greeter.echo_bytes(vec![0; 3000]).await.unwrap_err();
    assert!(error.to_string().contains("max payload: 2000"), "{error}");
    tokio::time::sleep(Duration::from_millis(4900)).await;
    greeter.touch().await.unwrap();
    assert_eq!(transport.connections(), 1);
    tokio::time::sleep(Duration::from_millis(5100)).await;
    greeter.touch().await.unwrap();
    assert_eq!(transport.connections(), 2);
}

/// Attaches its mark to every call.
#[derive(Clone, Default)]
struct Marking(&'static str);

impl Filter for Marking {
    async fn invoke<I: Invoker>(
        &self,
        next: &I,
        call: &mut Invocation<'_>,
    ) -> dubbo::Result<Reply> {
        let before = call.attachments.text("mark").unwrap_or_default().to_owned();
        call.attachments.insert("mark", before + self.0);
        next.invoke(call).await
    }
}

/// A stack with filters of its own.
#[derive(Clone)]
struct Marked;

impl dubbo::Stack for Marked {
    type Filters = (Marking, (Marking, (dubbo::ConsumerContext, ())));
    type Cluster = dubbo::cluster::Failover;
    type Balance = dubbo::cluster::Random;
    type Transport = dubbo::transport::Memory;
}

#[tokio::test]
async fn a_consumers_filters_run_from_the_outermost_to_the_innermost() {
    let world = World::<InMemory>::new().await;
    let filters = (Marking("outer "), (Marking("inner"), Default::default()));
    let dubbo = dubbo::service::Builder::<Marked>::new()
        .transport(world.transport.clone())
        .filters(filters)
        .build()
        .unwrap();
    type Client = dubbo::Client<GreeterContract, dubbo::Reference<Marked>>;
    let greeter = Client::refer(&dubbo, world.options()).await.unwrap();
    let mark = greeter.attachment("mark".to_owned()).await.unwrap();
    assert_eq!(mark.as_deref(), Some("outer inner"));
}

/// Answers without the service.
#[cfg(feature = "hessian2")]
#[derive(Clone)]
struct Answering;

#[cfg(feature = "hessian2")]
impl Filter for Answering {
    async fn invoke<I: Invoker>(
        &self,
        next: &I,
        call: &mut Invocation<'_>,
    ) -> dubbo::Result<Reply> {
        // Outside the context filter there is no context yet.
        assert!(dubbo::Context::try_current().is_none());
        match call.method() {
            "sayHello" => {
                let name = call.arguments().values().unwrap().remove(0);
                let text = format!("{} is known", name.as_str().unwrap());
                let mut reply = Reply::of(call.serialization(), &text)?;
                reply.attachments.insert("from", "filter");
                Ok(reply)
            }
            _ => next.invoke(call).await,
        }
    }
}

#[tokio::test]
#[cfg(feature = "hessian2")]
async fn a_providers_filter_may_look_at_arguments_and_answer_itself() {
    let transport = InMemory::new_transport();
    let server = dubbo::serve("dubbo://here:0")
        .transport(transport.clone())
        .filter(Answering);
    let server = server
        .publish(GreeterServer::new(English::default()))
        .start()
        .await
        .unwrap();
    let dubbo = dubbo::service::Builder::<InMemory>::new()
        .transport(transport)
        .build()
        .unwrap();
    let options = ReferenceOptions::new()
        .url(server.url())
        .serialization("hessian2");
    let greeter = GreeterOn::<InMemory>::refer(&dubbo, options).await.unwrap();
    let reply = std::sync::Arc::new(std::sync::Mutex::new(dubbo::Attachments::new()));
    let greeter = greeter.with(|call| call.reply_into(&reply));
    assert_eq!(
        greeter.say_hello("Ann".to_owned()).await.unwrap(),
        "Ann is known"
    );
    assert_eq!(reply.lock().unwrap().text("from"), Some("filter"));
    greeter.touch().await.unwrap();
}

#[tokio::test]
#[cfg(all(feature = "hessian2", feature = "msgpack", feature = "bincode"))]
async fn of_several_serializations_named_the_nearest_wins() {
    /// Says which serialization the requests come in.
    #[derive(Clone)]
    struct Seeing(std::sync::Arc<std::sync::Mutex<&'static str>>);

    impl Filter for Seeing {
        async fn invoke<I: Invoker>(
            &self,
            next: &I,
            call: &mut Invocation<'_>,
        ) -> dubbo::Result<Reply> {
            *self.0.lock().unwrap() = call.serialization().name();
            next.invoke(call).await
        }
    }
    let seen = std::sync::Arc::new(std::sync::Mutex::new(""));
    let transport = InMemory::new_transport();
    let server = dubbo::serve("dubbo://here:0")
        .transport(transport.clone())
        .filter(Seeing(seen.clone()));
    let server = server
        .publish(GreeterServer::new(English::default()))
        .start()
        .await
        .unwrap();
    let at =
        |parameters: &str| ReferenceOptions::new().url(format!("{}?{parameters}", server.url()));
    for (application, options, name) in [
        (None, at(""), "hessian2"),
        (
            None,
            at("prefer.serialization=msgpack,hessian2"),
            "hessian2",
        ),
        (
            None,
            at("serialization=bincode&prefer.serialization=msgpack"),
            "bincode",
        ),
        (Some("msgpack"), at("serialization=bincode"), "msgpack"),
        (Some("msgpack"), at("").serialization("bincode"), "bincode"),
    ] {
        let mut builder = dubbo::service::Builder::<InMemory>::new().transport(transport.clone());
        if let Some(application) = application {
            builder = builder.serialization(application);
        }
        let greeter = GreeterOn::<InMemory>::refer(&builder.build().unwrap(), options)
            .await
            .unwrap();
        greeter.touch().await.unwrap();
        assert_eq!(*seen.lock().unwrap(), name);
    }
}

#[tokio::test]
#[cfg(all(feature = "msgpack", feature = "bincode", not(feature = "hessian2")))]
async fn without_hessian2_a_provider_may_say_what_it_prefers() {
    let world = World::<InMemory>::new().await;
    let greeter = world
        .greeter_at("prefer.serialization=fastjson2,bincode,msgpack")
        .await;
    let _greeter = greeter.touch().await.unwrap();
}

#[tokio::test]
async fn a_time_limit_of_a_call_may_be_a_text_and_a_wrong_one_is_told_by_the_call() {
    let world = World::<InMemory>::new().await;
    let greeter = world.greeter().await;
    greeter
        .with(|call| call.timeout("2s"))
        .touch()
        .await
        .unwrap();
    greeter
        .with(|call| call.timeout(Duration::MAX))
        .touch()
        .await
        .unwrap();
    let error = greeter
        .with(|call| call.timeout("soon"))
        .touch()
        .await
        .unwrap_err();
    assert!(
        matches!(&error, Error::Config(text) if text.contains("`soon`")),
        "{error}"
    );
}

use dubbo::{Error, Refer, ReferenceOptions, reference, service};

use crate::support::*;

over_both_transports!(
    a_call_reaches_the_service_and_its_answer_the_caller,
    null_and_void_arrive_as_such,
    what_a_service_throws_arrives_with_class_and_message,
    a_handler_that_panics_costs_only_its_own_call,
    a_thousand_calls_share_one_connection_and_each_gets_its_own_answer,
    services_groups_and_versions_share_a_port,
    what_is_not_there_is_said_to_be_missing,
    #[cfg(any(feature = "hessian2", feature = "msgpack"))]
    every_service_answers_echo,
    every_serialization_compiled_in_carries_a_call,
);

async fn a_call_reaches_the_service_and_its_answer_the_caller<N: Network>() {
    let world = World::<N>::new().await;
    let greeter = world.greeter().await;
    assert_eq!(
        greeter.say_hello("Maria 😀".to_owned()).await.unwrap(),
        "Hello, Maria 😀"
    );
    let user = User {
        id: 7,
        first_name: Some("Ann".to_owned()),
        avatar: vec![0, 255],
    };
    assert_eq!(
        greeter.echo_user(Some(user.clone())).await.unwrap(),
        Some(user)
    );
    assert_eq!(greeter.echo_bytes(Vec::new()).await.unwrap(), b"");
}

async fn null_and_void_arrive_as_such<N: Network>() {
    let greeter = World::<N>::new().await;
    let greeter = greeter.greeter().await;
    assert_eq!(greeter.echo_user(None).await.unwrap(), None);
    greeter.touch().await.unwrap();
}

async fn what_a_service_throws_arrives_with_class_and_message<N: Network>() {
    let world = World::<N>::new().await;
    let error = world
        .greeter()
        .await
        .fail("org.demo.Nope".to_owned())
        .await
        .unwrap_err();
    let exception = error.as_exception().unwrap();
    assert_eq!(exception.class, "org.demo.Nope");
    assert_eq!(exception.message.as_deref(), Some("as you wish"));
    assert_eq!(error.code(), 3);
}

async fn a_handler_that_panics_costs_only_its_own_call<N: Network>() {
    let world = World::<N>::new().await;
    let greeter = world.greeter().await;
    for after_await in [false, true] {
        let error = greeter.panics(after_await).await.unwrap_err();
        let text = error.to_string();
        assert!(
            matches!(error, Error::Refused { status: 70, .. }) && text.contains("panicked"),
            "{text}"
        );
    }
    greeter.touch().await.unwrap();
}

async fn a_thousand_calls_share_one_connection_and_each_gets_its_own_answer<N: Network>() {
    let world = World::<N>::new().await;
    let greeter = world.greeter_at("timeout=20000").await;
    let calls: Vec<_> = (0..1000)
        .map(|number: i32| {
            let greeter = greeter.clone();
            let token = format!("token {number}");
            tokio::spawn(async move {
                let answer = greeter
                    .sleepy(number * 7919 % 250, token.clone())
                    .await
                    .unwrap();
                assert_eq!(answer, token);
            })
        })
        .collect();
    for call in calls {
        call.await.unwrap();
    }
    let peer = greeter.peer().await.unwrap();
    assert_eq!(greeter.peer().await.unwrap(), peer);
}

/// A service beside the greeter.
#[service(interface = "org.demo.ClockService")]
#[reference]
pub trait Clock {
    async fn name(&self) -> dubbo::Result<String>;
}

struct Named(&'static str);

impl Clock for Named {
    async fn name(&self) -> dubbo::Result<String> {
        Ok(self.0.to_owned())
    }
}

type ClockOn<N> = dubbo::Client<ClockContract, dubbo::Reference<N>>;

async fn services_groups_and_versions_share_a_port<N: Network>() {
    let world = World::<N>::serving(|server| {
        server
            .publish(ClockServer::new(Named("plain")))
            .publish(GreeterServer::new(English::default()))
            .publish(ClockServer::new(Named("french")).group("fr"))
            .publish(ClockServer::new(Named("new")).version("2.0.0"))
    })
    .await;
    let (dubbo, options) = (world.dubbo(), world.options());
    for (options, name) in [
        (options.clone(), "plain"),
        (options.clone().group("fr"), "french"),
        (options.clone().version("2.0.0"), "new"),
    ] {
        let clock = ClockOn::<N>::refer(&dubbo, options).await.unwrap();
        assert_eq!(clock.name().await.unwrap(), name);
    }
    assert_eq!(
        world
            .greeter()
            .await
            .say_hello("you".to_owned())
            .await
            .unwrap(),
        "Hello, you"
    );
}

/// The greeter as a consumer of a newer version of it knows it.
#[reference(interface = "org.demo.GreetService")]
pub trait NewerGreeter {
    async fn say_goodbye(&self, name: String) -> dubbo::Result<String>;
    async fn gone(&self) -> dubbo::Result<()>;
    #[method(name = "sayHello")]
    async fn say_hello_to_many(&self, names: Vec<String>) -> dubbo::Result<String>;
}

type NewerOn<N> = dubbo::Client<NewerGreeterContract, dubbo::Reference<N>>;

async fn what_is_not_there_is_said_to_be_missing<N: Network>() {
    let world = World::<N>::new().await;
    let (dubbo, options) = (world.dubbo(), world.options());
    let newer = NewerOn::<N>::refer(&dubbo, options.clone()).await.unwrap();
    let clock = ClockOn::<N>::refer(&dubbo, options.clone()).await.unwrap();
    let versioned = GreeterOn::<N>::refer(&dubbo, options.clone().version("9.9"))
        .await
        .unwrap();
    let grouped = GreeterOn::<N>::refer(&dubbo, options.group("nobody"))
        .await
        .unwrap();
    for (outcome, words) in [
        (
            newer.say_goodbye("x".to_owned()).await.map(drop),
            "sayGoodbye",
        ),
        (newer.gone().await, "gone"),
        (
            newer.say_hello_to_many(Vec::new()).await.map(drop),
            "Ljava/util/List;",
        ),
        (clock.name().await.map(drop), "org.demo.ClockService"),
        (versioned.touch().await, "org.demo.GreetService:9.9"),
        (grouped.touch().await, "nobody/org.demo.GreetService"),
    ] {
        let error = outcome.unwrap_err();
        let text = error.to_string();
        assert!(
            matches!(error, Error::NotFound(_)) && text.contains(words),
            "{words}: {text}"
        );
    }
}

#[cfg(any(feature = "hessian2", feature = "msgpack"))]
#[reference(interface = "org.demo.GreetService")]
pub trait Echo {
    #[method(name = "$echo")]
    async fn echo(&self, value: dubbo::Value) -> dubbo::Result<dubbo::Value>;
}

#[cfg(any(feature = "hessian2", feature = "msgpack"))]
type EchoOn<N> = dubbo::Client<EchoContract, dubbo::Reference<N>>;

#[cfg(any(feature = "hessian2", feature = "msgpack"))]
async fn every_service_answers_echo<N: Network>() {
    let world = World::<N>::new().await;
    let dubbo = world.dubbo();
    let echo = EchoOn::<N>::refer(&dubbo, world.options()).await.unwrap();
    for value in ["OK".into(), dubbo::Value::Null, 7.into()] {
        assert_eq!(echo.echo(value.clone()).await.unwrap(), value);
    }
}

async fn every_serialization_compiled_in_carries_a_call<N: Network>() {
    let world = World::<N>::new().await;
    for serialization in dubbo::Serialization::ALL {
        let options = world.options().serialization(serialization.name());
        let greeter = GreeterOn::<N>::refer(&world.dubbo(), options)
            .await
            .unwrap();
        let user = User {
            id: -1,
            first_name: None,
            avatar: Vec::new(),
        };
        assert_eq!(
            greeter.echo_user(Some(user.clone())).await.unwrap(),
            Some(user)
        );
        assert_eq!(greeter.echo_user(None).await.unwrap(), None);
        greeter.touch().await.unwrap();
        let error = greeter.fail("org.demo.Nope".to_owned()).await.unwrap_err();
        assert_eq!(
            error.as_exception().unwrap().class,
            "org.demo.Nope",
            "{serialization:?}: {error}"
        );
        let error = greeter.panics(false).await.unwrap_err();
        assert!(
            matches!(error, Error::Refused { status: 70, .. }),
            "{serialization:?}: {error}"
        );
    }
}

#[tokio::test]
async fn a_serialization_that_is_not_there_is_an_error_that_lists_those_that_are() {
    let options = ReferenceOptions::new().url("dubbo://127.0.0.1:1?check=false");
    let dubbo = dubbo::Dubbo::builder().build().unwrap();
    let made = GreeterClient::refer(&dubbo, options.serialization("kryo")).await;
    let text = made.unwrap_err().to_string();
    assert!(
        text.contains("`kryo`") && text.contains(dubbo::Serialization::ALL[0].name()),
        "{text}"
    );
}

#[tokio::test]
async fn a_client_over_a_service_in_memory_needs_no_socket() {
    let greeter = GreeterClient::new(GreeterServer::new(English::default()));
    assert_eq!(
        greeter.say_hello("you".to_owned()).await.unwrap(),
        "Hello, you"
    );
    let error = greeter.fail("org.demo.Nope".to_owned()).await.unwrap_err();
    assert_eq!(error.as_exception().unwrap().class, "org.demo.Nope");
}

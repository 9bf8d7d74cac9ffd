use std::sync::{Arc, Mutex};
use std::time::Duration;

use dubbo::{Attachments, Context, Error, Refer, reference, service};
use tokio::time::Instant;

use crate::support::*;

over_both_transports!(
    attachments_travel_both_ways,
    what_the_protocol_adds_is_seen_too,
    a_nested_call_forwards_what_its_caller_attached,
    a_spawned_task_forwards_only_in_its_context,
    a_reply_has_its_attachments_also_when_the_service_threw,
    #[cfg(feature = "hessian2")]
    an_attachment_of_a_replys_own_class_is_told_from_it,
);

#[cfg(feature = "hessian2")]
async fn an_attachment_of_a_replys_own_class_is_told_from_it<N: Network>() {
    let world = World::<N>::new().await;
    let reply = Arc::new(Mutex::new(Attachments::new()));
    let greeter = world.greeter().await.with(|call| call.reply_into(&reply));
    let user = User {
        id: 7,
        first_name: Some("Ann".to_owned()),
        avatar: vec![1],
    };
    assert_eq!(greeter.attach_user(user.clone()).await.unwrap(), user);
    let attached = reply.lock().unwrap().get("user").cloned().unwrap();
    assert_eq!(attached.get("id").and_then(dubbo::Value::as_i64), Some(7));
    assert_eq!(attached.get("firstName"), None);
}

async fn attachments_travel_both_ways<N: Network>() {
    let world = World::<N>::new().await;
    let reply = Arc::new(Mutex::new(Attachments::new()));
    let greeter = world.greeter().await;
    let traced = greeter.with(|call| call.attach("trace", "世😀").reply_into(&reply));
    assert_eq!(
        traced
            .attachment("trace".to_owned())
            .await
            .unwrap()
            .as_deref(),
        Some("世😀")
    );
    assert_eq!(reply.lock().unwrap().text("seen"), Some("trace"));
    // The options are the clone's alone.
    assert_eq!(greeter.attachment("trace".to_owned()).await.unwrap(), None);
}

async fn what_the_protocol_adds_is_seen_too<N: Network>() {
    let world = World::<N>::new().await;
    let greeter = world.greeter().await;
    for (key, value) in [
        ("path", "org.demo.GreetService"),
        ("interface", "org.demo.GreetService"),
        ("version", "0.0.0"),
        ("remote.application", "tests"),
        ("timeout", "1000"),
    ] {
        let seen = greeter.attachment(key.to_owned()).await.unwrap();
        assert_eq!(seen.as_deref(), Some(value), "{key}");
    }
}

#[service(interface = "org.demo.Gateway")]
#[reference]
pub trait Gateway {
    /// What arrives behind this service under `key`; in a task of its own if `spawned`, which keeps
    /// the context if `scoped`.
    async fn forwarded(
        &self,
        key: String,
        spawned: bool,
        scoped: bool,
    ) -> dubbo::Result<Option<String>>;
}

struct Behind<N: Network>(GreeterOn<N>);

impl<N: Network> Gateway for Behind<N> {
    async fn forwarded(
        &self,
        key: String,
        spawned: bool,
        scoped: bool,
    ) -> dubbo::Result<Option<String>> {
        let greeter = self.0.clone();
        let call = async move { greeter.attachment(key).await };
        match (spawned, scoped) {
            (false, _) => call.await,
            (true, false) => tokio::spawn(call).await.unwrap(),
            (true, true) => tokio::spawn(Context::current().scope(call)).await.unwrap(),
        }
    }
}

async fn gateway<N: Network>(
    world: &World<N>,
) -> dubbo::Client<GatewayContract, dubbo::Provider<GatewayContract, Behind<N>>> {
    dubbo::Client::new(GatewayServer::new(Behind(world.greeter().await)))
}

/// A gateway reached over the network, too: its provider's filter sets the context.
async fn remote_gateway<N: Network>(
    world: &World<N>,
) -> (
    World<N>,
    dubbo::Client<GatewayContract, dubbo::Reference<N>>,
) {
    let behind = Behind(world.greeter().await);
    let front = World::<N>::serving(|server| server.publish(GatewayServer::new(behind))).await;
    let client = dubbo::Client::refer(&front.dubbo(), front.options())
        .await
        .unwrap();
    (front, client)
}

async fn a_nested_call_forwards_what_its_caller_attached<N: Network>() {
    let world = World::<N>::new().await;
    let (_front, gateway) = remote_gateway(&world).await;
    let gateway = gateway.with(|call| call.attach("trace", "t-1").attach("token", "secret"));
    let forwarded = gateway
        .forwarded("trace".to_owned(), false, false)
        .await
        .unwrap();
    assert_eq!(forwarded.as_deref(), Some("t-1"));
    // What belongs to one hop does not travel on (dubbo-protocol §3.3).
    assert_eq!(
        gateway
            .forwarded("token".to_owned(), false, false)
            .await
            .unwrap(),
        None
    );
}

async fn a_spawned_task_forwards_only_in_its_context<N: Network>() {
    let world = World::<N>::new().await;
    let (_front, gateway) = remote_gateway(&world).await;
    let gateway = gateway.with(|call| call.attach("trace", "t-1"));
    assert_eq!(
        gateway
            .forwarded("trace".to_owned(), true, false)
            .await
            .unwrap(),
        None
    );
    let scoped = gateway
        .forwarded("trace".to_owned(), true, true)
        .await
        .unwrap();
    assert_eq!(scoped.as_deref(), Some("t-1"));
}

async fn a_reply_has_its_attachments_also_when_the_service_threw<N: Network>() {
    let world = World::<N>::new().await;
    let reply = Arc::new(Mutex::new(Attachments::new()));
    for serialization in dubbo::Serialization::ALL {
        let options = world.options().serialization(serialization.name());
        let greeter = GreeterOn::<N>::refer(&world.dubbo(), options)
            .await
            .unwrap();
        let greeter = greeter.with(|call| call.reply_into(&reply));
        greeter.fail("a.B".to_owned()).await.unwrap_err();
        let reply = std::mem::take(&mut *reply.lock().unwrap());
        assert_eq!(
            (reply.text("dubbo"), reply.len()),
            (Some("2.0.2"), 1),
            "{serialization:?}"
        );
    }
}

#[tokio::test]
async fn outside_a_call_the_context_is_empty() {
    let world = World::<InMemory>::new().await;
    assert!(Context::try_current().is_none());
    Context::current().attach("nobody", "sees it");
    assert!(Context::current().attachments().is_empty());
    let gateway = gateway(&world).await;
    assert_eq!(
        gateway
            .forwarded("trace".to_owned(), false, false)
            .await
            .unwrap(),
        None
    );
}

#[tokio::test(start_paused = true)]
async fn a_client_over_a_service_in_memory_sees_no_difference() {
    let world = World::<InMemory>::new().await;
    let remote = world.greeter().await;
    let memory = GreeterClient::new(GreeterServer::new(English::default()));
    check(&remote, |call| remote.with(call)).await;
    check(&memory, |call| memory.with(call)).await;

    async fn check<G: Greeter>(plain: &G, with: impl Fn(Change) -> G) {
        let reply = Arc::new(Mutex::new(Attachments::new()));
        let seen = reply.clone();
        let traced = with(Box::new(move |call| {
            call.attach("trace", "t-1").reply_into(&seen)
        }));
        let attached = traced.attachment("trace".to_owned()).await.unwrap();
        assert_eq!(attached.as_deref(), Some("t-1"));
        assert_eq!(reply.lock().unwrap().text("seen"), Some("trace"));
        assert_eq!(plain.attachment("trace".to_owned()).await.unwrap(), None);
        let hurried = with(Box::new(|call| call.timeout(Duration::from_millis(100))));
        let start = Instant::now();
        let error = hurried.sleepy(500, String::new()).await.unwrap_err();
        assert!(matches!(error, Error::Timeout { .. }), "{error}");
        assert_eq!(start.elapsed().as_millis(), 100);
    }
}

type Change = Box<dyn FnOnce(dubbo::proxy::Call) -> dubbo::proxy::Call>;

#[tokio::test]
async fn a_nested_call_in_memory_has_a_context_of_its_own() {
    let world = World::<InMemory>::serving(|server| {
        let inner = GreeterClient::new(GreeterServer::new(English::default()));
        server.publish(GatewayServer::new(Nested(inner)))
    })
    .await;
    let reply = Arc::new(Mutex::new(Attachments::new()));
    let gateway = dubbo::Client::<GatewayContract, dubbo::Reference<InMemory>>::refer(
        &world.dubbo(),
        world.options(),
    )
    .await
    .unwrap()
    .with(|call| call.attach("trace", "t-1").reply_into(&reply));
    let forwarded = gateway.forwarded("trace".to_owned(), false, false).await;
    assert_eq!(forwarded.unwrap().as_deref(), Some("t-1"));
    // What the inner service attaches is for its own caller.
    assert_eq!(reply.lock().unwrap().text("seen"), None);
}

/// A gateway before a service in the same process.
struct Nested<G>(G);

impl<G: Greeter + Clone + 'static> Gateway for Nested<G> {
    async fn forwarded(&self, key: String, _: bool, _: bool) -> dubbo::Result<Option<String>> {
        self.0.attachment(key).await
    }
}

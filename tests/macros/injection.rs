//! `#[reference]` on a struct.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use dubbo::service::{Builder, Running};
use dubbo::transport::{Address, ListenOptions, Listener, Memory, Transport};
use dubbo::{
    ConsumerContext, Context, Dubbo, Error, Reference, Stack, Value, cluster, reference, service,
};
use tokio::io::AsyncReadExt;
use tokio::sync::Barrier;

#[service(interface = "org.demo.GreetService")]
#[reference]
pub(crate) trait Greeter {
    /// The named attachment of the call.
    async fn attachment(&self, key: String) -> dubbo::Result<Option<String>>;
    async fn sleep(&self) -> dubbo::Result<()>;
    #[method(timeout = "70ms", retries = 0)]
    async fn nap(&self) -> dubbo::Result<()>;
    async fn anything(&self, value: Value) -> dubbo::Result<Value>;
}

struct English(&'static str);

impl Greeter for English {
    async fn attachment(&self, key: String) -> dubbo::Result<Option<String>> {
        Ok(Some(format!(
            "{} {}",
            self.0,
            Context::current().attachment(&key).unwrap_or_default()
        )))
    }

    async fn sleep(&self) -> dubbo::Result<()> {
        tokio::time::sleep(Duration::from_secs(30)).await;
        Ok(())
    }

    async fn nap(&self) -> dubbo::Result<()> {
        self.sleep().await
    }

    async fn anything(&self, value: Value) -> dubbo::Result<Value> {
        Ok(value)
    }
}

#[derive(Clone)]
pub(crate) struct InMemory;

impl Stack for InMemory {
    type Filters = (ConsumerContext, ());
    type Cluster = cluster::Failover;
    type Balance = cluster::Random;
    type Transport = Memory;
}

type Client = GreeterClient<Reference<InMemory>>;

struct Stock {
    items: i32,
}

#[reference]
struct Shop {
    #[reference(
        url = "dubbo://shop:7",
        group = "eu",
        version = "2.0.0",
        timeout = "5s",
        retries = 1
    )]
    greeter: Client,
    stock: Stock,
    #[reference(url = "dubbo://shop:7", timeout = 40)]
    hasty: Client,
    /// From the application's addresses.
    #[reference]
    known: Client,
    // Called like what `refer` itself is given.
    dubbo: u8,
    #[cfg(any())]
    not_compiled: NoSuchType,
}

/// Generic over its client, so that a test can build it with a fake.
#[reference]
struct Counter<G = Client> {
    #[reference(url = "dubbo://shop:7")]
    greeter: G,
    #[reference(url = "dubbo://shop:7", check = false)]
    second: G,
    start: i32,
}

impl<G: Greeter> Counter<G> {
    async fn ask(&self) -> String {
        let _ = &self.second;
        let answer = self
            .greeter
            .attachment("x".to_owned())
            .await
            .unwrap()
            .unwrap();
        format!("{answer}{}", self.start)
    }
}

#[reference]
struct Unreachable {
    #[reference(url = "dubbo://nowhere:1")]
    first: Client,
    #[reference(url = "dubbo://nowhere:2")]
    second: Client,
    #[reference(url = "dubbo://nowhere:3", check = false)]
    unchecked: Client,
}

#[reference]
struct Unchecked {
    #[reference(url = "dubbo://nowhere:3", check = false)]
    unchecked: Client,
}

#[reference]
struct Stubborn {
    #[reference(url = "dubbo://moody:9", retries = 3, check = false)]
    greeter: Client,
}

#[reference]
struct Packed {
    #[reference(url = "dubbo://shop:7", serialization = "bincode")]
    greeter: Client,
}

/// All its fields are references, so it can be injected itself.
#[reference]
struct Region<G = Client> {
    #[reference]
    greeter: G,
    #[reference(timeout = 40)]
    hasty: Client,
}

#[reference]
struct Regions {
    #[reference(url = "dubbo://shop:7", group = "eu", version = "2.0.0", timeout = 20)]
    europe: Region,
    #[reference(url = "dubbo://shop:7")]
    home: Region<Client>,
    name: &'static str,
}

#[reference]
struct Optional {
    #[reference(url = "dubbo://shop:7")]
    there: Option<Client>,
    #[reference(url = "dubbo://nowhere:1")]
    missing: Option<Client>,
    #[reference(url = "dubbo://nowhere:1", check = false)]
    later: Option<Client>,
}

#[reference]
struct Wrong {
    #[reference(url = "dubbo://shop:7")]
    home: Region,
    #[reference(url = "dubbo://shop:x")]
    greeter: Option<Client>,
    #[reference(url = "dubbo://nowhere:1")]
    nested: Unreachable,
}

async fn world() -> (Running, Dubbo<InMemory>) {
    let memory = Memory::new();
    let server = dubbo::serve("dubbo://shop:7")
        .transport(memory.clone())
        .publish(GreeterServer::new(English("plain")))
        .publish(
            GreeterServer::new(English("european"))
                .group("eu")
                .version("2.0.0"),
        )
        .start()
        .await
        .unwrap();
    let builder = Builder::<InMemory>::new().transport(memory);
    let dubbo = builder
        .address("org.demo.GreetService", "dubbo://shop:7")
        .build()
        .unwrap();
    (server, dubbo)
}

#[tokio::test(start_paused = true)]
async fn clients_are_made_as_their_options_say_and_the_rest_are_arguments() {
    let (_server, dubbo) = world().await;
    let shop = Shop::refer(&dubbo, Stock { items: 3 }, 1).await.unwrap();
    assert_eq!((shop.stock.items, shop.dubbo), (3, 1));
    let group = |answer: Option<String>| answer.unwrap();
    let key = || "group".to_owned();
    assert_eq!(
        group(shop.greeter.attachment(key()).await.unwrap()),
        "european eu"
    );
    assert_eq!(group(shop.hasty.attachment(key()).await.unwrap()), "plain ");
    assert_eq!(group(shop.known.attachment(key()).await.unwrap()), "plain ");
}

#[tokio::test(start_paused = true)]
async fn each_client_has_its_own_timeout() {
    let (_server, dubbo) = world().await;
    let shop = Shop::refer(&dubbo, Stock { items: 3 }, 1).await.unwrap();
    for (client, limit) in [
        (&shop.hasty, 40),
        (&shop.greeter, 5_000),
        (&shop.known, 1_000),
    ] {
        let error = client.sleep().await.unwrap_err();
        let Error::Timeout { after, .. } = error else {
            panic!("{error}")
        };
        assert_eq!(after, Duration::from_millis(limit));
    }
}

#[tokio::test(start_paused = true)]
async fn a_dubbo_is_configured_once_for_all_its_references() {
    let memory = Memory::new();
    let mut listener = memory
        .bind(&Address::new("silent", 8), &ListenOptions::default())
        .await
        .unwrap();
    let dubbo = Builder::<InMemory>::new()
        .transport(memory)
        .application("shop")
        .timeout("90ms")
        .address("org.demo.GreetService", "dubbo://silent:8")
        .build()
        .unwrap();
    // Who says nothing itself has all of it.
    let region: Region = Region::refer(&dubbo).await.unwrap();
    let (mut silent, _) = listener.accept().await.unwrap();
    for (client, limit) in [(&region.greeter, 90), (&region.hasty, 40)] {
        let Error::Timeout { after, .. } = client.sleep().await.unwrap_err() else {
            panic!("somebody answered")
        };
        assert_eq!(after, Duration::from_millis(limit));
    }
    assert!(silent.read_u8().await.is_ok());
}

#[tokio::test]
async fn a_generic_struct_takes_a_client_or_a_fake() {
    let (_server, dubbo) = world().await;
    let injected: Counter = Counter::refer(&dubbo, 1).await.unwrap();
    assert_eq!(injected.ask().await, "plain 1");
    let injected = <Counter>::refer(&dubbo, 2).await.unwrap();
    assert_eq!(injected.ask().await, "plain 2");
    let by_hand = Counter {
        greeter: English("fake"),
        second: English("fake"),
        start: 3,
    };
    assert_eq!(by_hand.ask().await, "fake 3");
}

#[tokio::test(start_paused = true)]
async fn the_options_of_a_nested_struct_hold_where_its_clients_say_nothing() {
    let (_server, dubbo) = world().await;
    let regions = Regions::refer(&dubbo, "all").await.unwrap();
    let of = async |client: &Client| client.attachment("x".to_owned()).await.unwrap().unwrap();
    assert_eq!(regions.name, "all");
    assert_eq!(of(&regions.europe.greeter).await, "european ");
    assert_eq!(of(&regions.home.greeter).await, "plain ");
    for (client, limit) in [(&regions.europe.greeter, 20), (&regions.europe.hasty, 40)] {
        let error = client.sleep().await.unwrap_err();
        let Error::Timeout { after, .. } = error else {
            panic!("{error}")
        };
        assert_eq!(after, Duration::from_millis(limit));
    }
}

#[tokio::test]
async fn an_optional_client_is_none_where_its_provider_is_missing() {
    let (_server, dubbo) = world().await;
    let optional = Optional::refer(&dubbo).await.unwrap();
    assert!(optional.there.is_some() && optional.missing.is_none());
    let later = optional.later.unwrap();
    assert!(matches!(
        later.sleep().await.unwrap_err(),
        Error::Network { .. }
    ));
}

#[tokio::test]
async fn an_optional_client_that_is_wrong_is_an_error_and_nested_fields_are_named() {
    let (_server, dubbo) = world().await;
    let Err(error) = Wrong::refer(&dubbo).await else {
        panic!("a wrong URL")
    };
    let text = error.to_string();
    for part in ["`greeter`", "`nested`", "`first`", "`second`"] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(!text.contains("`home`"), "{text}");
    let _ = |wrong: Wrong| (wrong.home, wrong.greeter, wrong.nested);
}

#[tokio::test]
async fn what_cannot_be_reached_is_reported_by_field_all_at_once() {
    let (_server, dubbo) = world().await;
    let Err(error) = Unreachable::refer(&dubbo).await else {
        panic!("nobody is there")
    };
    let text = error.to_string();
    assert!(
        text.contains("`first`") && text.contains("`second`"),
        "{text}"
    );
    assert!(!text.contains("`unchecked`"), "{text}");
}

/// A network on which nobody is connected before `all` have dialled.
#[derive(Clone)]
struct Gated {
    network: Memory,
    all: Arc<Barrier>,
}

impl Default for Gated {
    fn default() -> Self {
        Self {
            network: Memory::new(),
            all: Arc::new(Barrier::new(1)),
        }
    }
}

impl Transport for Gated {
    type Stream = <Memory as Transport>::Stream;
    type Listener = <Memory as Transport>::Listener;

    async fn connect(&self, address: &Address) -> io::Result<Self::Stream> {
        self.all.wait().await;
        self.network.connect(address).await
    }

    async fn bind(&self, address: &Address, options: &ListenOptions) -> io::Result<Self::Listener> {
        self.network.bind(address, options).await
    }
}

#[derive(Clone)]
struct Behind;

impl Stack for Behind {
    type Filters = (ConsumerContext, ());
    type Cluster = cluster::Failover;
    type Balance = cluster::Random;
    type Transport = Gated;
}

type GatedClient = GreeterClient<Reference<Behind>>;

#[reference]
struct Pair {
    #[reference(url = "dubbo://shop:3")]
    third: GatedClient,
    #[reference(url = "dubbo://nowhere:4")]
    fourth: Option<GatedClient>,
}

#[reference]
struct Four {
    #[reference(url = "dubbo://shop:1")]
    first: GatedClient,
    #[reference(url = "dubbo://shop:2")]
    second: GatedClient,
    #[reference]
    pair: Pair,
    number: i32,
}

/// One after the other, none would ever be connected, and the first would be given up.
#[tokio::test(start_paused = true)]
async fn all_references_are_made_at_the_same_time_also_nested_and_optional_ones() {
    let network = Memory::new();
    let mut servers = Vec::new();
    for port in 1..=3 {
        let server = dubbo::serve(&format!("dubbo://shop:{port}"))
            .transport(network.clone())
            .publish(GreeterServer::new(English("there")));
        servers.push(server.start().await.unwrap());
    }
    let gated = |dialled| Gated {
        network: network.clone(),
        all: Arc::new(Barrier::new(dialled)),
    };
    let dubbo = |dialled| Builder::<Behind>::new().transport(gated(dialled)).build();
    let four = Four::refer(&dubbo(4).unwrap(), 4).await.unwrap();
    for client in [&four.first, &four.second, &four.pair.third] {
        client.attachment("x".to_owned()).await.unwrap();
    }
    assert!(four.pair.fourth.is_none() && four.number == 4);
    let Err(error) = Four::refer(&dubbo(5).unwrap(), 4).await else {
        panic!("four dialled, and five were waited for")
    };
    let text = error.to_string();
    assert!(
        ["`first`", "`second`", "`third`"]
            .iter()
            .all(|field| text.contains(field)),
        "{text}"
    );
}

#[tokio::test]
async fn check_false_lets_a_provider_come_later() {
    let (_server, dubbo) = world().await;
    let unchecked = Unchecked::refer(&dubbo).await.unwrap();
    let error = unchecked.unchecked.sleep().await.unwrap_err();
    assert!(matches!(error, Error::Network { .. }), "{error}");
}

#[tokio::test(start_paused = true)]
async fn the_timeout_of_a_method_goes_before_that_of_the_client() {
    let (_server, dubbo) = world().await;
    let shop = Shop::refer(&dubbo, Stock { items: 3 }, 1).await.unwrap();
    let error = shop.greeter.nap().await.unwrap_err();
    let Error::Timeout { after, .. } = error else {
        panic!("{error}")
    };
    assert_eq!(after, Duration::from_millis(70));
}

/// How often `call` is sent to a provider that hangs up on every request.
async fn attempts(call: impl AsyncFnOnce(Client) -> dubbo::Result<()>) -> usize {
    let memory = Memory::new();
    let mut listener = memory
        .bind(&Address::new("moody", 9), &ListenOptions::default())
        .await
        .unwrap();
    tokio::spawn(async move {
        while let Ok((mut connection, _)) = listener.accept().await {
            // A request that has not left the client would be sent again within the same attempt.
            let _ = connection.read_u8().await;
        }
    });
    let dubbo = Builder::<InMemory>::new()
        .transport(memory.clone())
        .build()
        .unwrap();
    let stubborn = Stubborn::refer(&dubbo).await.unwrap();
    let error = call(stubborn.greeter).await.unwrap_err();
    assert!(matches!(error, Error::Network { .. }), "{error}");
    memory.connections()
}

#[tokio::test(start_paused = true)]
async fn a_failed_call_is_sent_again_as_often_as_the_client_or_the_method_says() {
    assert_eq!(attempts(async |greeter| greeter.sleep().await).await, 4);
    assert_eq!(attempts(async |greeter| greeter.nap().await).await, 1);
}

/// bincode refuses a `Value`, and a build without it refuses bincode.
#[tokio::test]
async fn a_client_speaks_the_serialization_it_is_told_to() {
    let (_server, dubbo) = world().await;
    let outcome = match Packed::refer(&dubbo).await {
        Ok(packed) => packed.greeter.anything(Value::Int(1)).await,
        Err(error) => Err(error),
    };
    let text = outcome.unwrap_err().to_string();
    assert!(text.contains("bincode"), "{text}");
}

#[test]
fn an_unused_field_is_no_warning_of_ours() {
    let fields = |u: &Unreachable| (u.first.clone(), u.second.clone(), u.unchecked.clone());
    let _ = fields;
}

#[reference]
struct ByPath {
    #[dubbo::reference(url = "dubbo://127.0.0.1:20880", check = false)]
    greeter: GreeterClient,
}

#[tokio::test]
async fn the_attribute_of_a_field_may_be_written_with_its_path() {
    let dubbo = Dubbo::builder().application("shop").build().unwrap();
    let by_path = ByPath::refer(&dubbo).await.unwrap();
    let _: &GreeterClient = &by_path.greeter;
}

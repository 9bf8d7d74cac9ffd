//! The contract of these tests, its implementation, and both transports under one name.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use dubbo::service::{Builder, Running, Server, ServiceList};
use dubbo::transport::{ListenOptions, Memory, Tcp, Transport};
use dubbo::{
    Client, ConsumerContext, Context, Dubbo, Error, Refer, Reference, ReferenceOptions, Stack,
    Value, cluster, pojo, reference, service,
};

#[pojo("org.demo.User")]
#[derive(Clone, Debug, PartialEq)]
pub struct User {
    pub id: i64,
    pub first_name: Option<String>,
    pub avatar: Vec<u8>,
}

#[service(interface = "org.demo.GreetService")]
#[reference]
pub trait Greeter {
    async fn say_hello(&self, name: String) -> dubbo::Result<String>;
    async fn echo_user(&self, user: Option<User>) -> dubbo::Result<Option<User>>;
    async fn echo_bytes(&self, bytes: Vec<u8>) -> dubbo::Result<Vec<u8>>;
    async fn bytes(&self, length: i32) -> dubbo::Result<Vec<u8>>;
    async fn touch(&self) -> dubbo::Result<()>;
    /// Answers `token` after that many milliseconds.
    async fn sleepy(&self, millis: i32, token: String) -> dubbo::Result<String>;
    async fn fail(&self, class: String) -> dubbo::Result<()>;
    async fn panics(&self, after_await: bool) -> dubbo::Result<()>;
    /// What the caller attached under `key`; attaches `seen` to the reply.
    async fn attachment(&self, key: String) -> dubbo::Result<Option<String>>;
    /// Answers the user, and attaches another of the same class to the reply.
    async fn attach_user(&self, user: User) -> dubbo::Result<User>;
    /// How often it was called.
    async fn count(&self) -> dubbo::Result<i32>;
    async fn peer(&self) -> dubbo::Result<Option<String>>;
}

#[derive(Clone, Default)]
pub struct English {
    pub calls: Arc<AtomicUsize>,
}

impl Greeter for English {
    async fn say_hello(&self, name: String) -> dubbo::Result<String> {
        Ok(format!("Hello, {name}"))
    }

    async fn echo_user(&self, user: Option<User>) -> dubbo::Result<Option<User>> {
        Ok(user)
    }

    async fn echo_bytes(&self, bytes: Vec<u8>) -> dubbo::Result<Vec<u8>> {
        Ok(bytes)
    }

    async fn bytes(&self, length: i32) -> dubbo::Result<Vec<u8>> {
        self.calls.fetch_add(1, Ordering::Relaxed);
        Ok(vec![7; length as usize])
    }

    async fn touch(&self) -> dubbo::Result<()> {
        Ok(())
    }

    async fn sleepy(&self, millis: i32, token: String) -> dubbo::Result<String> {
        self.calls.fetch_add(1, Ordering::Relaxed);
        tokio::time::sleep(Duration::from_millis(millis as u64)).await;
        Ok(token)
    }

    async fn fail(&self, class: String) -> dubbo::Result<()> {
        Err(Error::exception(class, "as you wish"))
    }

    async fn panics(&self, after_await: bool) -> dubbo::Result<()> {
        if after_await {
            tokio::task::yield_now().await;
        }
        panic!("this handler panics, as the test wants it");
    }

    async fn attachment(&self, key: String) -> dubbo::Result<Option<String>> {
        let context = Context::current();
        context.attach("seen", key.as_str());
        Ok(context.attachment(&key))
    }

    async fn attach_user(&self, user: User) -> dubbo::Result<User> {
        let value = Value::object("org.demo.User", [("id", Value::from(user.id))]);
        Context::current().attach("user", value);
        Ok(user)
    }

    async fn count(&self) -> dubbo::Result<i32> {
        Ok(self.calls.fetch_add(1, Ordering::Relaxed) as i32 + 1)
    }

    async fn peer(&self) -> dubbo::Result<Option<String>> {
        Ok(Context::current().peer().map(str::to_owned))
    }
}

/// The standard stack, but in memory.
#[derive(Clone)]
pub struct InMemory;

impl Stack for InMemory {
    type Filters = (ConsumerContext, ());
    type Cluster = cluster::Failover;
    type Balance = cluster::Random;
    type Transport = Memory;
}

/// The standard stack over a transport `T`, so that a test is written once for both.
pub trait Network: Stack<Transport: Transport, Filters = (ConsumerContext, ())> {
    fn new_transport() -> Self::Transport;
}

impl Network for InMemory {
    fn new_transport() -> Memory {
        Memory::new()
    }
}

impl Network for dubbo::Standard {
    fn new_transport() -> Tcp {
        Tcp
    }
}

/// A provider on a network, and the way to make consumers of it.
pub struct World<N: Network> {
    pub transport: N::Transport,
    pub server: Running,
    pub english: English,
}

pub type GreeterOn<N> = Client<GreeterContract, Reference<N>>;

impl<N: Network> World<N> {
    pub async fn new() -> Self {
        Self::with(|server| server).await
    }

    /// A world whose server `configure` has changed.
    pub async fn with(
        configure: impl FnOnce(Server<N::Transport>) -> Server<N::Transport>,
    ) -> Self {
        let english = English::default();
        let transport = N::new_transport();
        let server = configure(dubbo::serve("dubbo://127.0.0.1:0").transport(transport.clone()));
        let server = server
            .publish(GreeterServer::new(english.clone()))
            .start()
            .await
            .unwrap();
        Self {
            transport,
            server,
            english,
        }
    }

    pub async fn serving<L: ServiceList>(
        publish: impl FnOnce(
            Server<N::Transport>,
        ) -> Server<N::Transport, (dubbo::ProviderContext, ()), L>,
    ) -> Self {
        let transport = N::new_transport();
        let server = publish(dubbo::serve("dubbo://127.0.0.1:0").transport(transport.clone()));
        let server = server.start().await.unwrap();
        Self {
            transport,
            server,
            english: English::default(),
        }
    }

    pub fn builder(&self) -> Builder<N> {
        Builder::<N>::new().transport(self.transport.clone())
    }

    pub fn dubbo(&self) -> Dubbo<N> {
        self.builder().application("tests").build().unwrap()
    }

    pub fn options(&self) -> ReferenceOptions {
        ReferenceOptions::new().url(self.server.url())
    }

    pub async fn greeter(&self) -> GreeterOn<N> {
        GreeterOn::<N>::refer(&self.dubbo(), self.options())
            .await
            .unwrap()
    }

    /// A client whose URL has these parameters.
    pub async fn greeter_at(&self, parameters: &str) -> GreeterOn<N> {
        let url = format!("{}?{parameters}", self.server.url());
        GreeterOn::<N>::refer(&self.dubbo(), ReferenceOptions::new().url(url))
            .await
            .unwrap()
    }
}

/// Makes each generic test two tests: over TCP and in memory.
macro_rules! over_both_transports {
    ($($(#[$attribute:meta])* $name:ident),* $(,)?) => {
        mod over_tcp {
            $($(#[$attribute])* #[tokio::test] async fn $name() { super::$name::<dubbo::Standard>().await })*
        }
        mod in_memory {
            $($(#[$attribute])* #[tokio::test] async fn $name() { super::$name::<crate::support::InMemory>().await })*
        }
    };
}
pub(crate) use over_both_transports;

/// A listener that accepts and never says a word.
pub async fn accept_and_stay_silent(transport: &Memory, port: u16) -> tokio::task::JoinHandle<()> {
    use dubbo::transport::{Address, Listener};
    let mut listener = transport
        .bind(&Address::new("silent", port), &ListenOptions::default())
        .await
        .unwrap();
    tokio::spawn(async move {
        let mut held = Vec::new();
        while let Ok((stream, _)) = listener.accept().await {
            held.push(stream);
        }
    })
}

/// A stack whose connections are never made.
#[derive(Clone)]
pub struct Unreachable;

impl Stack for Unreachable {
    type Filters = (ConsumerContext, ());
    type Cluster = cluster::Failover;
    type Balance = cluster::Random;
    type Transport = Nowhere;
}

#[derive(Clone, Default)]
pub struct Nowhere;

impl Transport for Nowhere {
    type Stream = tokio::io::DuplexStream;
    type Listener = dubbo::transport::MemoryAccept;

    async fn connect(&self, _: &dubbo::transport::Address) -> std::io::Result<Self::Stream> {
        std::future::pending().await
    }

    async fn bind(
        &self,
        address: &dubbo::transport::Address,
        options: &ListenOptions,
    ) -> std::io::Result<Self::Listener> {
        Memory::new().bind(address, options).await
    }
}

#[cfg(feature = "hessian2")]
pub fn string(text: &str) -> Vec<u8> {
    let length = text.len();
    let mut bytes = match length {
        0..32 => vec![length as u8],
        _ => vec![0x30 + (length >> 8) as u8, length as u8],
    };
    bytes.extend(text.as_bytes());
    bytes
}

#[cfg(feature = "hessian2")]
pub fn frame(flags: u8, status: u8, id: u64, body: &[u8]) -> Vec<u8> {
    let mut bytes = vec![0xDA, 0xBB, flags, status];
    bytes.extend(id.to_be_bytes());
    bytes.extend((body.len() as u32).to_be_bytes());
    bytes.extend(body);
    bytes
}

#[cfg(feature = "hessian2")]
/// Items 1 to 5, the arguments as they are, and no attachments.
pub fn body(items: [&str; 5], arguments: &[u8]) -> Vec<u8> {
    let head: Vec<u8> = items.iter().flat_map(|item| string(item)).collect();
    [&head, arguments, b"HZ"].concat()
}

#[cfg(feature = "hessian2")]
/// A whole request of the greeter's, without attachments.
pub fn request(id: u64, method: &str, descriptor: &str, arguments: &[u8]) -> Vec<u8> {
    let items = [
        "2.0.2",
        "org.demo.GreetService",
        "0.0.0",
        method,
        descriptor,
    ];
    frame(0xC2, 0, id, &body(items, arguments))
}

//! The service of both stream targets, its network in memory, and its clock, on which nothing takes time.

use std::collections::HashMap;
use std::future::Future;
use std::time::Duration;

use dubbo::java::{Array, BigDecimal, LocalDateTime};
use dubbo::transport::Memory;
use dubbo::{
    Client, ConsumerContext, Context, Error, Reference, Stack, Value, cluster, exception, pojo,
    reference, service,
};
use tokio::io::{AsyncWrite, AsyncWriteExt};

#[pojo("org.demo.Color")]
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Color {
    Red,
    Green,
    Blue,
}

#[pojo("org.demo.User")]
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct User {
    pub(crate) id: i64,
    pub(crate) name: Option<String>,
    pub(crate) age: Option<i32>,
    pub(crate) vip: bool,
    pub(crate) score: f64,
    pub(crate) color: Option<Color>,
    pub(crate) balance: Option<BigDecimal>,
    pub(crate) avatar: Option<Vec<u8>>,
    pub(crate) tags: Option<Vec<String>>,
    pub(crate) counts: Option<HashMap<String, i32>>,
    pub(crate) friend: Option<Box<User>>,
}

#[exception]
#[derive(Debug)]
pub(crate) enum GreetError {
    #[exception("org.demo.GreetException")]
    Greet {
        code: i32,
        reason: Option<String>,
        message: Option<String>,
    },
    #[exception(other)]
    Other(Error),
}

/// A part of the service that the golden frames call.
#[service(interface = "org.demo.GreetService")]
#[reference]
pub(crate) trait Greeter {
    async fn say_hello(&self, name: String) -> dubbo::Result<String>;
    async fn touch(&self) -> dubbo::Result<()>;
    async fn echo_float(&self, v: f32) -> dubbo::Result<f32>;
    async fn echo_char(&self, v: char) -> dubbo::Result<char>;
    async fn echo_string(&self, v: Option<String>) -> dubbo::Result<Option<String>>;
    async fn echo_bytes(&self, v: Vec<u8>) -> dubbo::Result<Vec<u8>>;
    async fn echo_ints(&self, v: Array<i32>) -> dubbo::Result<Array<i32>>;
    async fn echo_big_decimal(&self, v: BigDecimal) -> dubbo::Result<BigDecimal>;
    async fn echo_local_date_time(&self, v: LocalDateTime) -> dubbo::Result<LocalDateTime>;
    async fn echo_object(&self, v: Value) -> dubbo::Result<Value>;
    async fn echo_user(&self, v: Option<User>) -> dubbo::Result<Option<User>>;
    async fn echo_user_list(&self, v: Vec<Option<User>>) -> dubbo::Result<Vec<Option<User>>>;
    async fn add(&self, a: i32, b: i64, c: String) -> dubbo::Result<i32>;
    async fn find_user(&self, id: i64) -> Result<Option<User>, GreetError>;
    async fn attachments(&self, key: String) -> dubbo::Result<Option<String>>;
    async fn slow(&self, millis: i32) -> dubbo::Result<String>;
}

#[derive(Clone, Copy)]
pub(crate) struct Greetings;

impl Greeter for Greetings {
    async fn say_hello(&self, name: String) -> dubbo::Result<String> {
        Ok(format!("Hello, {name}"))
    }

    async fn touch(&self) -> dubbo::Result<()> {
        Ok(())
    }

    async fn echo_float(&self, v: f32) -> dubbo::Result<f32> {
        Ok(v)
    }

    async fn echo_char(&self, v: char) -> dubbo::Result<char> {
        Ok(v)
    }

    async fn echo_string(&self, v: Option<String>) -> dubbo::Result<Option<String>> {
        Ok(v)
    }

    async fn echo_bytes(&self, v: Vec<u8>) -> dubbo::Result<Vec<u8>> {
        Ok(v)
    }

    async fn echo_ints(&self, v: Array<i32>) -> dubbo::Result<Array<i32>> {
        Ok(v)
    }

    async fn echo_big_decimal(&self, v: BigDecimal) -> dubbo::Result<BigDecimal> {
        Ok(v)
    }

    async fn echo_local_date_time(&self, v: LocalDateTime) -> dubbo::Result<LocalDateTime> {
        Ok(v)
    }

    async fn echo_object(&self, v: Value) -> dubbo::Result<Value> {
        Ok(v)
    }

    async fn echo_user(&self, v: Option<User>) -> dubbo::Result<Option<User>> {
        Ok(v)
    }

    async fn echo_user_list(&self, v: Vec<Option<User>>) -> dubbo::Result<Vec<Option<User>>> {
        Ok(v)
    }

    async fn add(&self, a: i32, b: i64, c: String) -> dubbo::Result<i32> {
        Ok(a.wrapping_add(b as i32).wrapping_add(c.len() as i32))
    }

    async fn find_user(&self, id: i64) -> Result<Option<User>, GreetError> {
        Err(GreetError::Greet {
            code: id as i32,
            reason: None,
            message: Some("none".to_owned()),
        })
    }

    async fn attachments(&self, key: String) -> dubbo::Result<Option<String>> {
        let context = Context::current();
        context.attach("seen", key.as_str());
        Ok(context.attachment(&key))
    }

    async fn slow(&self, millis: i32) -> dubbo::Result<String> {
        tokio::time::sleep(Duration::from_millis(millis.unsigned_abs().into())).await;
        Ok("at last".to_owned())
    }
}

/// The standard stack, but in memory.
#[derive(Clone)]
pub(crate) struct InMemory;

impl Stack for InMemory {
    type Filters = (ConsumerContext, ());
    type Cluster = cluster::Failover;
    type Balance = cluster::Random;
    type Transport = Memory;
}

pub(crate) type GreeterInMemory = Client<GreeterContract, Reference<InMemory>>;

/// Runs `future` on a clock that goes on to the next timer as soon as there is nothing to do: whoever waits for what
/// never comes is told at once that its time is over.
pub(crate) fn run_in_no_time<T>(future: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .start_paused(true)
        .build()
        .expect("a run time without sockets is made of memory only");
    runtime.block_on(future)
}

/// How a target's first byte says that the bytes behind it are sent.
pub(crate) struct Delivery {
    /// Bytes that are written at once.
    piece: usize,
    /// What is sent.
    pub(crate) bytes: Vec<u8>,
}

impl Delivery {
    /// Bit 7 of `choice`: the first two bytes of `data` are a frame's flags and status, the rest its body, and the
    /// header is made, with the request id 0; else `data` is sent as it is. The other bits are the length of pieces,
    /// where 0 is all at once.
    pub(crate) fn new(choice: u8, data: &[u8]) -> Self {
        let bytes = match data {
            [flags, status, body @ ..] if choice & 0x80 != 0 => frame(*flags, *status, body),
            _ => data.to_vec(),
        };
        let piece = match usize::from(choice & 0x7f) {
            0 => usize::MAX,
            length => length,
        };
        Self { piece, bytes }
    }

    pub(crate) async fn write(&self, stream: &mut (impl AsyncWrite + Unpin)) {
        for piece in self.bytes.chunks(self.piece.min(self.bytes.len().max(1))) {
            if stream.write_all(piece).await.is_err() {
                return;
            }
            tokio::task::yield_now().await;
        }
    }
}

fn frame(flags: u8, status: u8, body: &[u8]) -> Vec<u8> {
    let length = body.len() as u32;
    let header = [
        &[0xda, 0xbb, flags, status][..],
        &[0; 8],
        &length.to_be_bytes(),
    ]
    .concat();
    [&header, body].concat()
}

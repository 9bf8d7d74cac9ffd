//! What a call costs in allocations: none between the proxy and the exchange, a few in all.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, mpsc};

use allocation_counter::measure;
use dubbo::cluster::{Cluster, Failover, Random};
use dubbo::protocol::{Filtered, Invocation, Invoker, Reply};
use dubbo::{Error, Filter, reference, service};

#[service(interface = "org.demo.Counter")]
#[reference]
trait Counter {
    async fn add(&self, left: i64, right: i64) -> dubbo::Result<i64>;
    async fn nothing(&self, argument: i64) -> dubbo::Result<()>;
}

struct Adder;

impl Counter for Adder {
    async fn add(&self, left: i64, right: i64) -> dubbo::Result<i64> {
        Ok(left + right)
    }

    async fn nothing(&self, _: i64) -> dubbo::Result<()> {
        Ok(())
    }
}

/// A filter that looks at the call and passes it on.
#[derive(Clone, Default)]
struct Passing;

impl Filter for Passing {
    async fn invoke<I: Invoker>(
        &self,
        next: &I,
        call: &mut Invocation<'_>,
    ) -> dubbo::Result<Reply> {
        assert_eq!(call.method(), "nothing");
        next.invoke(call).await
    }
}

/// Where the exchange would be: refuses every other call, and answers the rest.
#[derive(Clone)]
struct Exchange {
    calls: Arc<AtomicU32>,
    reply: Reply,
}

impl Invoker for Exchange {
    async fn invoke(&self, _: &mut Invocation<'_>) -> dubbo::Result<Reply> {
        match self.calls.fetch_add(1, Ordering::Relaxed) % 2 {
            0 => Err(Error::LimitExceeded("".into())),
            _ => Ok(self.reply.clone()),
        }
    }
}

/// The cluster over two providers, with one retry.
#[derive(Clone)]
struct Clustered(Arc<[Exchange; 2]>);

impl Invoker for Clustered {
    async fn invoke(&self, call: &mut Invocation<'_>) -> dubbo::Result<Reply> {
        Failover.invoke(&self.0[..], &Random, 1, call).await
    }
}

#[test]
fn three_filters_and_a_retry_allocate_nothing() {
    // A reply without bytes of its own: its copies cost nothing.
    let reply = Reply::of(dubbo::Serialization::default(), &()).unwrap();
    let exchange = Exchange {
        calls: Arc::default(),
        reply,
    };
    let calls = exchange.calls.clone();
    let clustered = Clustered(Arc::new([exchange.clone(), exchange]));
    let filtered = Filtered::new(
        Passing,
        Filtered::new(Passing, Filtered::new(Passing, clustered)),
    );
    let client = CounterClient::new(filtered);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let call = || runtime.block_on(async { client.nothing(1).await.unwrap() });
    call();
    let counted = measure(call);
    assert_eq!(calls.load(Ordering::Relaxed), 4);
    assert_eq!(counted.count_total, 0);
}

const CALLS: u64 = 1000;
/// The aim of the first slice, each side.
const AIM: f64 = 4.0;

#[test]
fn a_call_over_tcp_allocates_little_on_either_side() {
    let (consumer, provider) = (consumer_side(), provider_side());
    println!(
        "allocations per call, beyond argument and result: consumer {consumer:.2}, provider {provider:.2}"
    );
    assert!(consumer <= AIM && provider <= AIM);
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap()
}

async fn serve() -> dubbo::Running {
    dubbo::serve("dubbo://127.0.0.1:0")
        .publish(CounterServer::new(Adder))
        .start()
        .await
        .unwrap()
}

async fn call(client: &CounterClient, calls: u64) {
    for number in 0..calls {
        assert_eq!(
            client.add(number as i64, 1).await.unwrap(),
            number as i64 + 1
        );
    }
}

/// The consumer in this thread, the provider in another: only this thread is counted.
fn consumer_side() -> f64 {
    let (url_sender, url) = mpsc::channel();
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let provider = std::thread::spawn(move || {
        runtime().block_on(async move {
            let server = serve().await;
            url_sender.send(server.url()).unwrap();
            stopped.await.unwrap();
        })
    });
    let runtime = runtime();
    let client = runtime
        .block_on(CounterClient::connect(&url.recv().unwrap()))
        .unwrap();
    runtime.block_on(call(&client, 100));
    let counted = measure(|| runtime.block_on(call(&client, CALLS)));
    stop.send(()).unwrap();
    provider.join().unwrap();
    counted.count_total as f64 / CALLS as f64
}

/// The provider in this thread, the consumer in another.
fn provider_side() -> f64 {
    let runtime = runtime();
    let server = runtime.block_on(serve());
    let url = server.url();
    let (warm_sender, warm) = tokio::sync::oneshot::channel();
    let (done_sender, done) = tokio::sync::oneshot::channel();
    let (go, going) = mpsc::channel::<()>();
    let consumer = std::thread::spawn(move || {
        self::runtime().block_on(async move {
            let client = CounterClient::connect(&url).await.unwrap();
            call(&client, 100).await;
            warm_sender.send(()).unwrap();
            going.recv().unwrap();
            call(&client, CALLS).await;
            done_sender.send(()).unwrap();
        })
    });
    runtime.block_on(warm).unwrap();
    let counted = measure(|| {
        go.send(()).unwrap();
        runtime.block_on(done).unwrap();
    });
    consumer.join().unwrap();
    counted.count_total as f64 / CALLS as f64
}

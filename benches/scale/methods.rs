#![allow(clippy::identity_op, reason = "the first method adds 0")]

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use dubbo::{Refer, ReferenceOptions, reference, service};
use seq_macro::seq;
use tokio::task::JoinSet;

use super::{Effort, runtime};

seq!(N in 0..5 {
    #[service(interface = "org.demo.Small")]
    #[reference]
    trait Small {
        #(async fn method~N(&self, value: i64) -> dubbo::Result<i64> { Ok(value + N) })*
    }

    async fn small(client: &SmallClient, method: usize) -> dubbo::Result<i64> {
        match method {
            #(N => client.method~N(1).await,)*
            _ => unreachable!("it has no more methods"),
        }
    }
});

seq!(N in 0..500 {
    #[service(interface = "org.demo.Large")]
    #[reference]
    trait Large {
        #(async fn method~N(&self, value: i64) -> dubbo::Result<i64> { Ok(value + N) })*
    }

    async fn large(client: &LargeClient, method: usize) -> dubbo::Result<i64> {
        match method {
            #(N => client.method~N(1).await,)*
            _ => unreachable!("it has no more methods"),
        }
    }
});

struct Provided;

impl Small for Provided {}
impl Large for Provided {}

/// A client of one of them.
#[derive(Clone)]
enum Callee {
    Few(SmallClient),
    Many(LargeClient),
}

impl Callee {
    async fn call(&self, method: usize) -> dubbo::Result<i64> {
        match self {
            Self::Few(client) => small(client, method).await,
            Self::Many(client) => large(client, method).await,
        }
    }

    fn methods(&self) -> usize {
        match self {
            Self::Few(_) => 5,
            Self::Many(_) => 500,
        }
    }
}

/// Which of so many methods the call of that number is for.
type Choice = fn(call: usize, methods: usize) -> usize;

const IN_FLIGHT: usize = 64;

/// Calls of a service of 500 methods beside those of one of 5.
pub(super) fn measure(effort: Effort) {
    println!(
        "\ncalls per second of a service of 5 and of one of 500 methods, {IN_FLIGHT} in flight"
    );
    println!("{:>24} {:>12} {:>12} {:>8}", "", "5", "500", "ratio");
    let cases: [(&str, Choice); 3] = [
        ("the first method", |_, _| 0),
        ("the last method", |_, methods| methods - 1),
        ("all methods in turn", |call, methods| call % methods),
    ];
    for (name, choice) in cases {
        let [few, many] = runtime().block_on(rates(effort, choice));
        println!("{name:>24} {few:>12.0} {many:>12.0} {:>8.2}", many / few);
    }
}

async fn rates(effort: Effort, choice: Choice) -> [f64; 2] {
    const ROUNDS: usize = 5;
    let server = dubbo::serve("dubbo://127.0.0.1:0")
        .publish(SmallServer::new(Provided))
        .publish(LargeServer::new(Provided));
    let server = server.start().await.unwrap();
    let dubbo = dubbo::Dubbo::builder().build().unwrap();
    let options = || ReferenceOptions::new().url(server.url()).timeout("60s");
    let few = Callee::Few(SmallClient::refer(&dubbo, options()).await.unwrap());
    let many = Callee::Many(LargeClient::refer(&dubbo, options()).await.unwrap());
    let mut rates = [Vec::new(), Vec::new()];
    for _ in 0..ROUNDS {
        // In turn, so that a disturbance hits both.
        rates[0].push(rate(effort, &few, choice).await);
        rates[1].push(rate(effort, &many, choice).await);
    }
    rates.map(|mut rates| {
        rates.sort_by(f64::total_cmp);
        rates[ROUNDS / 2]
    })
}

async fn rate(effort: Effort, callee: &Callee, choice: Choice) -> f64 {
    let (start, calls) = (Instant::now(), Arc::new(AtomicUsize::new(0)));
    let mut callers = JoinSet::new();
    for _ in 0..IN_FLIGHT {
        let (callee, calls) = (callee.clone(), calls.clone());
        callers.spawn(async move {
            while start.elapsed() < effort.round {
                let call = calls.fetch_add(1, Ordering::Relaxed);
                let method = choice(call, callee.methods());
                assert_eq!(callee.call(method).await.unwrap(), 1 + method as i64);
            }
        });
    }
    callers.join_all().await;
    calls.load(Ordering::Relaxed) as f64 / start.elapsed().as_secs_f64()
}

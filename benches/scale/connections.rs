use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use dubbo::{Refer, ReferenceOptions, reference, service};

use super::{Effort, processor_time, runtime};

#[service(interface = "org.demo.Adder")]
#[reference]
trait Adder {
    async fn add(&self, left: i64, right: i64) -> dubbo::Result<i64>;
}

struct Plus;

impl Adder for Plus {
    async fn add(&self, left: i64, right: i64) -> dubbo::Result<i64> {
        Ok(left + right)
    }
}

/// In flight on each connection: so many frames share a system call, however many connections there are.
const IN_FLIGHT: usize = 16;

/// Processor time per call, both sides, with 1 to 1,000 connections.
pub(super) fn measure(effort: Effort) {
    println!("\nprocessor time per call, both sides, {IN_FLIGHT} in flight on each connection");
    println!("{:>12} {:>12} {:>8}", "connections", "per call", "of one");
    let mut one = None;
    for connections in [1, 10, 100, 1_000] {
        // In a process's first moments all is slower: once for nothing.
        runtime().block_on(per_call(connections, effort));
        let per_call = runtime().block_on(per_call(connections, effort));
        let of_one = per_call / *one.get_or_insert(per_call);
        println!("{connections:>12} {:>9.3} µs {of_one:>8.2}", per_call * 1e6);
    }
}

async fn per_call(connections: usize, effort: Effort) -> f64 {
    let server = dubbo::serve("dubbo://127.0.0.1:0").publish(AdderServer::new(Plus));
    let server = server.start().await.unwrap();
    let dubbo = dubbo::Dubbo::builder().build().unwrap();
    let mut clients = Vec::new();
    for _ in 0..connections {
        let options = ReferenceOptions::new().url(server.url()).connections(1);
        clients.push(
            AdderClient::refer(&dubbo, options.timeout("60s"))
                .await
                .unwrap(),
        );
    }
    let calls = Arc::new(AtomicUsize::new(0));
    let (start, before) = (Instant::now(), processor_time());
    // All connections are to have been used, however short the round is.
    let round = effort
        .round
        .max(std::time::Duration::from_millis(connections as u64 / 4));
    let callers = clients.iter().flat_map(|client| [client; IN_FLIGHT]);
    let callers: Vec<_> = callers
        .map(|client| {
            let (client, calls) = (client.clone(), calls.clone());
            tokio::spawn(async move {
                while start.elapsed() < round {
                    assert_eq!(client.add(40, 2).await.unwrap(), 42);
                    calls.fetch_add(1, Ordering::Relaxed);
                }
            })
        })
        .collect();
    for caller in callers {
        caller.await.unwrap();
    }
    let taken = processor_time() - before;
    taken.as_secs_f64() / calls.load(Ordering::Relaxed).max(1) as f64
}

use std::time::Instant;

use allocation_counter::AllocationInfo;
use dubbo::{Refer, ReferenceOptions, reference, service};

use super::{Effort, runtime};

#[service(interface = "org.demo.Store")]
#[reference]
trait Store {
    async fn bytes(&self, length: i32) -> dubbo::Result<Vec<u8>>;
    async fn text(&self, length: i32) -> dubbo::Result<String>;
    async fn put(&self, bytes: &[u8]) -> dubbo::Result<i32>;
}

struct Constant;

impl Store for Constant {
    async fn bytes(&self, length: i32) -> dubbo::Result<Vec<u8>> {
        Ok(vec![7; length as usize])
    }

    async fn text(&self, length: i32) -> dubbo::Result<String> {
        Ok("x".repeat(length as usize))
    }

    async fn put(&self, bytes: &[u8]) -> dubbo::Result<i32> {
        Ok(bytes.len() as i32)
    }
}

const LENGTH: i32 = 1 << 20;

/// What a value of 1 MiB costs: time, and bytes that are allocated, as multiples of its own.
pub(super) fn measure(effort: Effort) {
    println!("\na value of 1 MiB, both sides in one thread");
    println!(
        "{:>10} {:>12} {:>10} {:>12} {:>12}",
        "", "", "per call", "allocated", "at once"
    );
    for serialization in dubbo::Serialization::ALL {
        let name = serialization.name();
        for (what, kind) in [("byte[] back", 0), ("text back", 1), ("byte[] there", 2)] {
            let mut per_call = 0.0;
            let mut calls = 0;
            let info = allocation_counter::measure(|| {
                (calls, per_call) = runtime().block_on(calls_of(name, kind, effort));
            });
            let AllocationInfo {
                bytes_total,
                bytes_max,
                ..
            } = info;
            let share = |bytes: u64| bytes as f64 / f64::from(LENGTH);
            println!(
                "{name:>10} {what:>12} {:>7.0} µs {:>12.2} {:>12.2}",
                per_call * 1e6,
                share(bytes_total) / calls as f64,
                share(bytes_max)
            );
        }
    }
}

async fn calls_of(serialization: &str, kind: usize, effort: Effort) -> (usize, f64) {
    let server = dubbo::serve("dubbo://127.0.0.1:0").publish(StoreServer::new(Constant));
    let server = server.start().await.unwrap();
    let dubbo = dubbo::Dubbo::builder().build().unwrap();
    let options = ReferenceOptions::new().url(server.url());
    let options = options.serialization(serialization).timeout("60s");
    let store = StoreClient::refer(&dubbo, options).await.unwrap();
    let sent = vec![7; if kind == 2 { LENGTH as usize } else { 0 }];
    let (start, mut calls) = (Instant::now(), 0);
    while start.elapsed() < effort.round || calls < 3 {
        let length = match kind {
            0 => store.bytes(LENGTH).await.unwrap().len() as i32,
            1 => store.text(LENGTH).await.unwrap().len() as i32,
            _ => store.put(&sent).await.unwrap(),
        };
        assert_eq!(length, LENGTH);
        calls += 1;
    }
    (calls, start.elapsed().as_secs_f64() / calls as f64)
}

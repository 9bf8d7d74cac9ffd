//! Calls per second over one loopback connection at 1, 64 and 512 in flight, for each serializer,
//! beside a raw tokio echo of the same bytes in the same run: `cargo bench --bench calls --all-features`.
//!
//! Client and server share two worker threads. The figures of one run are to be compared with each
//! other; those of two runs are not.
//!
//! With `count SERIALIZER CALLS` behind it, the program only makes so many calls, 64 in flight, client and
//! server in one thread: for callgrind, which counts instructions.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use dubbo::{Refer, ReferenceOptions, reference, service};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

#[service(interface = "org.demo.Echo")]
#[reference]
trait Echo {
    async fn echo(&self, bytes: Vec<u8>) -> dubbo::Result<Vec<u8>>;
}

struct Mirror;

impl Echo for Mirror {
    async fn echo(&self, bytes: Vec<u8>) -> dubbo::Result<Vec<u8>> {
        Ok(bytes)
    }
}

const PAYLOAD: usize = 128;
const FRAME: usize = 16 + PAYLOAD;
const IN_FLIGHT: [usize; 3] = [1, 64, 512];
const ROUNDS: usize = 5;
const ROUND: Duration = Duration::from_millis(600);

fn main() {
    let mut arguments = std::env::args().skip_while(|argument| argument != "count");
    if let Some(serialization) = arguments.nth(1) {
        let calls = arguments.next().and_then(|calls| calls.parse().ok());
        return count(&serialization, calls.unwrap_or(20_000));
    }
    // `cargo test --benches` runs this too; then one short round is enough.
    let measuring = std::env::args().any(|argument| argument == "--bench");
    let (rounds, round) = if measuring {
        (ROUNDS, ROUND)
    } else {
        (1, Duration::from_millis(20))
    };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let raw_address = raw_server().await;
        let server = dubbo::serve("dubbo://127.0.0.1:0").publish(EchoServer::new(Mirror));
        let server = server.start().await.unwrap();
        println!("calls per second, {PAYLOAD} bytes there and back, median of {rounds} rounds");
        println!(
            "{:>10} {:>9} {:>12} {:>8}",
            "", "in flight", "calls/s", "of raw"
        );
        for in_flight in IN_FLIGHT {
            let mut raw = Vec::new();
            let mut ours: Vec<_> = dubbo::Serialization::ALL
                .iter()
                .map(|one| (one, Vec::new()))
                .collect();
            // Interleaved, so that a disturbance hits all.
            for _ in 0..rounds {
                // In a task, as the callers are: a wake-up of the main thread costs more.
                let task = tokio::spawn(raw_rate(raw_address, in_flight, round));
                raw.push(task.await.unwrap());
                for (serialization, rates) in &mut ours {
                    rates.push(rate(&server.url(), serialization.name(), in_flight, round).await);
                }
            }
            let ceiling = median(raw);
            println!("{:>10} {in_flight:>9} {ceiling:>12.0} {:>8}", "raw", "1.00");
            for (serialization, rates) in ours {
                let rate = median(rates);
                let (name, share) = (serialization.name(), rate / ceiling);
                println!("{name:>10} {in_flight:>9} {rate:>12.0} {share:>8.2}");
            }
        }
    });
}

fn count(serialization: &str, calls: usize) {
    const IN_FLIGHT: usize = 64;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    runtime.unwrap().block_on(async {
        let server = dubbo::serve("dubbo://127.0.0.1:0").publish(EchoServer::new(Mirror));
        let server = server.start().await.unwrap();
        let client = client(&server.url(), serialization).await;
        let callers: Vec<_> = (0..IN_FLIGHT)
            .map(|_| {
                let client = client.clone();
                tokio::spawn(async move {
                    for _ in 0..calls / IN_FLIGHT {
                        client.echo(vec![7; PAYLOAD]).await.unwrap();
                    }
                })
            })
            .collect();
        for caller in callers {
            caller.await.unwrap();
        }
    });
}

async fn client(url: &str, serialization: &str) -> EchoClient {
    let dubbo = dubbo::Dubbo::builder().build().unwrap();
    let options = ReferenceOptions::new()
        .url(url)
        .serialization(serialization)
        .timeout("60s");
    EchoClient::refer(&dubbo, options).await.unwrap()
}

fn median(mut rates: Vec<f64>) -> f64 {
    rates.sort_by(f64::total_cmp);
    rates[rates.len() / 2]
}

async fn rate(url: &str, serialization: &str, in_flight: usize, round: Duration) -> f64 {
    let client = client(url, serialization).await;
    let calls = Arc::new(AtomicUsize::new(0));
    let start = Instant::now();
    let callers: Vec<_> = (0..in_flight)
        .map(|_| {
            let (client, calls) = (client.clone(), calls.clone());
            tokio::spawn(async move {
                while start.elapsed() < round {
                    let answer = client.echo(vec![7; PAYLOAD]).await.unwrap();
                    assert_eq!(answer.len(), PAYLOAD);
                    calls.fetch_add(1, Ordering::Relaxed);
                }
            })
        })
        .collect();
    for caller in callers {
        caller.await.unwrap();
    }
    calls.load(Ordering::Relaxed) as f64 / start.elapsed().as_secs_f64()
}

/// Frames go out together and come back together: the least that a connection can do.
async fn raw_rate(address: std::net::SocketAddr, in_flight: usize, round: Duration) -> f64 {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.set_nodelay(true).unwrap();
    let frames = vec![7; FRAME * in_flight];
    let mut answers = vec![0; frames.len()];
    let (start, mut calls) = (Instant::now(), 0);
    while start.elapsed() < round {
        stream.write_all(&frames).await.unwrap();
        stream.read_exact(&mut answers).await.unwrap();
        calls += in_flight;
    }
    calls as f64 / start.elapsed().as_secs_f64()
}

async fn raw_server() -> std::net::SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            stream.set_nodelay(true).unwrap();
            tokio::spawn(async move {
                let mut buffer = vec![0; 64 * 1024];
                while let Ok(length @ 1..) = stream.read(&mut buffer).await {
                    if stream.write_all(&buffer[..length]).await.is_err() {
                        break;
                    }
                }
            });
        }
    });
    address
}

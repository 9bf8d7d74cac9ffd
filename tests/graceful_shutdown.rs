//! Providers come and go under a thousand calls per second, and no call fails: a shutdown in the
//! program, and one that SIGTERM begins. Controls: providers that go abruptly make calls fail.
#![allow(
    missing_docs,
    unreachable_pub,
    reason = "a test binary has no public interface"
)]
#![cfg(unix)]

use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use dubbo::{Refer, ReferenceOptions, Running, reference, service};
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep};

#[service(interface = "org.demo.SlowEcho")]
#[reference]
pub trait SlowEcho {
    /// Answers `number` after 20 ms: with a thousand calls per second some are always being served.
    async fn echo(&self, number: i32) -> dubbo::Result<i32>;
}

#[derive(Clone, Default)]
struct Service {
    calls: Arc<AtomicUsize>,
}

impl SlowEcho for Service {
    async fn echo(&self, number: i32) -> dubbo::Result<i32> {
        self.calls.fetch_add(1, Ordering::Relaxed);
        sleep(Duration::from_millis(20)).await;
        Ok(number)
    }
}

/// How long a provider is called before it goes, and how long it stays away.
const STAY: Duration = Duration::from_millis(300);
const AWAY: Duration = Duration::from_millis(150);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_call_fails_while_one_of_two_providers_shuts_down_and_comes_back() {
    let made = with_one_of_two_providers_leaving(async |server| server.shut_down().await).await;
    assert!(made.calls >= 1000, "{made:?}");
    assert_eq!(made.failed, Vec::<String>::new());
    println!("{} calls, of which none failed", made.calls);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn calls_fail_when_a_provider_goes_without_a_shutdown() {
    let made = with_one_of_two_providers_leaving(async |server| drop(server)).await;
    assert!(!made.failed.is_empty(), "the test above would see nothing");
}

async fn with_one_of_two_providers_leaving(leave: impl AsyncFn(Running)) -> Load {
    let start = async |url: &str, service: &Service| {
        let server = dubbo::serve(url).publish(SlowEchoServer::new(service.clone()));
        server.start().await.unwrap()
    };
    let (one, other) = (Service::default(), Service::default());
    let stays = start("dubbo://127.0.0.1:0", &one).await;
    let mut leaves = start("dubbo://127.0.0.1:0", &other).await;
    let url = leaves.url();
    let load = Offered::start(&format!("{}?retries=0;{url}", stays.url())).await;
    for _ in 0..3 {
        // The consumer is connected to it again.
        while other.calls.load(Ordering::Relaxed) == 0 {
            sleep(Duration::from_millis(5)).await;
        }
        sleep(STAY).await;
        leave(leaves).await;
        sleep(AWAY).await;
        other.calls.store(0, Ordering::Relaxed);
        leaves = start(&url, &other).await;
    }
    load.stop().await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_call_fails_while_providers_are_asked_to_end_by_sigterm() {
    let made = with_processes_ending_by("TERM").await;
    assert!(made.calls >= 1000, "{made:?}");
    assert_eq!(made.failed, Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn calls_fail_when_providers_are_killed() {
    let made = with_processes_ending_by("KILL").await;
    assert!(!made.failed.is_empty(), "the test above would see nothing");
}

async fn with_processes_ending_by(signal: &str) -> Load {
    let mut providers = [Provider::start(free_port()), Provider::start(free_port())];
    let [one, other] = &providers;
    let url = format!(
        "dubbo://127.0.0.1:{}?retries=0;dubbo://127.0.0.1:{}",
        one.port, other.port
    );
    until_both_listen(&providers).await;
    let load = Offered::start(&url).await;
    for provider in &mut providers {
        sleep(STAY).await;
        let ended = provider.end(signal);
        assert_eq!(ended.success(), signal == "TERM", "{ended}");
        *provider = Provider::start(provider.port);
        // Until its consumer is connected to it again, it is the only one that is left to the other.
        sleep(STAY * 4).await;
    }
    load.stop().await
}

/// Tells this binary to be a provider: its port.
const PORT: &str = "DUBBO_GRACEFUL_SHUTDOWN_PORT";

/// A provider in a process of its own, whose program is the one below.
struct Provider {
    child: Child,
    port: u16,
}

/// Started by [`Provider::start`] this is a provider: all there is to a graceful shutdown. Else it shows
/// that such a process ends when it is asked to.
#[tokio::test]
async fn a_provider_ends_well_when_it_is_asked_to() {
    if let Ok(port) = std::env::var(PORT) {
        let server = dubbo::serve(&format!("dubbo://127.0.0.1:{port}"));
        let server = server.publish(SlowEchoServer::new(Service::default()));
        return server.run_until(dubbo::shutdown_signal()).await.unwrap();
    }
    for signal in ["TERM", "INT"] {
        let mut provider = Provider::start(free_port());
        until_both_listen(std::slice::from_ref(&provider)).await;
        let url = format!("dubbo://127.0.0.1:{}", provider.port);
        let client = SlowEchoClient::connect(&url).await.unwrap();
        assert_eq!(client.echo(7).await.unwrap(), 7);
        assert!(provider.end(signal).success());
    }
}

impl Provider {
    fn start(port: u16) -> Self {
        let child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "a_provider_ends_well_when_it_is_asked_to"])
            .env(PORT, port.to_string())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        Self { child, port }
    }

    /// Sends the signal, and waits until the process has ended.
    fn end(&mut self, signal: &str) -> std::process::ExitStatus {
        let kill = format!("kill -{signal} {}", self.child.id());
        let sent = Command::new("sh").args(["-c", &kill]).status().unwrap();
        assert!(sent.success(), "{kill}: {sent}");
        self.child.wait().unwrap()
    }
}

impl Drop for Provider {
    fn drop(&mut self) {
        let _ended_already = self.child.kill();
        let _status = self.child.wait();
    }
}

fn free_port() -> u16 {
    let socket = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    socket.local_addr().unwrap().port()
}

async fn until_both_listen(providers: &[Provider]) {
    for provider in providers {
        while tokio::net::TcpStream::connect(("127.0.0.1", provider.port))
            .await
            .is_err()
        {
            sleep(Duration::from_millis(5)).await;
        }
    }
}

/// A thousand calls per second, whatever becomes of them.
struct Offered {
    stop: Arc<AtomicBool>,
    load: tokio::task::JoinHandle<Load>,
}

/// What became of the calls.
#[derive(Debug)]
struct Load {
    calls: usize,
    failed: Vec<String>,
}

impl Offered {
    async fn start(urls: &str) -> Self {
        const PER_SECOND: f64 = 1000.0;
        let dubbo = dubbo::Dubbo::builder().timeout("10s").build().unwrap();
        let client = SlowEchoClient::refer(&dubbo, ReferenceOptions::new().url(urls));
        let client = client.await.unwrap();
        let stop = Arc::new(AtomicBool::new(false));
        let stopped = stop.clone();
        let load = tokio::spawn(async move {
            let (start, mut calls) = (Instant::now(), JoinSet::new());
            while !stopped.load(Ordering::Relaxed) {
                let due = (start.elapsed().as_secs_f64() * PER_SECOND) as usize;
                for number in calls.len()..due {
                    let client = client.clone();
                    calls.spawn(async move {
                        let answer = client.echo(number as i32).await;
                        answer.map(|answer| assert_eq!(answer, number as i32))
                    });
                }
                sleep(Duration::from_millis(1)).await;
            }
            let outcomes = calls.join_all().await;
            let failed = outcomes.iter().filter_map(|outcome| outcome.as_ref().err());
            Load {
                calls: outcomes.len(),
                failed: failed.map(ToString::to_string).collect(),
            }
        });
        Self { stop, load }
    }

    async fn stop(self) -> Load {
        self.stop.store(true, Ordering::Relaxed);
        self.load.await.unwrap()
    }
}

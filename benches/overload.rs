//! What a provider makes of more calls than it can serve: `cargo bench --bench overload --all-features`,
//! with `-- 1` the case of that number alone.
//!
//! Load is offered open-loop, from a quarter of the capacity to four times it: calls are made when they
//! are due, whatever has become of those before, and their time counts from when they were due. The
//! provider is a process of its own with one worker thread; the caller has another.

use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use dubbo::{Dispatcher, Error, Refer, ReferenceOptions, reference, service};
use tokio::time::{Instant, sleep};

#[service(interface = "org.demo.Work")]
#[reference]
trait Work {
    /// Has the caller wait, as a service does that asks another one.
    async fn wait(&self) -> dubbo::Result<()>;
    /// Keeps a processor at work.
    async fn compute(&self) -> dubbo::Result<()>;
}

struct Worker;

const WAITING: Duration = Duration::from_millis(5);
const COMPUTING: Duration = Duration::from_micros(200);

impl Work for Worker {
    async fn wait(&self) -> dubbo::Result<()> {
        sleep(WAITING).await;
        Ok(())
    }

    async fn compute(&self) -> dubbo::Result<()> {
        let start = std::time::Instant::now();
        while start.elapsed() < COMPUTING {
            std::hint::spin_loop();
        }
        Ok(())
    }
}

/// What is called, and how the provider bounds it.
#[derive(Clone, Copy)]
struct Case {
    name: &'static str,
    computes: bool,
    /// Calls that are served at once.
    bound: Option<usize>,
}

const CASES: [Case; 3] = [
    Case {
        name: "waits 5 ms, `executes` 16",
        computes: false,
        bound: Some(16),
    },
    Case {
        name: "computes 0.2 ms, spawned, `in_flight` 32",
        computes: true,
        bound: Some(32),
    },
    Case {
        name: "computes 0.2 ms, spawned, no bound of its own",
        computes: true,
        bound: None,
    },
];

/// Parts of the capacity that are offered.
const LOADS: [f64; 6] = [0.25, 0.5, 0.9, 1.5, 2.0, 4.0];
/// What a call is given.
const TIMEOUT: Duration = Duration::from_secs(1);

fn main() {
    let arguments: Vec<_> = std::env::args().collect();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .expect("a run time can be made");
    if let [_, role, case] = &arguments[..]
        && role == "--provider"
    {
        let case = case.parse::<usize>().expect("the number of a case");
        return runtime.block_on(serve(CASES[case]));
    }
    // `cargo test --benches` runs this too; then a short look at each is enough.
    let measuring = arguments.iter().any(|argument| argument == "--bench");
    let period = Duration::from_millis(if measuring { 5_000 } else { 100 });
    runtime.block_on(async {
        let chosen = arguments
            .iter()
            .find_map(|argument| argument.parse::<usize>().ok());
        let cases = CASES.into_iter().enumerate();
        for (number, case) in cases.filter(|(number, _)| chosen.is_none_or(|one| one == *number)) {
            let (_provider, url) = Provider::start(number);
            table(case, &url, period).await;
        }
    });
}

async fn serve(case: Case) {
    let worker = WorkServer::new(Worker);
    let worker = match case {
        Case {
            computes: false,
            bound: Some(bound),
            ..
        } => worker.executes(bound),
        _ => worker.dispatcher(Dispatcher::Spawn),
    };
    let mut server = dubbo::serve("dubbo://127.0.0.1:0");
    if let (true, Some(bound)) = (case.computes, case.bound) {
        server = server.in_flight(bound);
    }
    let server = server.publish(worker).start().await.expect("it listens");
    println!("{}", server.url());
    // Until whoever started this is gone.
    let parent = || std::io::copy(&mut std::io::stdin(), &mut std::io::sink());
    let _gone = tokio::task::spawn_blocking(parent).await;
}

/// Ends with the standard input that is kept here.
struct Provider(Child);

impl Provider {
    fn start(case: usize) -> (Self, String) {
        let this = std::env::current_exe().expect("this program has a path");
        let mut child = Command::new(this)
            .args(["--provider", &case.to_string()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("this program can be started once more");
        let mut url = String::new();
        let output = child.stdout.take().expect("it is piped");
        std::io::BufRead::read_line(&mut std::io::BufReader::new(output), &mut url)
            .expect("it says where it listens");
        (Self(child), url.trim().to_owned())
    }
}

impl Drop for Provider {
    fn drop(&mut self) {
        drop(self.0.stdin.take());
        let _ended = self.0.wait();
    }
}

async fn client(url: &str, timeout: Duration) -> WorkClient {
    let dubbo = dubbo::Dubbo::builder()
        .timeout(timeout)
        .build()
        .expect("nothing is wrong with it");
    let options = ReferenceOptions::new().url(url).retries(0);
    WorkClient::refer(&dubbo, options)
        .await
        .expect("the provider listens")
}

async fn call(client: &WorkClient, case: Case) -> dubbo::Result<()> {
    match case.computes {
        true => client.compute().await,
        false => client.wait().await,
    }
}

async fn table(case: Case, url: &str, period: Duration) {
    let patient = client(url, TIMEOUT * 60).await;
    let client = client(url, TIMEOUT).await;
    let capacity = capacity(&client, case, period).await;
    println!("\n{}: capacity {capacity:.0} calls/s", case.name);
    println!("| offered/s | of capacity | answered/s | refused/s | too late/s | p50 | p99 | max |");
    println!("|---:|---:|---:|---:|---:|---:|---:|---:|");
    for load in LOADS {
        let seen = Arc::new(Seen::default());
        let start = Instant::now();
        offer(&client, case, capacity * load, period, &seen).await;
        let seconds = start.elapsed().as_secs_f64();
        let rate = |count: &AtomicU64| count.load(Ordering::Relaxed) as f64 / seconds;
        // What is still under way counts, too: it is answered, or its time is over.
        while seen.under_way() > 0 {
            sleep(Duration::from_millis(5)).await;
        }
        // The provider may still be at work for those whose time is over.
        let last = call(&patient, case).await;
        last.expect("a provider that has nothing else to do answers");
        let mut answered = seen.answered.lock().expect("nobody panics").clone();
        answered.sort();
        println!(
            "| {:.0} | {load:.2} | {:.0} | {:.0} | {:.0} | {} | {} | {} |",
            rate(&seen.offered),
            answered.len() as f64 / seconds,
            rate(&seen.refused),
            rate(&seen.late),
            quantile(&answered, 0.5),
            quantile(&answered, 0.99),
            quantile(&answered, 1.0),
        );
    }
}

/// Calls per second with as many callers as the provider serves at once: none is refused.
async fn capacity(client: &WorkClient, case: Case, period: Duration) -> f64 {
    let (start, calls) = (Instant::now(), Arc::new(AtomicU64::new(0)));
    let callers: Vec<_> = (0..case.bound.unwrap_or(32))
        .map(|_| {
            let (client, calls) = (client.clone(), calls.clone());
            tokio::spawn(async move {
                while start.elapsed() < period {
                    call(&client, case).await.expect("there is room for it");
                    calls.fetch_add(1, Ordering::Relaxed);
                }
            })
        })
        .collect();
    for caller in callers {
        caller.await.expect("a caller does not panic");
    }
    calls.load(Ordering::Relaxed) as f64 / start.elapsed().as_secs_f64()
}

/// What became of the calls.
#[derive(Default)]
struct Seen {
    offered: AtomicU64,
    refused: AtomicU64,
    late: AtomicU64,
    answered: Mutex<Vec<Duration>>,
}

impl Seen {
    fn under_way(&self) -> u64 {
        let count = |count: &AtomicU64| count.load(Ordering::Relaxed);
        let answered = self.answered.lock().expect("nobody panics").len();
        count(&self.offered) - count(&self.refused) - count(&self.late) - answered as u64
    }
}

/// Makes calls at `rate` for `period`, whatever becomes of them.
async fn offer(client: &WorkClient, case: Case, rate: f64, period: Duration, seen: &Arc<Seen>) {
    let start = Instant::now();
    let mut made = 0;
    while start.elapsed() < period {
        let due = (start.elapsed().as_secs_f64() * rate) as u64;
        for number in made..due {
            let (client, seen) = (client.clone(), seen.clone());
            let since = start + Duration::from_secs_f64(number as f64 / rate);
            seen.offered.fetch_add(1, Ordering::Relaxed);
            tokio::spawn(async move {
                match call(&client, case).await {
                    Ok(()) => {
                        let mut answered = seen.answered.lock().expect("nobody panics");
                        answered.push(since.elapsed());
                    }
                    Err(Error::Refused { status: 100, .. }) => {
                        seen.refused.fetch_add(1, Ordering::Relaxed);
                    }
                    Err(Error::Timeout { .. }) => {
                        seen.late.fetch_add(1, Ordering::Relaxed);
                    }
                    Err(error) => panic!("{error}"),
                }
            });
        }
        made = due;
        sleep(Duration::from_millis(1)).await;
    }
}

fn quantile(sorted: &[Duration], part: f64) -> String {
    let index = ((sorted.len() as f64 - 1.0) * part).round().max(0.0) as usize;
    let time = sorted.get(index).copied().unwrap_or_default();
    format!("{:.1} ms", time.as_secs_f64() * 1e3)
}

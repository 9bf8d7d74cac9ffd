//! A provider and a consumer under half their load for a long time, with faults now and then: memory,
//! tasks and descriptors of both must stay flat. `.ci/soak` runs it for ten minutes.
//!
//! Three processes: the provider, the consumer, and this one between them, which passes their bytes on,
//! cuts their connection now and then (also in the middle of a frame), sends the provider garbage and
//! half headers, and looks at both.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use dubbo::{Refer, ReferenceOptions, reference, service};
use tokio::io::AsyncWriteExt;
use tokio::net::{TcpListener, TcpStream};
use tokio::time::{Instant, sleep, timeout};

#[service(interface = "org.demo.Echo")]
#[reference]
trait Echo {
    async fn echo(&self, bytes: Vec<u8>, millis: i32) -> dubbo::Result<Vec<u8>>;
}

struct Mirror;

impl Echo for Mirror {
    async fn echo(&self, bytes: Vec<u8>, millis: i32) -> dubbo::Result<Vec<u8>> {
        if millis > 0 {
            sleep(Duration::from_millis(millis as u64)).await;
        }
        Ok(bytes)
    }
}

/// From one cut of the connection to the next.
const CUT: Duration = Duration::from_secs(7);
/// From one look at both sides to the next, if there is the time.
const LOOK: Duration = Duration::from_secs(10);

fn main() {
    let arguments: Vec<_> = std::env::args().collect();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("a run time can be made");
    match &arguments[..] {
        [_, role] if role == "--provider" => runtime.block_on(provide()),
        [_, role, url] if role == "--consumer" => runtime.block_on(consume(url)),
        _ => {
            let seconds = arguments.iter().find_map(|argument| argument.parse().ok());
            // Without a time this is one of `cargo test --benches`.
            runtime.block_on(soak(Duration::from_secs(seconds.unwrap_or(2))));
        }
    }
}

/// Answers each line of the standard input by what `say` makes of the number of tasks; ends with it.
async fn report(say: impl Fn(usize) -> String + Send + 'static) {
    let metrics = tokio::runtime::Handle::current().metrics();
    let reporting = tokio::task::spawn_blocking(move || {
        for _ in std::io::stdin().lock().lines().map_while(Result::ok) {
            println!("{}", say(metrics.num_alive_tasks()));
        }
    });
    reporting.await.expect("reporting does not panic");
}

async fn provide() {
    let server = dubbo::serve("dubbo://127.0.0.1:0").publish(EchoServer::new(Mirror));
    let server = server.start().await.expect("it listens");
    println!("{}", server.address().port);
    report(move |tasks| format!("{tasks} {}", server.connections())).await;
}

async fn consume(url: &str) {
    let dubbo = dubbo::Dubbo::builder().timeout("1s").build();
    let dubbo = dubbo.expect("nothing is wrong with it");
    let options = ReferenceOptions::new().url(url).retries(0);
    let client = EchoClient::refer(&dubbo, options)
        .await
        .expect("the provider listens");
    let capacity = capacity(&client).await;
    println!("{capacity:.0}");
    let counts = Arc::new(Counts::default());
    tokio::spawn(offer(client, capacity / 2.0, counts.clone()));
    report(move |tasks| {
        let count = |count: &AtomicUsize| count.load(Ordering::Relaxed);
        let (answered, failed) = (count(&counts.answered), count(&counts.failed));
        // Each call that is under way is a task of this program's, none of the SDK's.
        let tasks = tasks.saturating_sub(counts.under_way());
        format!("{tasks} {answered} {failed}")
    })
    .await;
}

/// What became of the calls.
#[derive(Default)]
struct Counts {
    made: AtomicUsize,
    answered: AtomicUsize,
    failed: AtomicUsize,
}

/// Calls per second by as many callers as keep both sides busy.
async fn capacity(client: &EchoClient) -> f64 {
    const PERIOD: Duration = Duration::from_millis(500);
    let (start, calls) = (Instant::now(), Arc::new(AtomicUsize::new(0)));
    let callers = (0..32).map(|_| {
        let (client, calls) = (client.clone(), calls.clone());
        tokio::spawn(async move {
            while start.elapsed() < PERIOD {
                let number = calls.fetch_add(1, Ordering::Relaxed);
                call(&client, number).await.expect("nothing is wrong yet");
            }
        })
    });
    for caller in callers.collect::<Vec<_>>() {
        caller.await.expect("a caller does not panic");
    }
    calls.load(Ordering::Relaxed) as f64 / start.elapsed().as_secs_f64()
}

/// Calls of all sizes; some take a while, and the caller of some does not wait for the answer.
async fn call(client: &EchoClient, number: usize) -> dubbo::Result<()> {
    let length = if number.is_multiple_of(100) {
        50_000
    } else {
        number % 300
    };
    let millis = if number.is_multiple_of(50) { 20 } else { 0 };
    let bytes = vec![number as u8; length];
    let answer = client.echo(bytes.clone(), millis);
    if number.is_multiple_of(51) {
        let _dropped = timeout(Duration::from_millis(1), answer).await;
        return Ok(());
    }
    assert!(answer.await? == bytes, "the answer to another call");
    Ok(())
}

impl Counts {
    fn under_way(&self) -> usize {
        let count = |count: &AtomicUsize| count.load(Ordering::Relaxed);
        let ended = count(&self.answered) + count(&self.failed);
        // Read one after the other, the counts need not belong together.
        count(&self.made).saturating_sub(ended)
    }
}

/// Makes `rate` calls per second without an end; none while there are many under way, since there is no
/// connection or the machine is busy with other things: this is no test of too much load.
async fn offer(client: EchoClient, rate: f64, counts: Arc<Counts>) {
    let (start, mut made) = (Instant::now(), 0);
    loop {
        let due = (start.elapsed().as_secs_f64() * rate) as usize;
        /// Calls under way at once.
        const MANY: usize = 1000;
        let room = MANY.saturating_sub(counts.under_way());
        for number in (made..due).take(room) {
            let (client, counts) = (client.clone(), counts.clone());
            counts.made.fetch_add(1, Ordering::Relaxed);
            tokio::spawn(async move {
                let count = match call(&client, number).await {
                    Ok(()) => &counts.answered,
                    Err(_) => &counts.failed,
                };
                count.fetch_add(1, Ordering::Relaxed);
            });
        }
        made = due;
        sleep(Duration::from_millis(1)).await;
    }
}

/// What a look at a side sees.
#[derive(Clone, Copy, Debug)]
struct Sample {
    memory: usize,
    descriptors: usize,
    tasks: usize,
}

async fn soak(period: Duration) {
    let (mut provider, port) = Side::start(&["--provider"]);
    let relay = TcpListener::bind("127.0.0.1:0")
        .await
        .expect("a port is free");
    let url = format!("dubbo://{}", relay.local_addr().expect("it is bound"));
    tokio::spawn(pass_on(relay, port as u16));
    tokio::spawn(annoy(port as u16));
    let (mut consumer, capacity) = Side::start(&["--consumer", &url]);
    println!("half of {capacity} calls/s for {period:?}; the connection is cut every {CUT:?}\n");
    println!(
        "| s | provider: MiB | descriptors | tasks | connections | consumer: MiB | descriptors | tasks | answered | failed |"
    );
    println!("|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
    let (start, look) = (Instant::now(), LOOK.min(period / 6));
    let mut samples = Vec::new();
    let mut calls = (0, 0);
    while start.elapsed() < period {
        sleep(look).await;
        let (one, said) = provider.look();
        let (other, counts) = consumer.look();
        println!(
            "| {:.0} | {:.1} | {} | {} | {} | {:.1} | {} | {} | {} | {} |",
            start.elapsed().as_secs_f64(),
            one.memory as f64 / 1024.0,
            one.descriptors,
            one.tasks,
            said[0],
            other.memory as f64 / 1024.0,
            other.descriptors,
            other.tasks,
            counts[0],
            counts[1],
        );
        samples.push((one, other));
        calls = (counts[0], counts[1]);
    }
    judge(&samples, period, calls);
}

/// The rule: the median of the last quarter is at most that of the quarter before it, and 5 % and 2 MiB
/// (descriptors and tasks: 8). The first half is for warming up: until as many calls as may be have waited
/// for a new connection, the allocator comes to keep more memory. One call in a hundred may fail.
fn judge(samples: &[(Sample, Sample)], period: Duration, (answered, failed): (usize, usize)) {
    assert!(
        answered > 0 && failed <= answered / 100,
        "{failed} of {answered} calls failed"
    );
    let steady = &samples[samples.len() / 2..];
    let (first, second) = steady.split_at(steady.len() / 2);
    let mut flat = true;
    let numbers: [(&str, usize, Number); 6] = [
        ("provider's KiB", 2048, |both| both.0.memory),
        ("provider's descriptors", 8, |both| both.0.descriptors),
        ("provider's tasks", 8, |both| both.0.tasks),
        ("consumer's KiB", 2048, |both| both.1.memory),
        ("consumer's descriptors", 8, |both| both.1.descriptors),
        ("consumer's tasks", 8, |both| both.1.tasks),
    ];
    println!();
    for (name, slack, number) in numbers {
        let (before, after) = (median(first, number), median(second, number));
        let allowed = before + before / 20 + slack;
        flat &= after <= allowed;
        println!("{name}: {before}, then {after}; at most {allowed}");
    }
    if period < LOOK * 12 {
        return println!("too short to judge");
    }
    assert!(flat, "something grows");
    println!("flat");
}

/// One number of both samples of a look.
type Number = fn(&(Sample, Sample)) -> usize;

fn median(samples: &[(Sample, Sample)], number: Number) -> usize {
    let mut numbers: Vec<_> = samples.iter().map(number).collect();
    numbers.sort();
    numbers[numbers.len() / 2]
}

/// The provider or the consumer, in a process of its own. It ends with its standard input.
struct Side {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Side {
    /// With the number that it says first.
    fn start(arguments: &[&str]) -> (Self, usize) {
        let this = std::env::current_exe().expect("this program has a path");
        let mut child = Command::new(this)
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("this program can be started once more");
        let input = child.stdin.take().expect("it is piped");
        let output = BufReader::new(child.stdout.take().expect("it is piped"));
        let mut side = Self {
            child,
            input,
            output,
        };
        let said = side.line();
        (side, said[0])
    }

    fn line(&mut self) -> Vec<usize> {
        let mut line = String::new();
        self.output.read_line(&mut line).expect("it speaks");
        let numbers = line
            .split_whitespace()
            .map(|number| number.parse().expect("a number"));
        let numbers: Vec<_> = numbers.collect();
        assert!(!numbers.is_empty(), "the process has ended");
        numbers
    }

    /// What the kernel says of it, and what it says itself.
    fn look(&mut self) -> (Sample, Vec<usize>) {
        writeln!(self.input).expect("it listens");
        let mut said = self.line();
        let tasks = said.remove(0);
        let process = format!("/proc/{}", self.child.id());
        let status = std::fs::read_to_string(format!("{process}/status")).expect("it lives");
        let memory = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let memory = memory.and_then(|line| line.trim().strip_suffix(" kB"));
        let descriptors = std::fs::read_dir(format!("{process}/fd"))
            .expect("it lives")
            .count();
        let sample = Sample {
            memory: memory.expect("Linux says it").parse().expect("a number"),
            descriptors,
            tasks,
        };
        (sample, said)
    }
}

impl Drop for Side {
    fn drop(&mut self) {
        let _ended_already = self.child.kill();
        let _status = self.child.wait();
    }
}

/// Passes bytes on to `port`, until the connection's time is over.
async fn pass_on(relay: TcpListener, port: u16) {
    while let Ok((mut near, _)) = relay.accept().await {
        tokio::spawn(async move {
            let mut far = TcpStream::connect(("127.0.0.1", port)).await?;
            near.set_nodelay(true)?;
            far.set_nodelay(true)?;
            let passing = tokio::io::copy_bidirectional(&mut near, &mut far);
            let _cut = timeout(CUT, passing).await;
            std::io::Result::Ok(())
        });
    }
}

/// Connects to `port` again and again, says something that is of no use, and goes.
async fn annoy(port: u16) {
    const USELESS: [&[u8]; 4] = [
        b"",
        b"GET / HTTP/1.1\r\n\r\n",
        &[0xDA, 0xBB, 0xC2],
        &[
            0xDA, 0xBB, 0xC2, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0x7F, 0xFF, 0xFF, 0xFF,
        ],
    ];
    for useless in USELESS.into_iter().cycle() {
        if let Ok(mut stream) = TcpStream::connect(("127.0.0.1", port)).await {
            let _gone = stream.write_all(useless).await;
            sleep(Duration::from_millis(50)).await;
        }
    }
}

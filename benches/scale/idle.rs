use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use dubbo::{Refer, ReferenceOptions, reference, service};

use super::{Effort, processor_time, runtime};

#[service(interface = "org.demo.Idle")]
#[reference]
trait Idle {
    async fn nothing(&self) -> dubbo::Result<()> {
        Ok(())
    }
}

struct Provided;

impl Idle for Provided {}

/// What connections cost that nobody uses: memory in user space, and processor time. Their other ends are another
/// process's, which only holds them.
pub(super) fn measure(effort: Effort) {
    let Effort { idle, watched, .. } = effort;
    println!("\n{idle} idle connections, watched for {watched:?}");
    println!("{:>12} {:>16} {:>12}", "", "bytes each", "of a core");
    show("provider", idle, |baseline| {
        provider(idle, watched, baseline)
    });
    show("consumer", idle, |baseline| {
        consumer(idle, watched, baseline)
    });
}

/// Holds connections until its input ends: `hold there ADDRESS COUNT` makes them, `hold here COUNT` takes them.
pub(super) fn hold(arguments: &[String]) {
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let held: Vec<TcpStream> = match arguments[..] {
        ["there", address, count] => (0..count.parse::<usize>().unwrap())
            .map(|_| TcpStream::connect(address).unwrap())
            .collect(),
        ["here", count] => {
            let listener = TcpListener::bind("127.0.0.1:0").unwrap();
            println!("{}", listener.local_addr().unwrap());
            let incoming = listener.incoming().take(count.parse().unwrap());
            incoming.collect::<Result<_, _>>().unwrap()
        }
        _ => panic!("hold there ADDRESS COUNT, or hold here COUNT"),
    };
    println!("holding {}", held.len());
    let _until_closed = std::io::stdin().read_to_end(&mut Vec::new());
}

fn show(side: &str, idle: usize, run: impl Fn(bool) -> f64) {
    // Without connections first: what a process has in any case.
    let mut busy = 0.0;
    let bytes = |baseline: bool, busy: &mut f64| {
        let info = allocation_counter::measure(|| *busy = run(baseline));
        info.bytes_max as f64
    };
    let before = bytes(true, &mut busy);
    let with = bytes(false, &mut busy);
    let each = (with - before) / idle as f64;
    println!("{side:>12} {each:>16.0} {:>10.3} %", busy * 100.0);
}

fn provider(idle: usize, watched: Duration, baseline: bool) -> f64 {
    runtime().block_on(async {
        let server = dubbo::serve("dubbo://127.0.0.1:0").publish(IdleServer::new(Provided));
        let server = server.start().await.unwrap();
        if baseline {
            return 0.0;
        }
        let address = server.address().to_string();
        let mut holder = Holder::start(&["there", &address, &idle.to_string()]);
        while server.connections() < idle {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        holder.line();
        busy(watched).await
    })
}

fn consumer(idle: usize, watched: Duration, baseline: bool) -> f64 {
    runtime().block_on(async {
        let count = if baseline { 1 } else { idle };
        let mut holder = Holder::start(&["here", &count.to_string()]);
        let url = format!("dubbo://{}", holder.line());
        let dubbo = dubbo::Dubbo::builder().build().unwrap();
        let options = ReferenceOptions::new().url(url).connections(count);
        let _client = IdleClient::refer(&dubbo, options).await.unwrap();
        holder.line();
        match baseline {
            true => 0.0,
            false => busy(watched).await,
        }
    })
}

/// The share of a core that this process takes.
async fn busy(watched: Duration) -> f64 {
    let (start, before) = (Instant::now(), processor_time());
    tokio::time::sleep(watched).await;
    (processor_time() - before).as_secs_f64() / start.elapsed().as_secs_f64()
}

/// The process that holds the other ends.
struct Holder {
    process: Child,
    says: BufReader<std::process::ChildStdout>,
}

impl Holder {
    fn start(arguments: &[&str]) -> Self {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.arg("hold").args(arguments);
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut process = command.spawn().unwrap();
        let says = BufReader::new(process.stdout.take().unwrap());
        Self { process, says }
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        self.says.read_line(&mut line).unwrap();
        line.trim().to_owned()
    }
}

impl Drop for Holder {
    fn drop(&mut self) {
        if let Some(mut stdin) = self.process.stdin.take() {
            let _gone = stdin.flush();
        }
        let _status = self.process.wait();
    }
}

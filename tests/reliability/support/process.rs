//! A provider in a process of its own, and what the kernel says of it.

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use std::{env, fs};

use super::fault::{Fault, Faulty};
use super::service::{Echo, EchoClient, EchoServer, Service};
use super::warnings::Warnings;

/// Tells this binary to be a provider: its URL, the fault, how many connections it befalls.
const ROLE: &str = "DUBBO_RELIABILITY_PROVIDER";

/// How a provider is to be.
#[derive(Clone, Debug)]
pub struct Launch {
    /// Its port; 0 is a free one.
    pub port: u16,
    /// Parameters of its URL.
    pub parameters: &'static str,
    pub fault: Option<(Fault, usize)>,
    /// How many descriptors it may have (RLIMIT_NOFILE).
    pub descriptors: usize,
}

impl Default for Launch {
    fn default() -> Self {
        Self {
            port: 0,
            parameters: "",
            fault: None,
            descriptors: 16_384,
        }
    }
}

/// Killed when it is dropped, and by itself when whoever started it is gone.
pub struct Provider {
    child: Child,
    /// Kept: without a reader, what the process says would be an error to it.
    _output: BufReader<ChildStdout>,
    pub port: u16,
    log: Arc<Mutex<String>>,
}

impl Launch {
    pub fn start(&self) -> Provider {
        let Self {
            port, parameters, ..
        } = self;
        let (fault, connections) = match self.fault {
            Some((fault, connections)) => (format!("{fault:?}"), connections),
            None => ("none".to_owned(), 0),
        };
        let limit = self.descriptors;
        let this = env::current_exe().unwrap();
        let mut child = Command::new("sh")
            .arg("-c")
            .arg(format!("ulimit -n {limit} && exec \"$@\""))
            .args(["sh", this.to_str().unwrap()])
            .args(["--exact", "--nocapture", "--test-threads=1"])
            .arg("support::process::a_provider_ends_with_the_process_that_started_it")
            .env(
                ROLE,
                format!("dubbo://127.0.0.1:{port}?{parameters} {fault} {connections}"),
            )
            .env("RUST_BACKTRACE", "0")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let log = Arc::new(Mutex::new(String::new()));
        let (kept, errors) = (log.clone(), child.stderr.take().unwrap());
        std::thread::spawn(move || {
            for line in BufReader::new(errors).lines().map_while(Result::ok) {
                let mut log = kept.lock().unwrap();
                log.push_str(&line);
                log.push('\n');
            }
        });
        let mut output = BufReader::new(child.stdout.take().unwrap());
        let said = output
            .by_ref()
            .lines()
            .map_while(Result::ok)
            .find_map(|line| line.split_once("listens at ")?.1.parse().ok());
        let port = said.unwrap_or_else(|| panic!("no provider: {}", log.lock().unwrap()));
        Provider {
            child,
            _output: output,
            port,
            log,
        }
    }
}

impl Provider {
    pub fn start() -> Self {
        Launch::default().start()
    }

    pub fn faulty(fault: Fault, connections: usize) -> Self {
        let fault = Some((fault, connections));
        Launch {
            fault,
            ..Launch::default()
        }
        .start()
    }

    pub fn address(&self) -> (&'static str, u16) {
        ("127.0.0.1", self.port)
    }

    pub async fn client(&self) -> EchoClient {
        let url = format!("dubbo://127.0.0.1:{}?timeout=10s", self.port);
        EchoClient::connect(&url).await.unwrap()
    }

    /// Descriptors that the process has open.
    pub fn descriptors(&self) -> usize {
        fs::read_dir(format!("/proc/{}/fd", self.child.id()))
            .unwrap()
            .count()
    }

    /// Resident memory in KiB.
    pub fn resident(&self) -> usize {
        self.status("VmRSS:")
    }

    /// The most that [`resident`](Self::resident) ever was.
    pub fn resident_at_most(&self) -> usize {
        self.status("VmHWM:")
    }

    fn status(&self, key: &str) -> usize {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix(key));
        let number = line.and_then(|line| line.trim().strip_suffix(" kB"));
        number.unwrap().trim().parse().unwrap()
    }

    /// Processor time that it has used, in user and kernel.
    pub fn processor(&self) -> Duration {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.child.id())).unwrap();
        // The name, in parentheses, may hold spaces; utime and stime are fields 14 and 15.
        let fields: Vec<&str> = stat.rsplit_once(')').unwrap().1.split(' ').collect();
        let ticks: u64 = fields[12..=13]
            .iter()
            .map(|ticks| ticks.parse::<u64>().unwrap())
            .sum();
        Duration::from_millis(ticks * 10)
    }

    /// Its sockets in CLOSE_WAIT: the peer has closed, it has not.
    pub fn close_wait(&self) -> usize {
        const CLOSE_WAIT: &str = "08";
        let local = format!(":{:04X}", self.port);
        let tables = ["/proc/net/tcp", "/proc/net/tcp6"].map(fs::read_to_string);
        let rows = tables.iter().flatten().flat_map(|table| table.lines());
        rows.map(|row| row.split_whitespace().collect::<Vec<_>>())
            .filter(|row| row[1].ends_with(&local) && row[3] == CLOSE_WAIT)
            .count()
    }

    /// What it has logged so far.
    pub fn log(&self) -> String {
        self.log.lock().unwrap().clone()
    }

    /// Sends it a signal by name.
    pub fn signal(&self, name: &str) {
        let kill = format!("kill -{name} {}", self.child.id());
        assert!(
            Command::new("sh")
                .args(["-c", &kill])
                .status()
                .unwrap()
                .success()
        );
    }

    /// Waits until a stop has reached all its threads: until then some may serve on.
    pub fn until_stopped(&self) {
        let tasks = format!("/proc/{}/task", self.child.id());
        let is_stopped = |task: std::io::Result<std::fs::DirEntry>| {
            let stat = std::fs::read_to_string(task.unwrap().path().join("stat")).unwrap();
            // The state stands behind the name, which may hold anything but a closing bracket at last.
            stat.rsplit(')')
                .next()
                .unwrap()
                .trim_start()
                .starts_with('T')
        };
        while !std::fs::read_dir(&tasks).unwrap().all(is_stopped) {
            std::thread::yield_now();
        }
    }

    /// Waits for its end.
    pub fn ended(mut self) -> ExitStatus {
        drop(self.child.stdin.take());
        self.child.wait().unwrap()
    }
}

impl Drop for Provider {
    fn drop(&mut self) {
        let _ended_already = self.child.kill();
        let _status = self.child.wait();
    }
}

/// Lets this process have as many descriptors as it may.
pub fn raise_descriptor_limit() {
    let limits = fs::read_to_string("/proc/self/limits").unwrap();
    let line = limits
        .lines()
        .find(|line| line.starts_with("Max open files"));
    let hard = line.unwrap().split_whitespace().nth(4).unwrap();
    let raised = Command::new("prlimit")
        .args(["--pid", &std::process::id().to_string()])
        .arg(format!("--nofile={hard}:{hard}"))
        .status();
    assert!(raised.unwrap().success(), "prlimit (util-linux) is needed");
}

/// The test that each provider of the others' is: started once more, with a role, it serves.
#[test]
fn a_provider_ends_with_the_process_that_started_it() {
    if let Ok(role) = env::var(ROLE) {
        return serve(&role);
    }
    let run_time = tokio::runtime::Runtime::new().unwrap();
    let provider = Provider::start();
    run_time.block_on(async {
        let client = provider.client().await;
        assert_eq!(client.echo("here".into()).await.unwrap(), "here");
    });
    assert!(provider.ended().success());
}

fn serve(role: &str) {
    let log = Warnings(|line| eprintln!("{line}"));
    tracing::subscriber::set_global_default(log).unwrap();
    let [url, fault, connections] = role.split(' ').collect::<Vec<_>>()[..] else {
        panic!("{role}");
    };
    let transport = Faulty {
        fault: Fault::ALL
            .into_iter()
            .find(|known| format!("{known:?}") == fault),
        connections: connections.parse().unwrap(),
    };
    let run_time = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap();
    run_time.block_on(async {
        let server = dubbo::serve(url).transport(transport);
        let server = server.publish(EchoServer::new(Service));
        let server = server.start().await.unwrap();
        println!("listens at {}", server.address().port);
        let starter = tokio::task::spawn_blocking(|| std::io::stdin().read_to_end(&mut Vec::new()));
        starter.await.unwrap().unwrap();
    });
}

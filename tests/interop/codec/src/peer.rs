//! The peers: programs that read lines of bytes and say what is in them, or make up values and say what they wrote.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use dubbo_codec::Value;
use dubbo_codec::hessian2::{Deserializer, to_vec};
use proptest::strategy::{BoxedStrategy, Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use crate::text::{bytes, hex, text};

/// How many values go each way: `CODEC_VALUES`, else 10,000.
#[must_use]
pub fn values() -> usize {
    number("CODEC_VALUES").map_or(10_000, |number| number as usize)
}

/// What the random values of a run begin with: `CODEC_SEED`, else the time. It is printed, so that a run can be repeated.
#[must_use]
pub fn seed() -> u64 {
    let seed = number("CODEC_SEED").unwrap_or_else(|| {
        let now = std::time::UNIX_EPOCH.elapsed().unwrap_or_default();
        now.as_nanos() as u64
    });
    println!("CODEC_SEED={seed}");
    seed
}

fn number(variable: &str) -> Option<u64> {
    let text = std::env::var(variable).ok()?;
    Some(text.parse().expect("the variable holds a number"))
}

/// A peer: how it is started.
pub struct Peer {
    /// What it is called.
    pub name: String,
    command: Vec<String>,
}

impl Peer {
    /// Java with a version of hessian-lite (`3.2.13`, `4.0.4`) or Caucho's hessian (`caucho-4.0.66`).
    #[must_use]
    pub fn java(version: &str) -> Self {
        let arguments = built("java/build.sh", version).join("java.args");
        Self {
            name: format!("hessian {version}"),
            command: vec!["java".to_owned(), format!("@{}", arguments.display())],
        }
    }

    /// Go with dubbo-go-hessian2.
    #[must_use]
    pub fn go() -> Self {
        let program = built("go/build.sh", "go").join("peer");
        Self {
            name: "dubbo-go-hessian2".to_owned(),
            command: vec![program.display().to_string()],
        }
    }

    /// What it prints, line by line, when it is run with `arguments` and these lines as input.
    #[must_use]
    pub fn run(&self, arguments: &[&str], input: &[String]) -> Vec<String> {
        let mut command = Command::new(&self.command[0]);
        command.args(&self.command[1..]).args(arguments);
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command
            .spawn()
            .unwrap_or_else(|error| panic!("{command:?}: {error}"));
        let mut stdin = child.stdin.take().expect("it is piped");
        let lines = input.join("\n");
        let writer = std::thread::spawn(move || stdin.write_all(lines.as_bytes()));
        let output = child.wait_with_output().expect("it runs");
        let written = writer.join().expect("writing does not panic");
        assert!(output.status.success(), "{command:?}: {:?}", output.status);
        written.expect("it reads what it is given");
        let output = String::from_utf8(output.stdout).expect("it prints text");
        output.lines().map(str::to_owned).collect()
    }
}

/// Builds a peer by its script; returns where it is.
fn built(script: &str, version: &str) -> PathBuf {
    let home = Path::new(env!("CARGO_MANIFEST_DIR"));
    let out = home.join("target/peers").join(version);
    let script = home.join(script);
    let built = Command::new(&script).arg(version).arg(&out).output();
    let built = built.unwrap_or_else(|error| panic!("{}: {error}", script.display()));
    let words = String::from_utf8_lossy(&built.stderr);
    assert!(
        built.status.success(),
        "{} {version}: {words}",
        script.display()
    );
    out
}

/// Values of ours, which the peer reads; one of them is described wrongly, and only that may be read as another one.
pub fn check_reading(peer: &Peer, strategy: &BoxedStrategy<Value>) {
    let mut random = [0; 32];
    random[..8].copy_from_slice(&seed().to_le_bytes());
    let random = TestRng::from_seed(RngAlgorithm::ChaCha, &random);
    let mut runner = TestRunner::new_with_rng(Config::default(), random);
    let mut expected = Vec::new();
    let mut lines = Vec::new();
    for _ in 0..values() {
        let value = strategy.new_tree(&mut runner).expect("no value is refused");
        let value = value.current();
        lines.push(hex(
            &to_vec(&value).expect("each has a place in hessian2"),
            "",
        ));
        expected.push(text(&value));
    }
    lines.push(hex(b"\x91", ""));
    expected.push(text(&Value::Int(2)));
    let read = peer.run(&["read"], &lines);
    assert_eq!(read.len(), lines.len(), "{} answers each line", peer.name);
    let rows = lines.iter().zip(expected.iter().zip(&read));
    let differ: Vec<_> = rows
        .filter(|(_, (expected, read))| expected != read)
        .collect();
    report(
        peer,
        "reads ours",
        lines.len() - 1,
        &differ,
        ("91", "i2", "i1"),
    );
}

/// Values of the peer, which we read; written again, they are read as the same.
pub fn check_writing(peer: &Peer) {
    let rows = peer.run(&["write", &seed().to_string(), &values().to_string()], &[]);
    let rows: Vec<(&str, &str)> = rows.iter().filter_map(|row| row.split_once('\t')).collect();
    assert_eq!(rows.len(), values() + 1, "{} writes all", peer.name);
    let read: Vec<String> = rows
        .iter()
        .map(|(written, _)| read_twice(written))
        .collect();
    let rows = rows.iter().zip(&read);
    let differ: Vec<_> = rows
        .filter(|((_, expected), read)| expected != read)
        .map(|((written, expected), read)| (*written, (*expected, &**read)))
        .collect();
    report(peer, "is read by us", values(), &differ, ("91", "i2", "i1"));
}

/// The text of what stands in `written`, which must be read as the same when it is written again.
fn read_twice(written: &str) -> String {
    let Some(written) = bytes(written) else {
        return written.to_owned();
    };
    let read = |bytes: &[u8]| Deserializer::new(bytes).read_value();
    match read(&written) {
        Ok(value) => {
            let again = to_vec(&value).and_then(|bytes| read(&bytes));
            assert_eq!(again.as_ref().map(text).ok(), Some(text(&value)), "{value}");
            text(&value)
        }
        Err(error) => error.to_string(),
    }
}

/// Fails unless the one row that differs is the one that has to.
fn report<S: AsRef<str>>(
    peer: &Peer,
    what: &str,
    count: usize,
    differ: &[(S, (S, S))],
    wrong: (&str, &str, &str),
) {
    for (bytes, (expected, read)) in differ {
        let (expected, read) = (expected.as_ref(), read.as_ref());
        let same = expected.bytes().zip(read.bytes());
        let same = same.take_while(|(one, other)| one == other).count();
        // Both are ASCII: strings stand in them as hex.
        let around = |text: &str| {
            text[same.saturating_sub(200)..]
                .chars()
                .take(600)
                .collect::<String>()
        };
        println!(
            "{}\n  expected {}\n  read     {}",
            bytes.as_ref(),
            around(expected),
            around(read)
        );
    }
    println!(
        "{} {what}: {count} values, {} differ",
        peer.name,
        differ.len()
    );
    let [(bytes, (expected, read))] = differ else {
        panic!("exactly one row is deliberately wrong");
    };
    assert_eq!((bytes.as_ref(), expected.as_ref(), read.as_ref()), wrong);
}

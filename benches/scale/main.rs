//! What a call, a connection and a byte cost as there are more of them: `cargo bench --bench scale --all-features`.
//!
//! The figures of one run are to be compared with each other; those of two runs are not. Of processor time and of
//! open files it knows by Linux's `/proc`.

mod connections;
mod idle;
mod large;
mod methods;

use std::time::Duration;

/// How long everything is measured.
#[derive(Clone, Copy)]
struct Effort {
    /// One rate.
    round: Duration,
    /// Connections that are idle, and how long they are watched.
    idle: usize,
    watched: Duration,
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [holder, rest @ ..] = &arguments[..]
        && holder == "hold"
    {
        return idle::hold(rest);
    }
    // `cargo test --benches` runs this too; then it is enough that all of it works.
    let effort = match arguments.iter().any(|argument| argument == "--bench") {
        true => Effort {
            round: Duration::from_millis(500),
            idle: 10_000,
            watched: Duration::from_secs(70),
        },
        false => Effort {
            round: Duration::from_millis(10),
            idle: 100,
            watched: Duration::from_millis(100),
        },
    };
    connections::measure(effort);
    methods::measure(effort);
    large::measure(effort);
    idle::measure(effort);
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap()
}

/// The processor time that this process has taken, to a tick of 10 ms.
fn processor_time() -> Duration {
    const TICK: Duration = Duration::from_millis(10);
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // The program's name may have spaces in it: fields are counted behind its parenthesis.
    let fields = stat.rsplit(')').next().unwrap_or_default();
    let ticks = fields.split_whitespace().skip(11).take(2);
    TICK * ticks.filter_map(|ticks| ticks.parse::<u32>().ok()).sum()
}

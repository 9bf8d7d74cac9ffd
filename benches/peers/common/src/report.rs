//! Server life-cycle (bounded in time) and the JSON lines.
use crate::Args;
use crate::hist::Summary;
use crate::proc_stat::{self, Usage};
use nix::sys::signal::{SigSet, Signal};
use std::time::Duration;

/// Call first thing in `main`, before any other thread exists. For a server this starts the
/// watchdog: the process prints its rusage as one JSON line and exits on SIGTERM/SIGINT or after
/// `--max-secs`. For a client it starts a hard limit of warm-up + secs + 30 s.
pub fn guard(args: &Args) {
    let is_server = args.cmd == crate::Cmd::Server;
    let limit = if is_server {
        args.max_secs
    } else {
        args.warmup + args.secs + 30.0
    };
    // Blocked in every thread to come, and taken by one.
    let mut signals = SigSet::empty();
    signals.add(Signal::SIGTERM);
    signals.add(Signal::SIGINT);
    signals.thread_block().expect("signal mask");
    let stop = move |why: &str| -> ! {
        if is_server {
            let usage = proc_stat::own();
            println!(
                "{{\"server\":true,\"user_us\":{:.0},\"sys_us\":{:.0},\"ctx_vol\":{},\"ctx_invol\":{},\"peak_rss_kb\":{},\"stopped_by\":\"{why}\"}}",
                usage.user_us,
                usage.sys_us,
                usage.ctx_vol,
                usage.ctx_invol,
                proc_stat::peak_rss_kb(None)
            );
            std::process::exit(0);
        }
        eprintln!("client stopped by {why}");
        std::process::exit(3);
    };
    let thread = |name: &str| {
        std::thread::Builder::new()
            .name(name.to_owned())
            .stack_size(64 * 1024)
    };
    let signalled = thread("signals").spawn(move || {
        let signal = signals.wait().map_or("an unknown signal", Signal::as_str);
        stop(signal)
    });
    signalled.expect("thread for signals");
    let over_time = thread("limit").spawn(move || {
        std::thread::sleep(Duration::from_secs_f64(limit));
        stop("its time limit")
    });
    over_time.expect("thread for the time limit");
}

/// Servers print this once they accept connections.
pub fn ready() {
    use std::io::Write;
    println!("READY {}", std::process::id());
    let _ = std::io::stdout().flush();
}

pub struct Window {
    pub elapsed: f64,
    pub client: Usage,
    pub server: Usage,
    pub machine_us: f64,
    pub steal_us: f64,
}

pub fn print(args: &Args, peer: &str, version: &str, s: &Summary, w: &Window) {
    let n = s.total.max(1) as f64;
    let cores = std::thread::available_parallelism()
        .map(|x| x.get())
        .unwrap_or(1) as f64;
    let ours = w.client.user_us + w.client.sys_us + w.server.user_us + w.server.sys_us;
    let cap = w.elapsed * 1e6 * cores;
    println!(
        concat!(
            "{{\"peer\":\"{}\",\"version\":\"{}\",\"mode\":\"{}\",\"case\":\"{}\",\"conns\":{},\"inflight\":{},\"rt\":\"{}\",",
            "\"secs\":{:.3},\"reqs\":{},\"errors\":{},\"rps\":{:.1},\"mean_us\":{:.2},\"p50_us\":{:.2},\"p99_us\":{:.2},\"p999_us\":{:.2},\"max_us\":{:.2},",
            "\"client_user_us\":{:.3},\"client_sys_us\":{:.3},\"server_user_us\":{:.3},\"server_sys_us\":{:.3},",
            "\"client_ctx\":{:.4},\"server_ctx\":{:.4},",
            "\"client_peak_rss_kb\":{},\"server_peak_rss_kb\":{},\"busy_pct\":{:.1},\"other_cpu_pct\":{:.1},\"steal_pct\":{:.1}}}"
        ),
        args.label.as_deref().unwrap_or(peer),
        version,
        args.mode,
        args.case.name(),
        args.conns,
        args.inflight,
        args.rt_name(),
        w.elapsed,
        s.total,
        s.errors,
        s.total as f64 / w.elapsed,
        s.mean_us,
        s.p50_us,
        s.p99_us,
        s.p999_us,
        s.max_us,
        w.client.user_us / n,
        w.client.sys_us / n,
        w.server.user_us / n,
        w.server.sys_us / n,
        (w.client.ctx_vol + w.client.ctx_invol) as f64 / n,
        (w.server.ctx_vol + w.server.ctx_invol) as f64 / n,
        proc_stat::peak_rss_kb(None),
        args.server_pid
            .map(|p| proc_stat::peak_rss_kb(Some(p)))
            .unwrap_or(0),
        w.machine_us / cap * 100.0,
        (w.machine_us - ours).max(0.0) / cap * 100.0,
        w.steal_us / cap * 100.0,
    );
}

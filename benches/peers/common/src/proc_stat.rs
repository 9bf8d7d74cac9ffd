//! CPU time and memory of this process (getrusage) and of the server process (/proc).
use std::fs;

use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::{TimeVal, TimeValLike};
use nix::unistd::{SysconfVar, sysconf};

#[derive(Clone, Copy, Debug, Default)]
pub struct Usage {
    pub user_us: f64,
    pub sys_us: f64,
    pub ctx_vol: u64,
    pub ctx_invol: u64,
}

impl Usage {
    pub fn since(self, earlier: Usage) -> Usage {
        Usage {
            user_us: self.user_us - earlier.user_us,
            sys_us: self.sys_us - earlier.sys_us,
            ctx_vol: self.ctx_vol.saturating_sub(earlier.ctx_vol),
            ctx_invol: self.ctx_invol.saturating_sub(earlier.ctx_invol),
        }
    }
}

pub fn own() -> Usage {
    let usage = getrusage(UsageWho::RUSAGE_SELF).expect("getrusage");
    let us = |time: TimeVal| time.num_microseconds() as f64;
    Usage {
        user_us: us(usage.user_time()),
        sys_us: us(usage.system_time()),
        ctx_vol: usage.voluntary_context_switches() as u64,
        ctx_invol: usage.involuntary_context_switches() as u64,
    }
}

/// Another process: user/system split from /proc/PID/stat (10 ms ticks; the sum is exact to a
/// tick), context switches summed over its threads.
pub fn of_pid(pid: u32) -> Usage {
    let mut u = Usage::default();
    if let Ok(s) = fs::read_to_string(format!("/proc/{pid}/stat")) {
        // The command name may hold spaces: fields are counted after the last ')'.
        if let Some(rest) = s.rsplit(')').next() {
            let f: Vec<&str> = rest.split_whitespace().collect();
            let n = |i: usize| f.get(i).and_then(|x| x.parse::<f64>().ok()).unwrap_or(0.0);
            u.user_us = n(11) * tick_us();
            u.sys_us = n(12) * tick_us();
        }
    }
    if let Ok(dir) = fs::read_dir(format!("/proc/{pid}/task")) {
        for t in dir.flatten() {
            if let Ok(s) = fs::read_to_string(t.path().join("status")) {
                for l in s.lines() {
                    let num = || {
                        l.rsplit(char::is_whitespace)
                            .next()
                            .and_then(|x| x.parse::<u64>().ok())
                    };
                    if l.starts_with("voluntary_ctxt_switches") {
                        u.ctx_vol += num().unwrap_or(0);
                    } else if l.starts_with("nonvoluntary_ctxt_switches") {
                        u.ctx_invol += num().unwrap_or(0);
                    }
                }
            }
        }
    }
    u
}

/// How long a tick of /proc is.
fn tick_us() -> f64 {
    let ticks = sysconf(SysconfVar::CLK_TCK).ok().flatten();
    1e6 / ticks.unwrap_or(100) as f64
}

/// Peak resident set, in KiB.
pub fn peak_rss_kb(pid: Option<u32>) -> u64 {
    let path = match pid {
        Some(p) => format!("/proc/{p}/status"),
        None => "/proc/self/status".to_string(),
    };
    fs::read_to_string(path)
        .ok()
        .and_then(|s| {
            s.lines()
                .find(|l| l.starts_with("VmHWM:"))
                .and_then(|l| l.split_whitespace().nth(1).and_then(|x| x.parse().ok()))
        })
        .unwrap_or(0)
}

/// Machine-wide busy CPU time in microseconds (user+sys+irq+softirq) and stolen time. The `nice`
/// column is left out on purpose: the keep-awake spinners run there.
pub fn machine_busy() -> (f64, f64) {
    let s = fs::read_to_string("/proc/stat").unwrap_or_default();
    let f: Vec<f64> = s
        .lines()
        .next()
        .unwrap_or("")
        .split_whitespace()
        .skip(1)
        .filter_map(|x| x.parse().ok())
        .collect();
    let n = |i: usize| f.get(i).copied().unwrap_or(0.0) * tick_us();
    (n(0) + n(2) + n(5) + n(6), n(7))
}

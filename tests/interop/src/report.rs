//! What a run prints: a line for each check, and a summary.

use std::fmt::Display;
use std::process::ExitCode;

/// The outcome of a check.
pub type Check<T = ()> = Result<T, Problem>;

/// Why a check failed.
#[derive(Debug)]
pub struct Problem(pub String);

impl<T: Display> From<T> for Problem {
    fn from(problem: T) -> Self {
        Self(problem.to_string())
    }
}

/// Fails the check unless the condition holds.
macro_rules! ensure {
    ($condition:expr, $($why:tt)+) => {
        if !$condition {
            return Err($crate::report::Problem(format!($($why)+)));
        }
    };
}
pub(crate) use ensure;

/// Counts checks and prints each.
#[derive(Debug, Default)]
pub struct Report {
    passed: usize,
    failed: Vec<String>,
    section: String,
}

impl Report {
    /// What follows belongs to this.
    pub fn section(&mut self, section: impl Into<String>) {
        self.section = section.into();
        println!("@@ {}", self.section);
    }

    /// Awaits a check and records it.
    pub async fn run(&mut self, name: &str, check: impl Future<Output = Check>) {
        let outcome = check.await;
        self.record(name, outcome);
    }

    /// Records a check.
    pub fn record(&mut self, name: &str, outcome: Check) {
        match outcome {
            Ok(()) => {
                self.passed += 1;
                println!("ok {name}");
            }
            Err(Problem(why)) => {
                let why: String = why.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(900).collect();
                println!("FAIL {name} {why}");
                self.failed.push(format!("{}: {name}: {why}", self.section));
            }
        }
    }

    /// The summary, and the status of the process: success if something passed and nothing failed.
    pub fn finish(self) -> ExitCode {
        println!("@@ DONE {} passed, {} failed", self.passed, self.failed.len());
        self.failed.iter().for_each(|failure| println!("FAILED {failure}"));
        match self.passed > 0 && self.failed.is_empty() {
            true => ExitCode::SUCCESS,
            false => ExitCode::FAILURE,
        }
    }
}

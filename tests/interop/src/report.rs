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

/// Both texts from a little before the place where they begin to differ.
pub(crate) fn difference(got: &str, expected: &str) -> String {
    let same = got
        .chars()
        .zip(expected.chars())
        .take_while(|(one, other)| one == other)
        .count();
    let rest = |text: &str| {
        text.chars()
            .skip(same.saturating_sub(60))
            .take(400)
            .collect::<String>()
    };
    format!("got …{}…, expected …{}…", rest(got), rest(expected))
}

/// Counts checks and prints each.
#[derive(Debug, Default)]
pub struct Report {
    passed: usize,
    /// The names of those that passed in this section.
    names: Vec<String>,
    failed: Vec<String>,
    section: String,
    /// Checks whose names do not contain this are passed over.
    only: String,
}

impl Report {
    /// A report of the checks whose names contain the program's argument, or of all.
    #[must_use]
    pub fn of_this_run() -> Self {
        Self {
            only: std::env::args().nth(1).unwrap_or_default(),
            ..Self::default()
        }
    }

    /// What follows belongs to this.
    pub fn section(&mut self, section: impl Into<String>) {
        self.section = section.into();
        self.names.clear();
        println!("@@ {}", self.section);
    }

    /// Awaits a check and records it, if it is wanted.
    pub async fn run(&mut self, name: &str, check: impl Future<Output = Check>) {
        if name.contains(&self.only) {
            let outcome = check.await;
            self.record(name, outcome);
        }
    }

    /// Records a check.
    pub fn record(&mut self, name: &str, outcome: Check) {
        match outcome {
            Ok(()) => {
                self.passed += 1;
                self.names.push(name.to_owned());
                println!("ok {name}");
            }
            Err(Problem(why)) => {
                let why: String = why
                    .split_whitespace()
                    .collect::<Vec<_>>()
                    .join(" ")
                    .chars()
                    .take(900)
                    .collect();
                println!("FAIL {name} {why}");
                self.failed.push(format!("{}: {name}: {why}", self.section));
            }
        }
    }

    /// Whether a check of this name has passed in this section.
    #[must_use]
    pub fn has_passed(&self, name: &str) -> bool {
        self.names.iter().any(|passed| passed == name)
    }

    /// Whether all checks run, not only those that were asked for.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.only.is_empty()
    }

    /// The summary, and the status of the process: success if something passed and nothing failed.
    pub fn finish(self) -> ExitCode {
        println!(
            "@@ DONE {} passed, {} failed",
            self.passed,
            self.failed.len()
        );
        self.failed
            .iter()
            .for_each(|failure| println!("FAILED {failure}"));
        match self.passed > 0 && self.failed.is_empty() {
            true => ExitCode::SUCCESS,
            false => ExitCode::FAILURE,
        }
    }
}

//! What a list of extensions costs beside a trait object and beside a call of the type itself.
//!
//! Without arguments it prints instructions (by valgrind) and time per call, and fails where a list needs more
//! instructions than a trait object, or, where the name is constant, other than a direct call. `--no-time` leaves the
//! times out.

mod cases;
mod choices;

use std::error::Error;
use std::hint::black_box;
use std::process::{Command, ExitCode};
use std::time::Instant;

use cases::{CASES, Case, Way};

/// Calls of which the instructions are counted, beyond those of a process that makes few.
const COUNTED: u64 = 100_000;
/// Calls in one measurement of time, and how often each is measured, in turn with the others.
const TIMED: u64 = 2_000_000;
const ROUNDS: usize = 9;

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["--run", case, times] => {
            let case: usize = case.parse()?;
            black_box((CASES[case].run)(times.parse()?));
            Ok(ExitCode::SUCCESS)
        }
        ["--no-time"] => compare(&vec![f64::NAN; CASES.len()]),
        [] => compare(&times()),
        _ => Err("usage: extension-bench [--no-time]".into()),
    }
}

/// Prints all, and says where a list is not what it is to be.
fn compare(times: &[f64]) -> Result<ExitCode, Box<dyn Error>> {
    let counts: Vec<f64> = (0..CASES.len())
        .map(instructions)
        .collect::<Result<_, _>>()?;
    println!("| | way | instructions a call | ns a call |\n|---|---|---:|---:|");
    for (at, Case { group, way, .. }) in CASES.iter().enumerate() {
        let way = match way {
            Way::Direct => "the type itself",
            Way::List => "a list",
            Way::Dyn => "a trait object",
        };
        println!("| {group} | {way} | {:.1} | {:.2} |", counts[at], times[at]);
    }
    let mut result = ExitCode::SUCCESS;
    for (at, list) in CASES
        .iter()
        .enumerate()
        .filter(|(_, case)| case.way == Way::List)
    {
        let of = |way| {
            CASES
                .iter()
                .position(|case| case.group == list.group && case.way == way)
        };
        let is_constant = list.group.contains("constant");
        let direct = of(Way::Direct).filter(|_| is_constant).map(|at| counts[at]);
        let object = of(Way::Dyn).map(|at| counts[at]);
        let is_equal = direct.is_none_or(|direct| (counts[at] - direct).abs() < 0.05);
        if !is_equal || object.is_some_and(|object| counts[at] > object) {
            println!(
                "FAIL {}: a list needs {:.1} instructions",
                list.group, counts[at]
            );
            result = ExitCode::FAILURE;
        }
    }
    Ok(result)
}

/// Instructions of one call: the difference between a process that makes many and one that makes few.
fn instructions(case: usize) -> Result<f64, Box<dyn Error>> {
    let few = 1_000;
    let counted = collected(case, few + COUNTED)?.saturating_sub(collected(case, few)?);
    Ok(counted as f64 / COUNTED as f64)
}

fn collected(case: usize, times: u64) -> Result<u64, Box<dyn Error>> {
    let mut command = Command::new("valgrind");
    command.args(["--tool=callgrind", "--callgrind-out-file=/dev/null"]);
    command.arg(std::env::current_exe()?);
    command.args(["--run", &case.to_string(), &times.to_string()]);
    let output = command
        .output()
        .map_err(|error| format!("valgrind: {error}"))?;
    let said = String::from_utf8_lossy(&output.stderr);
    let number = said
        .split_once("Collected :")
        .and_then(|(_, behind)| behind.split_whitespace().next());
    match (output.status.success(), number) {
        (true, Some(number)) => Ok(number.parse()?),
        _ => Err(format!("{command:?} says {said}").into()),
    }
}

/// Nanoseconds of one call: the median of some rounds, each of which measures all cases.
fn times() -> Vec<f64> {
    let mut measured = vec![Vec::new(); CASES.len()];
    for _ in 0..ROUNDS {
        for (case, times) in CASES.iter().zip(&mut measured) {
            let start = Instant::now();
            black_box((case.run)(black_box(TIMED)));
            times.push(start.elapsed().as_secs_f64() * 1e9 / TIMED as f64);
        }
    }
    let median = |mut times: Vec<f64>| {
        times.sort_by(f64::total_cmp);
        times[times.len() / 2]
    };
    measured.into_iter().map(median).collect()
}

//! What valgrind's tools count of a process.

use std::error::Error;
use std::process::Command;

/// The instructions of this program when it is run with `arguments`.
///
/// # Errors
///
/// When valgrind is missing, or the program fails.
pub fn instructions(arguments: &[&str]) -> Result<u64, Box<dyn Error>> {
    let callgrind = ["--tool=callgrind", "--callgrind-out-file=/dev/null"];
    counted(&callgrind, "Collected :", arguments)
}

/// The allocations of this program when it is run with `arguments`.
///
/// # Errors
///
/// When valgrind is missing, or the program fails.
pub fn allocations(arguments: &[&str]) -> Result<u64, Box<dyn Error>> {
    let memcheck = [
        "--tool=memcheck",
        "--leak-check=no",
        "--undef-value-errors=no",
    ];
    counted(&memcheck, "total heap usage:", arguments)
}

/// The first number behind `words` in what a tool of valgrind says at the end.
fn counted(tool: &[&str], words: &str, arguments: &[&str]) -> Result<u64, Box<dyn Error>> {
    let mut command = Command::new("valgrind");
    command.args(tool).arg(std::env::current_exe()?);
    command.args(arguments);
    let output = command
        .output()
        .map_err(|error| format!("valgrind: {error}"))?;
    let said = String::from_utf8_lossy(&output.stderr);
    let number = said
        .split_once(words)
        .map(|(_, behind)| behind.trim_start());
    let number = number.and_then(|number| number.split_whitespace().next());
    match (output.status.success(), number) {
        (true, Some(number)) => Ok(number.replace(',', "").parse()?),
        _ => Err(format!("{command:?} says {said}").into()),
    }
}

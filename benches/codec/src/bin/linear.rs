//! Whether hostile messages cost in proportion to their length: instructions for one of some length, and of twice that.
//!
//! It needs valgrind, and fails where the double costs more than it may. No clock is in it, so a busy machine changes
//! nothing.

use std::error::Error;
use std::hint::black_box;
use std::process::ExitCode;

use codec_bench::hostile::FAMILIES;
use codec_bench::valgrind;
use dubbo_codec::hessian2::{Deserializer, Serializer, from_slice};

/// How long the shorter message is. What grew with the square would outweigh all else.
const LENGTH: usize = 10_000;

/// By how much the cost may grow faster than the length: what tables add that grow in steps.
const TOLERANCE: f64 = 0.15;

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        [] => compare_all(),
        ["--run", family, length] => {
            let mut families = FAMILIES.iter();
            let family = families.find(|(name, _)| *name == family);
            let (_, message) = family.ok_or("no such family")?;
            let message = message(length.parse()?);
            process(black_box(&message));
            Ok(ExitCode::SUCCESS)
        }
        _ => Err("usage: linear".into()),
    }
}

/// Reads a message in every way there is, and writes what was read.
fn process(message: &[u8]) {
    if let Ok(values) = Deserializer::new(message).read_values() {
        let mut output = Vec::new();
        drop(black_box(
            Serializer::new(&mut output).write_values(&values),
        ));
        for value in &values {
            drop(black_box(value.to_string()));
            drop(black_box(dubbo_codec::from_value::<serde_json::Value>(
                value.clone(),
            )));
        }
    }
    drop(black_box(from_slice::<serde_json::Value>(message)));
    drop(black_box(Deserializer::new(message).skip()));
}

fn compare_all() -> Result<ExitCode, Box<dyn Error>> {
    let mut result = ExitCode::SUCCESS;
    for (family, message) in FAMILIES {
        let cost = |length: usize| valgrind::instructions(&["--run", family, &length.to_string()]);
        let start = cost(0)?;
        let [once, twice] = [LENGTH, 2 * LENGTH].map(cost);
        let [once, twice] = [once?.saturating_sub(start), twice?.saturating_sub(start)];
        let [short, long] = [LENGTH, 2 * LENGTH].map(|length| message(length).len() as f64);
        let longer = long / short;
        let dearer = twice as f64 / once as f64;
        let is_linear = dearer <= longer * (1.0 + TOLERANCE);
        println!(
            "{} {family}: {once} instructions for {short} bytes, {dearer:.2} × for {longer:.2} × the length",
            if is_linear { "ok" } else { "FAIL" },
        );
        if !is_linear {
            result = ExitCode::FAILURE;
        }
    }
    Ok(result)
}

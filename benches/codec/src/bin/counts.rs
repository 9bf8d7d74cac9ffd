//! Instructions and allocations of each case, compared with the file that is kept of them.
//!
//! `counts FILE` measures and fails where a case is more than 5 % worse than in the file; `counts FILE --write` writes
//! the file afresh. It needs valgrind. An operation's figures are the difference between a process that does it
//! many times and one that does it twice, so that neither its start nor what is made once is in them.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write as _;
use std::hint::black_box;
use std::process::ExitCode;

use codec_bench::codecs::{Codec, Floor, Hessian2};
use codec_bench::{calls, valgrind, values};

/// How much worse a case may be than its baseline: what another version of libc makes of a copy, not more.
const TOLERANCE: f64 = 0.05;

/// A case: how many times it is done to be measured, and doing it.
type Case = (usize, Box<dyn Fn(usize)>);

fn cases() -> BTreeMap<&'static str, Case> {
    let mut cases = BTreeMap::new();
    let mut add = |name, times, case| cases.insert(name, (times, case));
    add(
        "codec/user/encode",
        200,
        encode::<Hessian2, _>(values::user(77)),
    );
    add(
        "codec/user/decode",
        200,
        decode::<Hessian2, _>(values::user(77)),
    );
    add(
        "codec/page/encode",
        50,
        encode::<Hessian2, _>(values::page()),
    );
    add(
        "codec/page/decode",
        50,
        decode::<Hessian2, _>(values::page()),
    );
    add(
        "codec/text/encode",
        10,
        encode::<Hessian2, _>(values::text()),
    );
    add(
        "codec/text/decode",
        10,
        decode::<Hessian2, _>(values::text()),
    );
    add(
        "codec/ints/encode",
        10,
        encode::<Hessian2, _>(values::ints()),
    );
    add(
        "codec/ints/decode",
        10,
        decode::<Hessian2, _>(values::ints()),
    );
    add("codec/map/encode", 10, encode::<Hessian2, _>(values::map()));
    add("codec/map/decode", 10, decode::<Hessian2, _>(values::map()));
    add(
        "floor/user/encode",
        200,
        encode::<Floor, _>(values::user(77)),
    );
    add(
        "floor/user/decode",
        200,
        decode::<Floor, _>(values::user(77)),
    );
    add("floor/page/encode", 50, encode::<Floor, _>(values::page()));
    add("floor/page/decode", 50, decode::<Floor, _>(values::page()));
    add(
        "call/echo/hessian2",
        6402,
        Box::new(|times| calls::echo("hessian2", times)),
    );
    add(
        "call/echo/msgpack",
        6402,
        Box::new(|times| calls::echo("msgpack", times)),
    );
    add(
        "call/echo/bincode",
        6402,
        Box::new(|times| calls::echo("bincode", times)),
    );
    cases
}

fn encode<C: Codec<T>, T>(value: T) -> Box<dyn Fn(usize)>
where
    C::Message: 'static,
{
    let message = C::message(value);
    Box::new(move |times| {
        let mut output = Vec::new();
        for _ in 0..times {
            output.clear();
            C::encode(black_box(&message), &mut output);
            black_box(&output);
        }
    })
}

fn decode<C: Codec<T>, T>(value: T) -> Box<dyn Fn(usize)> {
    let mut bytes = Vec::new();
    C::encode(&C::message(value), &mut bytes);
    Box::new(move |times| {
        for _ in 0..times {
            drop(C::decode(black_box(&bytes)));
        }
    })
}

#[derive(Clone, Copy)]
struct Figures {
    instructions: u64,
    allocations: f64,
}

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["--run", case, times] => {
            let times = times.parse()?;
            let (_, run) = cases().remove(case).ok_or("no such case")?;
            run(times);
            Ok(ExitCode::SUCCESS)
        }
        [file, "--write"] => {
            std::fs::write(file, shown(&measure_all()?)?)?;
            Ok(ExitCode::SUCCESS)
        }
        [file] => {
            let kept = parsed(&std::fs::read_to_string(file)?)?;
            Ok(compared(&kept, &measure_all()?))
        }
        _ => Err("usage: counts FILE [--write]".into()),
    }
}

fn measure_all() -> Result<BTreeMap<String, Figures>, Box<dyn Error>> {
    let mut all = BTreeMap::new();
    for (name, (times, _)) in cases() {
        all.insert(name.to_owned(), measure(name, times)?);
    }
    Ok(all)
}

fn measure(case: &str, times: usize) -> Result<Figures, Box<dyn Error>> {
    let run = |count: fn(&[&str]) -> _, times: usize| count(&["--run", case, &times.to_string()]);
    let each = |few: u64, many: u64| many.saturating_sub(few) as f64 / (times - 2) as f64;
    let instructions = [2, times].map(|times| run(valgrind::instructions, times));
    let allocations = [2, times].map(|times| run(valgrind::allocations, times));
    let ([few, many], [few_allocations, many_allocations]) = (instructions, allocations);
    Ok(Figures {
        instructions: each(few?, many?) as u64,
        allocations: each(few_allocations?, many_allocations?),
    })
}

/// Prints all cases, and says which of them are worse than the baseline, or not in it.
fn compared(kept: &BTreeMap<String, Figures>, measured: &BTreeMap<String, Figures>) -> ExitCode {
    let mut result = ExitCode::SUCCESS;
    for (case, now) in measured {
        let Some(was) = kept.get(case) else {
            println!("FAIL {case}: not in the file");
            result = ExitCode::FAILURE;
            continue;
        };
        let instructions = now.instructions as f64 / was.instructions as f64 - 1.0;
        let is_worse = instructions > TOLERANCE
            || now.allocations > was.allocations * (1.0 + TOLERANCE) + 0.05;
        println!(
            "{} {case}: {} instructions ({:+.1} %), {:.1} allocations (were {:.1})",
            if is_worse { "FAIL" } else { "ok" },
            now.instructions,
            100.0 * instructions,
            now.allocations,
            was.allocations,
        );
        if is_worse {
            result = ExitCode::FAILURE;
        }
    }
    for case in kept.keys().filter(|case| !measured.contains_key(*case)) {
        println!("FAIL {case}: in the file only");
        result = ExitCode::FAILURE;
    }
    result
}

fn shown(all: &BTreeMap<String, Figures>) -> Result<String, std::fmt::Error> {
    let mut text = String::from("case\tinstructions\tallocations\n");
    for (case, figures) in all {
        writeln!(
            text,
            "{case}\t{}\t{:.1}",
            figures.instructions, figures.allocations
        )?;
    }
    Ok(text)
}

fn parsed(text: &str) -> Result<BTreeMap<String, Figures>, Box<dyn Error>> {
    let row = |line: &str| -> Result<(String, Figures), Box<dyn Error>> {
        let columns: Vec<&str> = line.split('\t').collect();
        let [case, instructions, allocations] = columns[..] else {
            return Err(format!("expected three columns: {line}").into());
        };
        let figures = Figures {
            instructions: instructions.parse()?,
            allocations: allocations.parse()?,
        };
        Ok((case.to_owned(), figures))
    };
    text.lines().skip(1).map(row).collect()
}

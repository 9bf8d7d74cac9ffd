//! Definitions of services, both ways: what Java publishes is what our contracts are held against, and what ours
//! print is what Java reads.

use std::process::ExitCode;
use std::time::Duration;

use dubbo::Contract;
use interop::contract::InteropServiceContract;
use interop::java::{self, Java};
use interop::report::{Check, Problem, Report};
use serde_json::Value;

const LIMIT: Duration = Duration::from_secs(60);
const INTERFACE: &str = "org.demo.InteropService";

/// The golden definitions, by interface: what this version of Dubbo builds, written down.
const GOLDEN: [(&str, &str); 2] = [("interop", INTERFACE), ("shapes", "org.demo.Shapes")];

/// Where our definition of the contract cannot be Java's: a future's result is not published, but ours is.
const KNOWN: [&str; 1] = ["method later[java.lang.String]"];

fn main() -> ExitCode {
    let mut report = Report::of_this_run();
    for version in java::versions() {
        report.section(format!("Definitions, Dubbo {version}"));
        match Java::build(version) {
            Ok(java) => all(&mut report, version, &java),
            Err(problem) => report.record("build", Err(problem)),
        }
    }
    report.finish()
}

fn all(report: &mut Report, version: &str, java: &Java) {
    for (name, interface) in GOLDEN {
        report.record(
            &format!("golden-{name}"),
            golden(java, version, name, interface),
        );
    }
    // 2.7 has a type's whole definition where 3 has its name.
    if version.starts_with("3.") {
        let ours = InteropServiceContract::definition().to_string();
        report.record("ours-is-read", ours_is(java, &ours));
        let wrong = ours.replace(r#""vip":"boolean""#, r#""vip":"int""#);
        let noticed = match ours_is(java, &wrong) {
            Err(Problem(why)) if why.contains("type org.demo.User") => Ok(()),
            other => Err(Problem(format!("a wrong field is not noticed: {other:?}"))),
        };
        report.record("deliberately-wrong", noticed);
    }
}

/// Java reads our definition with its own classes, and finds in it what it builds itself.
fn ours_is(java: &Java, ours: &str) -> Check {
    let (methods, differences) = differences(java, INTERFACE, ours)?;
    let expected = dubbo_methods();
    if methods != expected {
        return Err(Problem(format!(
            "Java read {methods} methods of {expected}"
        )));
    }
    let told: Vec<&str> = differences
        .iter()
        .map(|line| line.split(": ").next().unwrap_or_default())
        .collect();
    if told != KNOWN {
        return Err(Problem(differences.join("; ")));
    }
    Ok(())
}

fn dubbo_methods() -> usize {
    InteropServiceContract::METHODS.len()
}

/// The golden definition is what this version builds. Of 2.7, which cannot read its own JSON, the methods and the
/// number of types are compared.
fn golden(java: &Java, version: &str, name: &str, interface: &str) -> Check {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../golden/definitions");
    let release = if version.starts_with("3.") {
        "3.3.6"
    } else {
        version
    };
    let golden = std::fs::read_to_string(format!("{folder}/{name}-{release}.json"))?;
    if release == "3.3.6" {
        let (_, differences) = differences(java, interface, golden.trim_end())?;
        return match differences[..] {
            [] => Ok(()),
            _ => Err(Problem(differences.join("; "))),
        };
    }
    let program = java.start("org.demo.Definitions", &[interface.to_owned()])?;
    let built = program.line(LIMIT)?.ok_or("no definition")?;
    let (built, golden) = (parts(&built)?, parts(&golden)?);
    match built == golden {
        true => Ok(()),
        false => Err(Problem(format!("{built:?}, expected {golden:?}"))),
    }
}

/// The methods in any order, and the number of types.
fn parts(json: &str) -> Check<(Vec<String>, usize)> {
    let json: Value = serde_json::from_str(json)?;
    let list = |name: &str| json[name].as_array().cloned().unwrap_or_default();
    let mut methods: Vec<_> = list("methods").iter().map(Value::to_string).collect();
    methods.sort();
    Ok((methods, list("types").len()))
}

/// What Java says of a definition: how many methods it read, and where they are not its own.
fn differences(java: &Java, interface: &str, json: &str) -> Check<(usize, Vec<String>)> {
    let mut program = java.start("org.demo.Definitions", &[])?;
    program.say(&format!("{interface} {json}"))?;
    let mut differences = Vec::new();
    loop {
        let line = program.line(LIMIT)?.ok_or("it ended")?;
        if let Some(difference) = line.strip_prefix("@@ DIFFERS ") {
            differences.push(difference.to_owned());
        } else if let Some(compared) = line.strip_prefix("@@ COMPARED ") {
            let methods = compared
                .split(' ')
                .next()
                .and_then(|count| count.parse().ok());
            let methods = methods.ok_or_else(|| Problem(format!("not read: {compared}")))?;
            return Ok((methods, differences));
        }
    }
}

//! The repository's examples that need a Java peer, run against every version.

use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::Duration;

use interop::java::{self, Java, Provider, Running};
use interop::report::{Check, Problem, Report};

/// Building an example takes the longest.
const LIMIT: Duration = Duration::from_secs(600);

const CALL_JAVA: &str = r#"
Hello, Rust, from Java
Ok(Some(User { id: 7, name: Some("user-7"), age: Some(30) }))
declared exception: 404 404: no user -1
"#;

const GREET_CONSUMER: &str = r#"
Hello, Java, from Rust
User {id = Long 7, name = "user-7", age = null, vip = Boolean false, score = Double 0.0, color = null, birthday = null, balance = null, avatar = null, tags = null, counts = null, friend = null}
null
GreetException 404 no user -1
"#;

fn main() -> ExitCode {
    let mut report = Report::of_this_run();
    for version in java::versions() {
        report.section(format!("Examples, Dubbo {version}"));
        report.record("call_java", call_java(version));
        report.record("serve_java", serve_java(version));
    }
    report.finish()
}

fn call_java(version: &str) -> Check {
    let provider = Provider::start(&Java::build(version)?, version, &[])?;
    let output = example("call_java", &provider.url)?;
    let printed = output_of(&output)?;
    same(&printed, CALL_JAVA)
}

fn serve_java(version: &str) -> Check {
    let java = Java::build(version)?;
    let port = java::free_port()?;
    let server = example("serve_java", &format!("dubbo://0.0.0.0:{port}"))?;
    let serving = server.line(LIMIT)?.unwrap_or_default();
    same(&serving, &format!("serving at dubbo://127.0.0.1:{port}"))?;
    let consumer = java.start(
        "org.demo.GreetConsumer",
        &[format!("dubbo://127.0.0.1:{port}")],
    )?;
    same(&output_of(&consumer)?, GREET_CONSUMER)?;
    let said = server.line(LIMIT)?.unwrap_or_default();
    same(&said, "sayHello(Java) from greet-consumer")?;
    let status = server.end(Duration::from_secs(20))?;
    match status.success() {
        true => Ok(()),
        false => Err(Problem(format!("serve_java ended with {status}"))),
    }
}

/// Starts an example of the repository.
fn example(name: &str, argument: &str) -> Check<Running> {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../Cargo.toml");
    let mut command = Command::new(env!("CARGO"));
    command
        .args(["run", "--quiet", "--example", name, "--manifest-path"])
        .arg(manifest)
        .args(["--", argument]);
    Running::start(command)
}

/// All lines until the end.
fn output_of(process: &Running) -> Check<String> {
    let mut lines = Vec::new();
    while let Some(line) = process.line(LIMIT)? {
        lines.push(line);
    }
    Ok(lines.join("\n"))
}

fn same(printed: &str, expected: &str) -> Check {
    println!("{printed}");
    match printed.trim() == expected.trim() {
        true => Ok(()),
        false => Err(Problem(format!(
            "printed `{printed}`, expected `{}`",
            expected.trim()
        ))),
    }
}

//! Java consumers of every version against our provider.

use std::process::ExitCode;
use std::time::Duration;

use interop::answers::Answers;
use interop::contract::InteropServiceServer;
use interop::java::{self, Java};
use interop::msgpack;
use interop::report::{Check, Problem, Report};

/// Longer than any consumer is silent: its heartbeat scenario is 5 s.
const SILENCE: Duration = Duration::from_secs(60);

#[tokio::main]
async fn main() -> ExitCode {
    let mut report = Report::of_this_run();
    for version in java::versions() {
        report.section(format!("Java calls Rust, Dubbo {version}"));
        let outcome = calls(&mut report, version, &[]).await;
        report.record("consumer", outcome);
        if version.starts_with("2.") {
            report.section(format!("Java calls Rust in msgpack, Dubbo {version}"));
            let outcome = calls(
                &mut report,
                version,
                &["serialization=msgpack".to_owned(), msgpack::from_java()],
            )
            .await;
            report.record("consumer", outcome);
        }
    }
    report.finish()
}

/// Serves a Java consumer. Its lines are the report's.
async fn calls(report: &mut Report, version: &str, options: &[String]) -> Check {
    let java = Java::build(version)?;
    let port = java::free_port()?;
    let answers = |identity| InteropServiceServer::new(Answers::new(identity));
    let server = dubbo::serve(&format!("dubbo://0.0.0.0:{port}"))
        .publish(answers("org.demo.InteropService"))
        .publish(
            answers("fr/org.demo.InteropService:1.0.0")
                .group("fr")
                .version("1.0.0"),
        )
        .publish(answers("org.demo.InteropService:2.0.0").version("2.0.0"))
        .start()
        .await?;
    let mut arguments = vec![server.url()];
    arguments.extend_from_slice(options);
    let mut consumer = java.start("org.demo.Consumer", &arguments)?;
    let mut done = None;
    while let Some(line) = consumer.line(SILENCE)? {
        match line.split_once(' ') {
            Some(("ok", name)) => report.record(name, Ok(())),
            Some(("FAIL", failure)) => {
                let (name, why) = failure.split_once(' ').unwrap_or((failure, ""));
                report.record(name, Err(Problem(why.to_owned())));
            }
            Some(("@@", words)) => done = Some(words.to_owned()),
            _ => println!("{line}"),
        }
    }
    let status = consumer.wait(Duration::from_secs(10))?;
    server.shut_down().await;
    let words = done.unwrap_or_default();
    if !status.success() || !words.starts_with("DONE") {
        return Err(format!("the consumer ended with {status} after `{words}`").into());
    }
    println!("{words}");
    Ok(())
}

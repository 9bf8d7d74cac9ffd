//! Java consumers of every version against our provider.

use std::process::ExitCode;
use std::time::{Duration, Instant};

use interop::answers::Answers;
use interop::contract::InteropServiceServer;
use interop::java::{self, Java};
use interop::msgpack;
use interop::orders::{OrdersServer, Shop};
use interop::report::{Check, Problem, Report};
use interop::tls;

/// Longer than any consumer is silent: its heartbeat scenario is 5 s.
const SILENCE: Duration = Duration::from_secs(60);

#[tokio::main]
async fn main() -> ExitCode {
    let mut report = Report::of_this_run();
    for version in java::versions() {
        report.section(format!("Java calls Rust, Dubbo {version}"));
        let outcome = calls(&mut report, version, &[]).await;
        report.record("consumer", outcome);
        report.run("graceful-stop", graceful_stop(version)).await;
        match Java::build(version) {
            Ok(java) => tls::java_calls_rust(&mut report, &java).await,
            Err(problem) => report.record("tls", Err(problem)),
        }
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

const FAREWELL: [&str; 4] = [
    "available: true",
    "unavailable while waiting: true",
    "answer: outstanding",
    "afterwards: refused",
];

/// A server that is shut down says so (readonly), and answers what it is at work on.
async fn graceful_stop(version: &str) -> Check {
    let java = Java::build(version)?;
    let port = java::free_port()?;
    let server = serve(port).await?;
    let consumer = java.start("org.demo.Farewell", &[server.url()])?;
    let available = consumer.wait_for("available")?;
    consumer.wait_for("@@ CALLING")?;
    tokio::time::sleep(Duration::from_millis(300)).await;
    let start = Instant::now();
    server.shut_down().await;
    let elapsed = start.elapsed();
    let mut lines = vec![available];
    while let Some(line) = consumer.line(SILENCE)? {
        lines.push(line);
    }
    if lines != FAREWELL {
        return Err(format!("the consumer printed {lines:?}").into());
    }
    // The call takes 1.5 s in all; what comes on top is not waited for.
    match elapsed {
        _ if elapsed < Duration::from_millis(900) => {
            Err(format!("nothing was waited for: {elapsed:?}").into())
        }
        _ if elapsed > Duration::from_secs(3) => {
            Err(format!("the shutdown took {elapsed:?}").into())
        }
        _ => Ok(()),
    }
}

/// Our provider, with all that a consumer asks for.
async fn serve(port: u16) -> Check<dubbo::Running> {
    let answers = |identity| InteropServiceServer::new(Answers::new(identity));
    let server = dubbo::serve(&format!("dubbo://0.0.0.0:{port}"))
        .publish(answers("org.demo.InteropService"))
        .publish(
            answers("fr/org.demo.InteropService:1.0.0")
                .group("fr")
                .version("1.0.0"),
        )
        .publish(answers("org.demo.InteropService:2.0.0").version("2.0.0"))
        .publish(OrdersServer::new(Shop));
    Ok(server.start().await?)
}

/// Serves a Java consumer. Its lines are the report's.
async fn calls(report: &mut Report, version: &str, options: &[String]) -> Check {
    let java = Java::build(version)?;
    let port = java::free_port()?;
    let server = serve(port).await?;
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

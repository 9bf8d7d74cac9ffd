//! Faults of peers and bounds, live, both ways.

use std::process::ExitCode;

use interop::faults;
use interop::java::{self, Java};
use interop::report::Report;

#[tokio::main]
async fn main() -> ExitCode {
    let mut report = Report::of_this_run();
    for version in java::versions() {
        report.section(format!("Faults, Dubbo {version}"));
        match Java::build(version) {
            Ok(java) => faults::all(&mut report, version, &java).await,
            Err(problem) => report.record("build", Err(problem)),
        }
    }
    report.finish()
}

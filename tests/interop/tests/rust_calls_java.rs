//! Our consumer against Java providers of every version.

use std::process::ExitCode;

use interop::java::{self, Java};
use interop::report::Report;
use interop::scenarios;

#[tokio::main]
async fn main() -> ExitCode {
    let mut report = Report::of_this_run();
    for version in java::versions() {
        report.section(format!("Rust calls Java, Dubbo {version}"));
        match Java::build(version) {
            Ok(java) => scenarios::all(&mut report, version, &java).await,
            Err(problem) => report.record("build", Err(problem)),
        }
    }
    report.finish()
}

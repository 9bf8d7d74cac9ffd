//! A Java consumer that is told what to do.

use crate::java::{Java, Running};
use crate::report::{Check, ensure};

/// The Java consumer that does as it is told.
pub(super) struct Caller(Running);

/// How its calls ended.
#[derive(Debug)]
pub(super) struct Outcomes {
    pub(super) answered: usize,
    pub(super) failed: usize,
    pub(super) why: String,
}

impl Caller {
    pub(super) fn start(java: &Java, version: &str) -> Check<Self> {
        let process = java.start("org.demo.Caller", &[])?;
        let ready = process.wait_for("@@ READY")?;
        ensure!(
            ready.ends_with(version),
            "expected Dubbo {version}, got `{ready}`"
        );
        Ok(Self(process))
    }

    /// Sends it a signal.
    pub(super) fn signal(&self, signal: &str) -> Check {
        self.0.signal(signal)
    }

    /// Has it do something; returns what it says.
    pub(super) fn ask(&mut self, line: &str) -> Check<String> {
        self.0.say(line)?;
        self.0.wait_for("@@ ")
    }

    /// Has it call, or end its load.
    pub(super) fn outcomes(&mut self, line: &str) -> Check<Outcomes> {
        let answer = self.ask(line)?;
        let mut words = answer.splitn(5, ' ').skip(2);
        let mut number = || words.next().unwrap_or_default().parse();
        let (answered, failed) = (number()?, number()?);
        let why = words.next().unwrap_or_default().to_owned();
        Ok(Outcomes {
            answered,
            failed,
            why,
        })
    }
}

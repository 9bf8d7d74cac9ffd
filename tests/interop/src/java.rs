//! Builds and runs the Java programs.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

use crate::report::{Check, Problem, ensure};

/// The versions of Dubbo that the tests run against, newest first.
pub const VERSIONS: [&str; 3] = ["3.3.6", "3.2.16", "2.7.23"];

const START_LIMIT: Duration = Duration::from_secs(60);

/// The versions to run: all, or those in the variable `DUBBO_VERSIONS` (separated by commas).
///
/// # Panics
/// Where the variable names another version.
pub fn versions() -> Vec<&'static str> {
    let Ok(wanted) = std::env::var("DUBBO_VERSIONS") else {
        return VERSIONS.to_vec();
    };
    let known = |name: &str| VERSIONS.into_iter().find(|version| *version == name);
    wanted
        .split(',')
        .map(|name| {
            known(name.trim())
                .unwrap_or_else(|| panic!("DUBBO_VERSIONS names `{name}`; known are {VERSIONS:?}"))
        })
        .collect()
}

/// The Java programs, compiled against one version.
#[derive(Clone, Debug)]
pub struct Java {
    arguments: PathBuf,
}

impl Java {
    /// Compiles them, unless that has been done.
    ///
    /// # Errors
    /// No JDK, no Maven, or Maven's registry cannot be reached.
    pub fn build(version: &str) -> Check<Self> {
        let home = Path::new(env!("CARGO_MANIFEST_DIR"));
        let out = home.join("target/java").join(version);
        let script = home.join("java/build.sh");
        let built = Command::new(&script).arg(version).arg(&out).output();
        let built = built.map_err(|error| Problem(format!("{}: {error}", script.display())))?;
        let words = String::from_utf8_lossy(&built.stderr);
        ensure!(
            built.status.success(),
            "the Java programs for Dubbo {version} cannot be built: {words}"
        );
        Ok(Self {
            arguments: out.join("java.args"),
        })
    }

    /// Starts a program. Its standard output can be read line by line.
    ///
    /// # Errors
    /// There is no `java`.
    pub fn start(&self, program: &str, arguments: &[String]) -> Check<Running> {
        let mut command = Command::new("java");
        command
            .arg(format!("@{}", self.arguments.display()))
            .arg(program)
            .args(arguments);
        Running::start(command)
    }
}

/// A program at work. It is killed when this is dropped.
#[derive(Debug)]
pub struct Running {
    child: Child,
    input: Option<ChildStdin>,
    lines: Receiver<String>,
}

impl Running {
    /// Starts `command` with piped standard input and output.
    ///
    /// # Errors
    /// It cannot be started.
    pub fn start(mut command: Command) -> Check<Self> {
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command
            .spawn()
            .map_err(|error| Problem(format!("{command:?}: {error}")))?;
        let output = child.stdout.take().ok_or("no standard output")?;
        let (sender, lines) = mpsc::channel();
        std::thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                if sender.send(line).is_err() {
                    break;
                }
            }
        });
        let input = child.stdin.take();
        Ok(Self {
            child,
            input,
            lines,
        })
    }

    /// The next line of its output; `None` at the end.
    ///
    /// # Errors
    /// There is none before `limit`.
    pub fn line(&self, limit: Duration) -> Check<Option<String>> {
        match self.lines.recv_timeout(limit) {
            Ok(line) => Ok(Some(line)),
            Err(mpsc::RecvTimeoutError::Disconnected) => Ok(None),
            Err(mpsc::RecvTimeoutError::Timeout) => {
                Err(Problem(format!("no output for {limit:?}")))
            }
        }
    }

    /// Reads lines until one begins with `start`.
    ///
    /// # Errors
    /// It ends before, or takes too long.
    pub fn wait_for(&self, start: &str) -> Check<String> {
        loop {
            match self.line(START_LIMIT)? {
                Some(line) if line.starts_with(start) => return Ok(line),
                Some(_) => {}
                None => return Err(Problem(format!("it ended before it printed `{start}`"))),
            }
        }
    }

    /// Writes a line to its standard input.
    ///
    /// # Errors
    /// It has ended.
    pub fn say(&mut self, line: &str) -> Check {
        let input = self.input.as_mut().ok_or("its standard input is closed")?;
        writeln!(input, "{line}")?;
        Ok(input.flush()?)
    }

    /// Closes its standard input and waits for its end.
    ///
    /// # Errors
    /// It does not end before `limit`.
    pub fn end(mut self, limit: Duration) -> Check<ExitStatus> {
        self.input = None;
        self.wait(limit)
    }

    /// Sends it a signal: `KILL`, `TERM`, `STOP`, `CONT`.
    ///
    /// # Errors
    /// There is no `sh`, or it has ended.
    pub fn signal(&self, signal: &str) -> Check {
        let kill = format!("kill -{signal} {}", self.child.id());
        let status = Command::new("sh").args(["-c", &kill]).status()?;
        ensure!(status.success(), "`{kill}` ended with {status}");
        Ok(())
    }

    /// Waits for its end.
    ///
    /// # Errors
    /// It does not end before `limit`.
    pub fn wait(&mut self, limit: Duration) -> Check<ExitStatus> {
        let deadline = Instant::now() + limit;
        loop {
            if let Some(status) = self.child.try_wait()? {
                return Ok(status);
            }
            ensure!(Instant::now() < deadline, "it did not end within {limit:?}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ended_already = self.child.kill();
        let _status = self.child.wait();
    }
}

/// A Java provider at work.
#[derive(Debug)]
pub struct Provider {
    /// The process.
    pub process: Running,
    ports: [u16; 2],
    /// Where it listens.
    pub url: String,
    /// Where it listens with Dubbo's default pool of 200 threads.
    pub narrow: String,
}

impl Provider {
    /// Starts a provider with these options (see `Provider.java`), and waits until it serves.
    ///
    /// # Errors
    /// It does not come up.
    pub fn start(java: &Java, version: &str, options: &[&str]) -> Check<Self> {
        Self::start_at([free_port()?, free_port()?], java, version, options)
    }

    /// Starts one where this one was.
    ///
    /// # Errors
    /// This one is still there, or the other does not come up.
    pub fn restart(&mut self, java: &Java, version: &str, options: &[&str]) -> Check {
        self.process.wait(START_LIMIT)?;
        *self = Self::start_at(self.ports, java, version, options)?;
        Ok(())
    }

    /// How often a method was called here.
    ///
    /// # Errors
    /// It has ended.
    pub fn calls(&mut self, method: &str) -> Check<usize> {
        self.process.say(&format!("calls {method}"))?;
        let line = self.process.wait_for("@@ CALLS ")?;
        Ok(line.trim_start_matches("@@ CALLS ").parse()?)
    }

    fn start_at(ports: [u16; 2], java: &Java, version: &str, options: &[&str]) -> Check<Self> {
        let [port, narrow] = ports;
        let mut arguments = vec![port.to_string(), format!("narrow={narrow}")];
        arguments.extend(options.iter().map(|&option| option.to_owned()));
        let process = java.start("org.demo.Provider", &arguments)?;
        let ready = process.wait_for("@@ READY")?;
        ensure!(
            ready.ends_with(version),
            "expected Dubbo {version}, got `{ready}`"
        );
        let url = |port| format!("dubbo://127.0.0.1:{port}");
        Ok(Self {
            process,
            ports,
            url: url(port),
            narrow: url(narrow),
        })
    }
}

/// A port at which nobody listens.
///
/// # Errors
/// There is none.
pub fn free_port() -> Check<u16> {
    Ok(TcpListener::bind("0.0.0.0:0")?.local_addr()?.port())
}

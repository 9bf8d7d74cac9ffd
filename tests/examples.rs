//! The examples that need no peer run, and say what they should. Those that need Java are run by
//! tests/interop.

use std::process::Command;

/// What `cargo run --example` prints, with the features that this test was built with.
fn run(example: &str) -> String {
    let features = [
        (cfg!(feature = "hessian2"), "hessian2"),
        (cfg!(feature = "msgpack"), "msgpack"),
        (cfg!(feature = "bincode"), "bincode"),
    ];
    let features: Vec<_> = features
        .iter()
        .filter(|(on, _)| *on)
        .map(|(_, name)| *name)
        .collect();
    let output = Command::new(env!("CARGO"))
        .args([
            "run",
            "--quiet",
            "--no-default-features",
            "--features",
            &features.join(","),
        ])
        .args(["--example", example])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo runs");
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{example} failed: {error}");
    String::from_utf8(output.stdout).expect("examples print text")
}

#[test]
fn quickstart_calls_in_every_serializer_and_names_those_that_are_missing() {
    let output = run("quickstart");
    assert!(
        output.starts_with("provider at dubbo://127.0.0.1:"),
        "{output}"
    );
    for (on, name) in [
        (cfg!(feature = "hessian2"), "hessian2"),
        (cfg!(feature = "msgpack"), "msgpack"),
        (cfg!(feature = "bincode"), "bincode"),
    ] {
        let words = match on {
            true => format!("{name:9} Hello, Maria (user 7)!"),
            false => format!("{name:9} not compiled in; add it by `--features {name}`"),
        };
        assert!(output.contains(&words), "{words}: {output}");
    }
}

#[test]
fn errors_tells_each_kind_from_the_others() {
    let output = run("errors");
    let expected = "business error: 30 missing
slow provider: timeout (code 2)
unknown exception: java.lang.IllegalStateException (code 3)
unknown service: not found (code 11)
provider gone: network (code 1)
";
    assert_eq!(output, expected);
}

#[test]
#[cfg(feature = "hessian2")]
fn the_two_examples_for_java_understand_each_other() {
    use std::io::{BufRead, BufReader};
    use std::process::Stdio;

    let cargo = || {
        let mut cargo = Command::new(env!("CARGO"));
        cargo.args(["run", "--quiet", "--all-features", "--example"]);
        cargo.current_dir(env!("CARGO_MANIFEST_DIR"));
        cargo
    };
    let mut provider = cargo()
        .args(["serve_java", "--", "dubbo://127.0.0.1:0"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("cargo runs");
    let mut lines = BufReader::new(provider.stdout.take().unwrap()).lines();
    let serving = lines.next().unwrap().unwrap();
    let url = serving.strip_prefix("serving at ").unwrap().to_owned();
    let output = cargo()
        .args(["call_java", "--", &url])
        .output()
        .expect("cargo runs");
    drop(provider.stdin.take());
    assert!(provider.wait().unwrap().success());
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{error}");
    let expected = "Hello, Rust, from Rust
Ok(Some(User { id: 7, name: Some(\"user-7\"), age: None }))
declared exception: 404 no user -1
";
    assert_eq!(String::from_utf8(output.stdout).unwrap(), expected);
}

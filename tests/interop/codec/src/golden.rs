//! The golden data, made afresh.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use crate::peer::Peer;

/// The rows of a golden file by name.
pub type Rows = BTreeMap<String, String>;

/// What is kept of an implementation: `hessian-lite-v3.2.13`.
///
/// # Panics
/// There is no such file.
#[must_use]
pub fn kept(name: &str) -> Rows {
    let path = file(name);
    let text = fs::read_to_string(&path);
    let text = text.unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    rows(text.lines())
}

/// What an implementation writes now. `GOLDEN=write` keeps it under `name`.
#[must_use]
pub fn afresh(peer: &Peer, name: &str) -> Rows {
    let lines = peer.run(&["golden"], &[]);
    if std::env::var("GOLDEN").is_ok_and(|what| what == "write") {
        fs::write(file(name), lines.join("\n") + "\n").expect("the directory can be written");
    }
    rows(lines.iter().map(String::as_str))
}

fn file(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("../../golden/{name}.tsv"))
}

fn rows<'a>(lines: impl Iterator<Item = &'a str>) -> Rows {
    let row = |line: &'a str| {
        let (name, bytes) = line.split_once('\t')?;
        Some((name.to_owned(), bytes.to_owned()))
    };
    lines.filter_map(row).collect()
}

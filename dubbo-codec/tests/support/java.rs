//! Bytes that Java wrote, from tests/golden.

use std::collections::BTreeMap;
use std::path::PathBuf;

fn golden(path: &str) -> String {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../tests/golden")
        .join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn bytes(hex: &str) -> Option<Vec<u8>> {
    let digit = |byte: u8| char::from(byte).to_digit(16).map(|digit| digit as u8);
    let (pairs, rest) = hex.as_bytes().as_chunks::<2>();
    rest.is_empty().then_some(())?;
    pairs
        .iter()
        .map(|[high, low]| Some(digit(*high)? << 4 | digit(*low)?))
        .collect()
}

/// Both dialects that Dubbo's Java peers speak, as files of `name TAB hex`.
pub(crate) const DIALECTS: [&str; 2] = ["hessian-lite-v3.2.13.tsv", "hessian-lite-v4.0.3.tsv"];

/// The values that one version of hessian-lite wrote, by name.
pub(crate) fn values(dialect: &str) -> BTreeMap<String, Vec<u8>> {
    let text = golden(dialect);
    let entries = text.lines().filter_map(|line| line.split_once('\t'));
    entries
        .filter_map(|(name, hex)| Some((name.to_owned(), bytes(hex)?)))
        .collect()
}

/// The versions of Dubbo of which there are whole frames.
pub(crate) const VERSIONS: [&str; 4] = ["2.6.12", "2.7.23", "3.2.16", "3.3.6"];

/// The bodies of the first request or reply of each case whose name begins with `prefix`, of one version of Dubbo,
/// where the serialization is `serialization`.
pub(crate) fn bodies(
    version: &str,
    prefix: &str,
    direction: &str,
    serialization: u8,
) -> Vec<(String, Vec<u8>)> {
    let text = golden(&format!("frames/{version}.tsv"));
    let mut bodies = Vec::new();
    for line in text.lines() {
        let columns: Vec<&str> = line.split('\t').collect();
        let [case, way, _, hex] = columns[..] else {
            panic!("a line of four columns: {line:.80}")
        };
        let frame = bytes(hex).expect("hex digits");
        if case.starts_with(prefix) && way == direction && frame[2] & 0x1f == serialization {
            bodies.push((case.to_owned(), frame[16..].to_vec()));
        }
    }
    assert!(!bodies.is_empty(), "no case {prefix} in {version}");
    bodies
}

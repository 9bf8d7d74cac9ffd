//! The golden data are what Java writes: made afresh they are the same.

use codec_interop::golden::{afresh, kept};
use codec_interop::peer::Peer;
use codec_interop::text::bytes;
use dubbo_codec::hessian2::Deserializer;

/// Rows of the kept files that describe long strings and byte[] instead of showing their bytes.
const DESCRIBED: [&str; 14] = [
    "byteschunks1023",
    "byteschunks1024",
    "byteschunks20000",
    "byteschunks4096",
    "byteschunks70000",
    "byteschunks8189",
    "byteschunks8190",
    "byteschunks8192",
    "strhdr32767",
    "strhdr32768",
    "strhdr32769",
    "strhdr65535",
    "strhdr65536",
    "strsurrsplit",
];

fn check(version: &str, name: &str, described: &[&str]) {
    let afresh = afresh(&Peer::java(version), name);
    let mut kept = kept(name);
    for described in described {
        assert!(kept.remove(*described).is_some(), "{described} is left out");
    }
    println!("{name}: {} rows, {} left out", kept.len(), described.len());
    assert_eq!(
        afresh.keys().collect::<Vec<_>>(),
        kept.keys().collect::<Vec<_>>()
    );
    for (row, kept) in &kept {
        assert_eq!(&afresh[row], kept, "{name}: {row}");
        // What Java refuses to write says why.
        if kept.starts_with("ERR ") {
            continue;
        }
        let bytes = bytes(kept).unwrap_or_else(|| panic!("{name}: {row}: {kept}"));
        let mut deserializer = Deserializer::new(&bytes);
        while !deserializer.is_at_end() {
            let skipped = deserializer.skip();
            skipped.unwrap_or_else(|error| panic!("{name}: {row}: {error}"));
        }
    }
}

#[test]
fn hessian_lite_3_writes_what_is_kept() {
    check("3.2.13", "hessian-lite-v3.2.13", &DESCRIBED);
}

#[test]
fn hessian_lite_4_writes_what_is_kept() {
    check("4.0.3", "hessian-lite-v4.0.3", &DESCRIBED);
}

#[test]
fn caucho_writes_what_is_kept() {
    check("caucho-4.0.66", "caucho-4.0.66", &[]);
}

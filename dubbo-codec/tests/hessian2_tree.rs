//! Bytes as a tree for people.

#![cfg(feature = "hessian2")]

mod hessian2_support;

use dubbo_codec::hessian2::Tree;
use hessian2_support::{bytes, golden, rows};

#[test]
fn every_kind_of_value_has_a_line_with_its_offset() {
    let message = b"C\x01a\x92\x01x\x01y\x60\x91\x92M\x01t\x01k\xe1ZW\x5bZV\x90\x98NTFJ\0\0\0\0\0\0\0\x01\x21\xff\x5d\x02Q\x90\x60\x90\x90";
    assert_eq!(
        Tree::of(message).to_string(),
        r##"     0  class 0: a {x, y}
     8  #0 a
     9    x: 1
    10    y: 2
    11  #1 map <t>
    14    key: "k"
    16    value: 1L
    18  #2 list with an end
    19    0.0
    21  #3 list of 8 <t>
    24    null
    25    true
    26    false
    27    Date(1) 1970-01-01T00:00:00.001Z
    36    0xff
    38    2.0
    40    -> #0
    42    #4 a
    43      x: 0
    44      y: 0
"##
    );
}

#[test]
fn long_texts_and_bytes_are_cut() {
    let text = [b"\x30\xc8".to_vec(), b"x".repeat(200)].concat();
    let shown = format!("     0  \"{}\"… of 200 characters\n", "x".repeat(100));
    assert_eq!(Tree::of(&text).to_string(), shown);
    let bytes = [b"\x34\xc8".to_vec(), vec![0xab; 200]].concat();
    let shown = format!("     0  0x{}… of 200 bytes\n", "ab".repeat(50));
    assert_eq!(Tree::of(&bytes).to_string(), shown);
}

#[test]
fn what_is_wrong_stands_behind_what_could_be_read() {
    assert_eq!(
        Tree::of(b"\x7a\x91@").to_string(),
        "     0  #0 list of 2
     1    1
     2  error: expected a value, found the byte 0x40, which begins none (at byte 2)
"
    );
}

#[test]
fn every_golden_row_can_be_shown() {
    let files = [
        golden!("hessian-lite-v4.0.3.tsv"),
        golden!("hessian-lite-v3.2.13.tsv"),
        golden!("TestHessian2.tsv"),
    ];
    let mut shown = 0;
    for (name, text) in files.into_iter().flat_map(rows) {
        let Some(bytes) = bytes(text) else { continue };
        let tree = Tree::of(&bytes).to_string();
        assert!(!tree.contains("error"), "{name}: {tree}");
        shown += 1;
    }
    assert_eq!(shown, 508);
}

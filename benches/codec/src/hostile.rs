//! Messages made to cost more than their length.

use dubbo_codec::hessian2::{write_int, write_string};

/// A kind of message: its name, and making one of about as many bytes as asked for.
pub type Family = (&'static str, fn(usize) -> Vec<u8>);

/// All of them.
pub const FAMILIES: [Family; 22] = [
    ("lists within lists", |length| {
        nested(length, b"\x79", b"N", b"")
    }),
    ("lists with ends within each other", |length| {
        nested(length, b"W", b"N", b"Z")
    }),
    ("maps within maps", |length| {
        nested(length, b"H\x90", b"N", b"Z")
    }),
    ("objects within objects", objects_within_objects),
    ("many classes", |length| {
        list(length / 14, |n| {
            [
                class(&format!("a.{n:05}"), &["x"]),
                object(n),
                b"N".to_vec(),
            ]
        })
    }),
    ("many objects of many classes", |length| {
        let classes = length / 28;
        let first = |n: usize| {
            if n < classes {
                class(&format!("a.{n:05}"), &["x"])
            } else {
                vec![]
            }
        };
        list(3 * classes, |n| {
            [
                first(n),
                object(if n < classes { n } else { n * 7 % classes }),
                b"N".to_vec(),
            ]
        })
    }),
    ("many fields", |length| {
        let names: Vec<String> = (0..length / 8).map(|n| format!("f{n:05}")).collect();
        [class("a.B", &names), object(0), b"N".repeat(names.len())].concat()
    }),
    ("fields of one name", |length| {
        let names = vec!["name"; length / 6];
        [class("a.B", &names), object(0), b"N".repeat(names.len())].concat()
    }),
    ("fields that are hard to tell apart", |length| {
        let names: Vec<String> = (0..64).map(|n| format!("long{:09}name", n * 997)).collect();
        let classes = length / (64 * 19);
        list(classes, |n| {
            [
                class(&format!("a.{n:05}"), &names),
                object(n),
                b"N".repeat(64),
            ]
        })
    }),
    ("long names in many objects", |length| {
        let class = class("a.B", &["x".repeat(200)]);
        list(length / 2, |n| {
            [
                if n == 0 { class.clone() } else { vec![] },
                object(0),
                b"N".to_vec(),
            ]
        })
    }),
    ("references to one list", |length| {
        let referred = |n| {
            if n == 0 {
                b"\x7a\x91\x92".to_vec()
            } else {
                reference(1)
            }
        };
        list(length / 2, |n| [referred(n)])
    }),
    ("references to many lists", |length| {
        let lists = length / 6;
        let referred = |n| {
            if n < lists {
                b"\x79\x91".to_vec()
            } else {
                reference(n - lists + 1)
            }
        };
        list(2 * lists, |n| [referred(n)])
    }),
    ("references to what holds them", |length| {
        nested(length, b"\x7aQ\x90", b"Q\x90", b"")
    }),
    ("references that double each time", |length| {
        let doubled = |n| [b"\x7a".to_vec(), reference(n), reference(n)].concat();
        list(length / 8, |n| {
            [if n == 0 { b"\x78".to_vec() } else { doubled(n) }]
        })
    }),
    ("types by their names", |length| {
        list(length / 9, |n| {
            [b"\x70".to_vec(), text(&format!("t.{n:05}"))]
        })
    }),
    ("types by their numbers", |length| {
        let types = length / 16;
        let name = |n: usize| {
            if n < types {
                text(&format!("t.{n:05}"))
            } else {
                int(n * 7 % types)
            }
        };
        list(3 * types, |n| [b"\x70".to_vec(), name(n)])
    }),
    ("a string in pieces", |length| {
        [&b"R\x00\x01x".repeat(length / 4)[..], b"\x00"].concat()
    }),
    ("a string in pieces that divide characters", |length| {
        let halves = b"R\x00\x01\xed\xa0\xbdR\x00\x01\xed\xb8\x80";
        [&halves.repeat(length / 12)[..], b"\x00"].concat()
    }),
    ("a byte[] in pieces", |length| {
        [&b"A\x00\x01x".repeat(length / 4)[..], b"\x20"].concat()
    }),
    ("pieces without content", |length| {
        [&b"R\x00\x00".repeat(length / 3)[..], b"\x00"].concat()
    }),
    ("keys that are lists and maps", |length| {
        let entry = b"\x7a\x91H\x01a\x90Z\x92";
        [&b"H"[..], &entry.repeat(length / entry.len()), b"Z"].concat()
    }),
    ("numbers in boxes within boxes", |length| {
        let class = class("com.caucho.hessian.io.ByteHandle", &["value"]);
        [&class[..], &b"\x60".repeat(length), b"\x91"].concat()
    }),
];

/// Lists of a depth that is allowed, each of which is 200 times `begin`, then `core`, then as many times `end`.
fn nested(length: usize, begin: &[u8], core: &[u8], end: &[u8]) -> Vec<u8> {
    const DEPTH: usize = 200;
    let one = [begin.repeat(DEPTH), core.to_vec(), end.repeat(DEPTH)].concat();
    list(length / one.len(), |_| [one.clone()])
}

fn objects_within_objects(length: usize) -> Vec<u8> {
    let class = class("a.B", &["child"]);
    let chain = [b"\x60".repeat(200), b"N".to_vec()].concat();
    list(length / 201, |n| {
        [if n == 0 { class.clone() } else { vec![] }, chain.clone()]
    })
}

/// A list of `count` values, each in one or more pieces of bytes.
fn list<const N: usize>(count: usize, value: impl Fn(usize) -> [Vec<u8>; N]) -> Vec<u8> {
    [
        b"X".to_vec(),
        int(count),
        (0..count).flat_map(value).flatten().collect(),
    ]
    .concat()
}

fn class(name: &str, fields: &[impl AsRef<str>]) -> Vec<u8> {
    let names = fields.iter().flat_map(|field| text(field.as_ref()));
    [
        b"C".to_vec(),
        text(name),
        int(fields.len()),
        names.collect(),
    ]
    .concat()
}

fn object(class: usize) -> Vec<u8> {
    [b"O".to_vec(), int(class)].concat()
}

fn reference(container: usize) -> Vec<u8> {
    [b"Q".to_vec(), int(container)].concat()
}

fn int(number: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    write_int(
        &mut bytes,
        i32::try_from(number).expect("a message of some kilobytes"),
    );
    bytes
}

fn text(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    write_string(&mut bytes, text);
    bytes
}

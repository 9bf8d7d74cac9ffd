//! The bytes that Java wrote (`tests/golden`), and inputs made of them.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use dubbo_codec::hessian2::to_vec;
use dubbo_codec::{Encoder, Serialization, Value};

use crate::things::{Shape, Tagged, Things, Tree, Untagged};

/// Inputs for a target to begin with.
///
/// # Panics
///
/// When the golden files are not where they belong.
#[must_use]
pub fn seeds(target: &str) -> Vec<Vec<u8>> {
    match target {
        "hessian2_value" | "hessian2_typed" => values(),
        "body" => bodies(),
        "provider_stream" => streams(true),
        _ => streams(false),
    }
}

fn golden(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../tests/golden")
        .join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn bytes(hex: &str) -> Option<Vec<u8>> {
    let digit = |digit: u8| char::from(digit).to_digit(16);
    let byte = |pair: &[u8]| match pair {
        [high, low] => Some((digit(*high)? << 4 | digit(*low)?) as u8),
        _ => None,
    };
    hex.as_bytes().chunks(2).map(byte).collect()
}

/// Values of hessian-lite and of Caucho, those in frames, and ours.
fn values() -> Vec<Vec<u8>> {
    let files = [
        "hessian-lite-v3.2.13.tsv",
        "hessian-lite-v4.0.3.tsv",
        "TestHessian2.tsv",
    ];
    let rows = files.map(golden);
    let rows = rows.iter().flat_map(|file| file.lines());
    let mut values: Vec<_> = rows
        .filter_map(|row| bytes(row.split_once('\t')?.1))
        .collect();
    let frames = frames()
        .into_iter()
        .filter(|frame| frame.serialization() == Serialization::Hessian2.id());
    values.extend(frames.map(|frame| frame.body().to_vec()));
    values.push(to_vec(&things()).expect("each of them has a place in hessian2"));
    values.extend(rare());
    values
}

/// What no peer of today writes, and what few types are given.
fn rare() -> Vec<Vec<u8>> {
    let many_fields = [
        &b"C\x01a\xc8\x46"[..],
        &b"\x01x\x01y".repeat(35),
        b"\x60",
        &b"\x91".repeat(70),
    ];
    let long_name = [
        &b"C\x01a\x91\x33\xe8"[..],
        &b"x".repeat(1000),
        &b"\x60".repeat(300),
        b"N",
    ];
    let broken_name = b"C\x01a\x91\x02\xed\xa0\xbd\xed\xb8\x80\x60\x91";
    let handle = b"\x7aC\x30\x20com.caucho.hessian.io.ByteHandle\x91\x05value\x60\x91\x60Q\x91";
    let family = b"C\x03a.B\x93\x04name\x08children\x06parent\x60\x01a\x79\x60\x01b\x78Q\x90N";
    let timestamp = b"C\x12java.sql.Timestamp\x91\x05value\x60J\0\0\0\0\0\0\0\x01";
    let itself = b"C\x0eorg.demo.Boxed\x90\x60";
    let shared = b"\x7a\x71\x04[int\x91\x7aQ\x91\x71\x90\x92";
    // What a type takes in another's form, and what it does not take.
    let taken: [&[u8]; 13] = [
        b"H\x04flag\xe1Z",
        b"H\x04flagC\x01a\x90TZ",
        b"H\x04long\x91Z",
        b"H\x04longK\0\0\0\x01Z",
        b"H\x05table\x78\x04flagQ\x91Z",
        b"H\x05array\x7a\x91\x92\x06doubleQ\x91Z",
        b"\x7aC\x01K\x91\x04name\x60\x04UnitQ\x91",
        b"\x79H\x04UnitN\x07Newtype\x91Z",
        b"\x79\x07Newtype",
        b"\x79\x05Tuple",
        b"\x79\x06Struct",
        b"C\x03a.B\x91\x06parent\x60\x91",
        b"\x7f",
    ];
    let mut all = vec![many_fields.concat(), long_name.concat()];
    all.extend(taken.map(<[u8]>::to_vec));
    all.extend([&broken_name[..], handle, family, timestamp, itself, shared].map(<[u8]>::to_vec));
    all
}

fn things() -> Things {
    let tree = Tree(BTreeMap::from([("a".to_owned(), Tree::default())]));
    let circle = Shape::Circle {
        radius: 1.5,
        inner: Some(Box::new(Shape::Struct {
            width: 1,
            height: None,
        })),
    };
    Things {
        list: vec![Some(1), None],
        table: BTreeMap::from([(7, vec!["x".to_owned()])]),
        shape: Some(circle),
        tagged: Some(Tagged::Text {
            value: "t".to_owned(),
        }),
        untagged: Some(Untagged::Many(vec![Some(1.0)])),
        tree: Some(tree),
        children: vec![Things {
            shape: Some(Shape::Tuple(1, "s".to_owned())),
            ..Things::default()
        }],
        value: Value::constant("org.demo.Kind", "Good"),
        ..Things::default()
    }
}

/// A frame that one side sent to the other.
struct Frame {
    to_provider: bool,
    bytes: Vec<u8>,
}

impl Frame {
    fn serialization(&self) -> u8 {
        self.bytes[2] & 0x1f
    }

    fn body(&self) -> &[u8] {
        self.bytes.get(16..).unwrap_or_default()
    }
}

/// What Java's peers sent each other: of the newest version, the oldest, and in msgpack.
fn frames() -> Vec<Frame> {
    let files = [
        "frames/3.3.6.tsv",
        "frames/2.6.12.tsv",
        "frames/msgpack-2.7.23.tsv",
    ];
    let frame = |line: &str| {
        let columns: Vec<_> = line.split('\t').collect();
        let bytes = bytes(columns.get(3)?)?;
        (bytes.len() < 4096).then(|| Frame {
            to_provider: columns[1] == "c2s",
            bytes,
        })
    };
    let files = files.map(golden);
    let frames = files.iter().flat_map(|file| file.lines()).filter_map(frame);
    frames.filter(|frame| frame.bytes.len() >= 16).collect()
}

fn bodies() -> Vec<Vec<u8>> {
    let number = |id: u8| Serialization::ALL.iter().position(|known| known.id() == id);
    let java = frames().into_iter().filter_map(|frame| {
        let choice = [number(frame.serialization())? as u8, 1];
        Some([&choice, frame.body()].concat())
    });
    let ours = Serialization::ALL
        .iter()
        .zip(0u8..)
        .flat_map(|(serialization, choice)| {
            [request(*serialization), answer(*serialization)]
                .map(|body| [&[choice, 1], &body[..]].concat())
        });
    java.chain(ours).collect()
}

fn request(serialization: Serialization) -> Vec<u8> {
    let mut body = Vec::new();
    let mut encoder = Encoder::new(serialization, &mut body);
    let items = [
        "2.0.2",
        "org.demo.GreetService",
        "0.0.0",
        "sayHello",
        "Ljava/lang/String;",
    ];
    items.iter().for_each(|item| encoder.string(item));
    let block = encoder.open_block();
    encoder
        .value("Maria")
        .expect("a string has a place in each");
    encoder.close_block(block);
    let attachments = [("path", "org.demo.GreetService"), ("timeout", "1000")];
    encoder
        .attachments(attachments)
        .expect("strings have a place in each");
    body
}

fn answer(serialization: Serialization) -> Vec<u8> {
    let mut body = Vec::new();
    let mut encoder = Encoder::new(serialization, &mut body);
    encoder.int(3);
    let block = encoder.open_block();
    let fields = BTreeMap::from([("code", 7)]);
    let thrown = encoder.exception("org.demo.GreetException", Some("no"), None, &fields);
    thrown.expect("an exception with a number has a place in each");
    encoder.close_block(block);
    encoder
        .attachments([("dubbo", "2.0.2")])
        .expect("strings have a place in each");
    body
}

/// Whole frames of one direction, behind the bytes by which a stream target says how they are sent: each as it is in
/// small pieces, and as flags, status and body.
fn streams(to_provider: bool) -> Vec<Vec<u8>> {
    let frames = frames()
        .into_iter()
        .filter(|frame| frame.to_provider == to_provider);
    let mut seeds = Vec::new();
    let mut joined = vec![0];
    for (frame, number) in frames.zip(0u8..=255) {
        let methods: &[u8] = if to_provider { &[] } else { &[number % 12] };
        let answered = [&frame.bytes[..4], &[0; 8], &frame.bytes[12..]].concat();
        seeds.push([&[number % 64], methods, &answered].concat());
        seeds.push([&[0x80], methods, &frame.bytes[2..4], frame.body()].concat());
        if joined.len() + answered.len() < 4096 {
            joined.extend(answered);
        }
    }
    seeds.push(joined);
    for serialization in Serialization::ALL {
        let id = serialization.id();
        seeds.push(match to_provider {
            true => [&[0x80, 0xc0 | id, 0], &request(*serialization)[..]].concat(),
            false => [&[0x80, 11, id, 20], &answer(*serialization)[..]].concat(),
        });
    }
    seeds
}

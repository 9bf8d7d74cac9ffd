//! Whatever the bytes are, the outcome is a value or an error, in bounded memory, copies and stack (hessian2.md §6.1). That
//! the time grows with the length only is shown by instructions, in `benches/codec/src/bin/linear.rs`.

#![cfg(feature = "hessian2")]

use std::collections::HashMap;

use allocation_counter::measure;
use dubbo_codec::hessian2::{Deserializer, Limits, from_slice, to_vec};
use dubbo_codec::{Error, ErrorKind, Value, from_value};
use serde::Deserialize;
use serde::de::IgnoredAny;

/// Dubbo's default limit of a message.
const PAYLOAD: usize = 8 << 20;

#[derive(Deserialize, Debug)]
#[serde(rename = "org.demo.Node")]
#[allow(dead_code, reason = "read, and looked at in its debug form only")]
struct Node {
    value: Option<Value>,
    next: Option<Box<Node>>,
    list: Option<Vec<Node>>,
    map: Option<HashMap<String, Node>>,
}

#[derive(Deserialize, Debug)]
#[allow(dead_code, reason = "read, and looked at in its debug form only")]
enum Itself {
    #[serde(rename = "a.B")]
    Boxed(Box<Itself>),
    List(Vec<Itself>),
}

/// Reads the bytes in every way there is, and says how each ended.
fn outcomes(bytes: &[u8]) -> [Result<(), Error>; 6] {
    let mut skipping = Deserializer::new(bytes);
    [
        from_slice::<Value>(bytes).map(drop),
        from_slice::<Vec<i32>>(bytes).map(drop),
        from_slice::<Node>(bytes).map(drop),
        from_slice::<Itself>(bytes).map(drop),
        from_slice::<IgnoredAny>(bytes).map(drop),
        skipping.skip().and_then(|()| skipping.end()),
    ]
}

#[track_caller]
fn refused(bytes: &[u8]) -> Error {
    let errors = bounded(bytes, || outcomes(bytes))
        .map(|outcome| outcome.expect_err("hostile bytes were read"));
    let [error, ..] = errors;
    error
}

/// Does `read`, which must not take more memory than a small multiple of `bytes`.
#[track_caller]
fn bounded<T>(bytes: &[u8], read: impl FnOnce() -> T) -> T {
    bounded_by((1 << 20) + 12 * bytes.len(), read)
}

#[track_caller]
fn bounded_by<T>(allowed: usize, read: impl FnOnce() -> T) -> T {
    let mut result = None;
    let memory = measure(|| result = Some(read()));
    // Whoever copies again and again does not hold much, but has it in turn.
    assert!(
        memory.bytes_total <= 8 * allowed as u64,
        "{} bytes of memory in turn, allowed are 8 × {allowed}",
        memory.bytes_total
    );
    assert!(
        memory.bytes_max <= allowed as u64,
        "{} bytes of memory, allowed are {allowed}",
        memory.bytes_max
    );
    result.unwrap()
}

#[test]
fn counts_are_checked_against_the_bytes_that_are_left() {
    for bytes in [
        &b"C\x01xI\x7f\xff\xff\xff"[..],
        b"V\x04[intI\x7f\xff\xff\xff",
        b"XI\x7f\xff\xff\xff",
        b"XI\x7f\xff\xff\xff\x91\x91",
        b"\x7f\x91",
        b"\x77\x04[int\x91",
        b"B\xff\xff\x00",
        b"\x2f\x00",
        b"S\xff\xffx",
        b"\x1fx",
        b"\x33\xffx",
    ] {
        assert_eq!(refused(bytes).kind(), ErrorKind::EndOfInput, "{bytes:?}");
    }
}

#[test]
fn negative_counts_are_refused() {
    for bytes in [
        &b"X\x8f"[..],
        b"V\x04[int\x8f",
        b"C\x01x\x8f",
        b"XI\x80\x00\x00\x00",
    ] {
        assert_eq!(refused(bytes).kind(), ErrorKind::Malformed, "{bytes:?}");
    }
}

#[test]
fn claims_within_claims_make_no_room_for_all_of_them() {
    // Lists of as many elements as bytes are left, each the first element of the one before.
    let claims: Vec<u8> = (0..250i32)
        .rev()
        .flat_map(|n| {
            let count = (n * 6 + 5000).to_be_bytes();
            [b'X', b'I', count[0], count[1], count[2], count[3]]
        })
        .collect();
    refused(&[&claims[..], &b"N".repeat(5000)].concat());
    // The same with objects, whose lists are read as typed ones.
    let mut nodes = b"C\x0dorg.demo.Node\x91\x04list".to_vec();
    for n in (0..120i32).rev() {
        nodes.extend(b"\x60XI");
        nodes.extend((n * 7 + 5000).to_be_bytes());
    }
    nodes.extend(b"\x91".repeat(5000));
    refused(&nodes);
}

#[test]
fn nesting_is_limited_before_the_stack_is() {
    let nested = |piece: &[u8], times: usize| piece.repeat(times);
    for (piece, name) in [
        (&b"\x79"[..], "list"),
        (b"W", "list with an end"),
        (b"H\x90", "map"),
        (b"H\x04List\x79", "variant"),
        (b"M\x00\x90", "typed map"),
        (b"\x71\x00", "typed list"),
    ] {
        for times in [258, 100_000, PAYLOAD / piece.len()] {
            let error = from_slice::<Value>(&nested(piece, times)).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Limit, "{name}: {error}");
            refused(&nested(piece, times));
        }
    }
    // Objects within objects, read untyped and as what they are.
    let mut objects = b"C\x0dorg.demo.Node\x91\x04next".to_vec();
    objects.extend(nested(b"\x60", 300_000));
    assert_eq!(refused(&objects).kind(), ErrorKind::Limit);
    // 256 levels can be read, shown, written, compared and dropped.
    let mut deep = nested(b"\x79", 255);
    deep.push(b'\x78');
    let value: Value = from_slice(&deep).unwrap();
    assert_eq!(value.to_string().len(), 512);
    assert_eq!(to_vec(&value).unwrap(), deep);
    assert_eq!(value.clone(), value);
    let mut chain = b"C\x0dorg.demo.Node\x91\x04next".to_vec();
    chain.extend(nested(b"\x60", 256));
    chain.push(b'N');
    assert!(from_slice::<Node>(&chain).is_ok());
}

#[test]
fn an_enum_that_is_its_own_content_ends() {
    let error = from_slice::<Itself>(b"C\x03a.B\x90\x60").unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Limit);
}

#[test]
fn whatever_is_cut_off_is_an_error() {
    let whole = b"C\x0dorg.demo.Node\x92\x05value\x04next\x60H\x01a\x7a\x49\x00\x00\x00\x01S\x00\x02\xc3\xa9xZ\x60M\x11java.util.TreeMap\x90\x91ZN";
    assert!(from_slice::<Value>(whole).is_ok());
    for end in 0..whole.len() {
        let error = refused(&whole[..end]);
        assert_eq!(error.kind(), ErrorKind::EndOfInput, "{end}: {error}");
    }
    // Java makes something of these two.
    refused(b"I\x00\x00\x00");
    refused(b"\x02\xc3");
    refused(b"\x02\xc3\x28");
}

#[test]
fn numbers_of_tables_that_do_not_exist_are_refused() {
    for bytes in [&b"\x6f"[..], b"O\x90", b"O\x8f", b"C\x01a\x90\x61", b"\x60"] {
        assert_eq!(refused(bytes).kind(), ErrorKind::Malformed, "{bytes:?}");
    }
    // What is passed over need not be resolvable; a value must.
    for bytes in [
        &b"Q\x90"[..],
        b"Q\x8f",
        b"\x79Q\x91",
        b"\x71\x99\x90",
        b"\x71\x8f\x90",
        b"M\x90Z",
    ] {
        assert_eq!(
            from_slice::<Value>(bytes).unwrap_err().kind(),
            ErrorKind::Malformed,
            "{bytes:?}"
        );
    }
}

#[test]
fn what_begins_no_value_is_refused() {
    for tag in [0x40, 0x45, 0x47, 0x50, 0x5a] {
        assert_eq!(refused(&[tag]).kind(), ErrorKind::Malformed);
        assert_eq!(refused(&[0x79, tag]).kind(), ErrorKind::Malformed);
    }
    for bytes in [
        &b"R\x00\x01aN"[..],
        b"A\x00\x01aN",
        b"R\x00\x01a\x90",
        b"\x01\x80",
        b"\x01\xff",
        b"\x01\xe4\xb8\x28",
    ] {
        assert_eq!(refused(bytes).kind(), ErrorKind::Malformed, "{bytes:?}");
    }
}

#[test]
fn cycles_end() {
    assert_eq!(
        from_slice::<Value>(b"\x79Q\x90").unwrap().to_string(),
        "#0=[#0]"
    );
    let node = b"C\x0dorg.demo.Node\x92\x04next\x05value\x60Q\x90N";
    assert!(from_slice::<Node>(node).unwrap().next.is_none());
    // A cycle that is closed only within what a reference repeats.
    let value: Value = from_slice(b"\x7a\x79Q\x91Q\x91").unwrap();
    assert_eq!(value.to_string(), "[#1=[#1], #1]");
    assert_eq!(value.expanded(9).unwrap().to_string(), "[#1=[#1], #2=[#2]]");
}

#[test]
fn dates_and_numbers_in_boxes_within_boxes_end() {
    #[derive(Deserialize, Debug)]
    #[serde(rename = "$dubbo::Date")]
    struct Date(#[allow(dead_code)] i64);
    let timestamp = b"C\x12java.sql.Timestamp\x91\x05value\x60";
    let itself = [&timestamp[..], b"Q\x90"].concat();
    assert!(from_slice::<Date>(&itself).is_err());
    let nested = [&timestamp[..], &b"\x60".repeat(PAYLOAD), b"N"].concat();
    let error = from_slice::<Date>(&nested).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Limit);
    // A box is no container that is open, so a reference in it could lead to it for ever.
    let handle = b"C\x30\x20com.caucho.hessian.io.ByteHandle\x91\x05value\x60";
    assert_eq!(
        from_slice::<i8>(&[&handle[..], b"\x91"].concat()).unwrap(),
        1
    );
    let error = refused(&[&handle[..], b"Q\x90"].concat());
    assert_eq!(error.kind(), ErrorKind::Malformed);
    refused(&[&handle[..], &b"\x60".repeat(PAYLOAD / 8), b"Q\x90"].concat());
}

#[test]
fn long_names_of_fields_are_not_copied_without_end() {
    let mut class = b"C\x01a\x91S\xff\xff".to_vec();
    class.extend(b"x".repeat(0xffff));
    let mut objects = [&b"XI\x00\x01\x00\x00"[..], &class].concat();
    objects.extend(b"\x60\x91".repeat(0x10000));
    let error = bounded_by(24 << 20, || {
        from_slice::<Vec<HashMap<String, i32>>>(&objects).unwrap_err()
    });
    assert_eq!(error.kind(), ErrorKind::Limit);
    // Nor are names that are no longer than others, each of which a field of one byte repeats.
    let mut objects = b"XI\x00\x02\x00\x00C\x01a\x91\x30\xc8".to_vec();
    objects.extend(b"x".repeat(200));
    objects.extend(b"\x60\x91".repeat(0x20000));
    let error = bounded_by(48 << 20, || {
        from_slice::<Vec<HashMap<String, i32>>>(&objects).unwrap_err()
    });
    assert_eq!(error.kind(), ErrorKind::Limit);
    // A struct keeps no names.
    #[derive(Deserialize, Debug)]
    #[serde(default)]
    #[derive(Default)]
    struct Few {
        _x: Option<i32>,
    }
    assert_eq!(from_slice::<Vec<Few>>(&objects).unwrap().len(), 0x20000);
    // A path to an error within each other shows a piece of each name.
    #[derive(Deserialize, Debug)]
    struct Tree(#[allow(dead_code)] HashMap<String, Tree>);
    let nested = [&class[..], &b"\x60".repeat(10), b"T"].concat();
    let error = bounded(&nested, || from_slice::<Tree>(&nested).unwrap_err());
    assert_eq!(error.kind(), ErrorKind::Mismatch);
    assert!(error.path().len() < 10 * 70, "{}", error.path().len());
}

#[test]
fn references_cannot_multiply_a_message() {
    // Each list refers twice to the one before it: 2^100 lists.
    let mut bomb = b"XI\x00\x00\x00\x64\x78".to_vec();
    for number in 1..100i32 {
        bomb.push(0x7a);
        for _ in 0..2 {
            bomb.push(b'Q');
            bomb.push(b'I');
            bomb.extend(number.to_be_bytes());
        }
    }
    #[derive(Deserialize, Debug)]
    struct Lists(#[allow(dead_code)] Vec<Lists>);
    let error = bounded_by(16 << 20, || from_slice::<Lists>(&bomb).unwrap_err());
    assert_eq!(error.kind(), ErrorKind::Limit);
    // A value keeps its references, and nothing that follows them does so without end.
    let value: Value = bounded_by(1 << 20, || from_slice(&bomb).unwrap());
    assert_eq!(to_vec(&value).unwrap().len(), 603);
    bounded_by(1 << 20, || assert!(value.to_string().len() < 2000));
    bounded_by(16 << 20, || {
        for error in [
            value.expanded(100_000).unwrap_err(),
            from_value::<Lists>(value.clone()).unwrap_err(),
        ] {
            assert_eq!(error.kind(), ErrorKind::Limit);
        }
    });
    // Values that are taken out of it one by one, each with a large part that all of them refer to.
    let large = Value::from(vec![Value::Null; 10_000]);
    let mut all = vec![large];
    all.extend((0..10_000).map(|back| Value::from([Value::Reference(2 + back)])));
    let all = Value::from(all);
    let error = bounded_by(96 << 20, || {
        from_value::<Vec<Value>>(all.clone()).unwrap_err()
    });
    assert_eq!(error.kind(), ErrorKind::Limit);
    // An exception whose fields refer to it.
    let mut fields = vec![("detailMessage".to_owned(), Value::Null)];
    fields.extend((0..20_000u32).map(|n| (n.to_string(), Value::from([Value::Reference(n + 2)]))));
    let fields = fields.iter().map(|(name, value)| (&**name, value.clone()));
    let exception = Value::object("org.demo.E", fields);
    let exception = bounded_by(32 << 20, || {
        dubbo_codec::Exception::from_value(exception).unwrap()
    });
    assert_eq!(exception.field("7"), Some(&Value::from([Value::Null])));
    assert!(to_vec(&exception.to_value()).is_ok());
    // Each list refers to the one before it, so that they stand in each other once they are there.
    let mut chain = vec![Value::from(Vec::<Value>::new())];
    chain.extend((1..100_000).map(|_| Value::from([Value::Reference(2)])));
    let chain = Value::from(chain);
    for error in [
        chain.expanded(usize::MAX).unwrap_err(),
        chain
            .extract(chain.as_list().unwrap().last().unwrap())
            .unwrap_err(),
        from_value::<Lists>(chain.clone()).unwrap_err(),
    ] {
        assert_eq!(error.kind(), ErrorKind::Limit);
    }
    // A list of a thousand nulls, referred to again and again.
    let mut nulls = b"XI\x00\x00\x27\x10X\xcb\xe8".to_vec();
    nulls.extend(b"N".repeat(1000));
    nulls.extend(b"Q\x91".repeat(9999));
    let error = bounded_by(32 << 20, || from_slice::<Vec<Vec<()>>>(&nulls).unwrap_err());
    assert_eq!(error.kind(), ErrorKind::Limit);
    // The same as values of a typed list, each of which has its own copy.
    let error = bounded_by(32 << 20, || from_slice::<Vec<Value>>(&nulls).unwrap_err());
    assert_eq!(error.kind(), ErrorKind::Limit);
    // A short message may well repeat one object often.
    let mut often = b"XI\x00\x00\x03\xe8\x7a\x91\x92".to_vec();
    often.extend(b"Q\x91".repeat(999));
    assert_eq!(from_slice::<Vec<(i32, i32)>>(&often).unwrap().len(), 1000);
}

#[test]
fn bytes_cannot_become_forty_times_as_many() {
    for filling in [&b"\x78"[..], b"N", b"\x00", b"\x20", b"\x91", b"HZ"] {
        let count = (PAYLOAD / filling.len()) as i32;
        let mut bytes = b"XI".to_vec();
        bytes.extend(count.to_be_bytes());
        bytes.extend(filling.repeat(count as usize));
        let error = bounded(&bytes, || from_slice::<Value>(&bytes).unwrap_err());
        assert_eq!(error.kind(), ErrorKind::Limit);
    }
    // Numbers in a list of numbers are no parts of an untyped value.
    let mut numbers = b"XI".to_vec();
    numbers.extend((2i32 << 20).to_be_bytes());
    numbers.extend(b"\x91".repeat(2 << 20));
    assert_eq!(from_slice::<Vec<i32>>(&numbers).unwrap().len(), 2 << 20);
}

#[test]
fn long_names_are_shared_by_all_that_bear_them() {
    let mut wide = b"C\x01a\xcb\xe8".to_vec();
    for field in 0..1000 {
        wide.push(0x30);
        wide.push(100);
        wide.extend(format!("{field:0100}").bytes());
    }
    let object = [&b"\x60"[..], &b"N".repeat(1000)].concat();
    let mut objects = [&b"X\xcb\x20"[..], &wide].concat();
    objects.extend(object.repeat(800));
    let value: Value = bounded_by(48 << 20, || from_slice(&objects).unwrap());
    assert_eq!(value.as_list().map(<[Value]>::len), Some(800));
    // A name of a type that is given by its number again and again.
    let mut lists = b"XI\x00\x03\x00\x00\x70S\xff\xff".to_vec();
    lists.extend(b"x".repeat(0xffff));
    lists.extend(b"\x70\x90".repeat(0x2ffff));
    let value: Value = bounded_by(48 << 20, || from_slice(&lists).unwrap());
    assert_eq!(value.as_list().map(<[Value]>::len), Some(0x30000));
}

#[test]
fn pieces_without_content_end_with_the_message() {
    for piece in [b"R\x00\x00", b"A\x00\x00"] {
        refused(&piece.repeat(PAYLOAD / 3));
    }
}

#[test]
fn classes_and_their_fields_are_limited() {
    let many = b"C\x01a\x90".repeat(5000);
    assert_eq!(
        refused(&[&many[..], b"N"].concat()).kind(),
        ErrorKind::Limit
    );
    let mut wide = b"C\x01aI\x00\x01\x00\x01".to_vec();
    wide.extend(b"\x00".repeat(0x10001));
    assert_eq!(
        refused(&[&wide[..], b"N"].concat()).kind(),
        ErrorKind::Limit
    );
    // 65,536 fields of one name, whose values but the last are passed over.
    let mut same = b"C\x01aI\x00\x01\x00\x00".to_vec();
    same.extend(b"\x01x".repeat(0x10000));
    same.push(b'\x60');
    same.extend(b"\x91".repeat(0x10000));
    let map: HashMap<String, i32> = bounded_by(8 << 20, || from_slice(&same).unwrap());
    assert_eq!(map, HashMap::from([("x".into(), 1)]));
}

#[test]
fn every_limit_can_be_set() {
    let read = |bytes: &[u8], set: fn(&mut Limits)| {
        let mut limits = Limits::default();
        set(&mut limits);
        Deserializer::with_limits(bytes, limits).read_value()
    };
    type Set = fn(&mut Limits);
    let cases: [(&[u8], Set); 4] = [
        (b"\x79\x79\x78", |limits| limits.depth = 2),
        (b"\x7b\x91\x92\x93", |limits| limits.nodes = 3),
        (b"C\x01a\x90C\x01b\x90\x60", |limits| limits.classes = 1),
        (b"C\x01a\x92\x01x\x01y\x60\x91\x92", |limits| {
            limits.fields = 1
        }),
    ];
    for (bytes, set) in cases {
        assert!(read(bytes, |_| {}).is_ok());
        assert_eq!(
            read(bytes, set).unwrap_err().kind(),
            ErrorKind::Limit,
            "{bytes:?}"
        );
    }
    // A message of a MiB, of which all is repeated twice.
    let mut twice = b"\x7b\x79B\xff\xff".to_vec();
    twice.truncate(2);
    twice.extend(
        b"A\xff\xff"
            .iter()
            .chain(&[0; 0xffff])
            .copied()
            .collect::<Vec<u8>>()
            .repeat(16),
    );
    twice.extend(b"\x20Q\x91Q\x91");
    // 32 MiB of elements for a message of one.
    let nulls = [&b"\x58\x49\x00\x10\x00\x00"[..], &b"N".repeat(0x10_0000)].concat();
    for (memory, is_read) in [(31, false), (32, true)] {
        let mut limits = Limits::default();
        limits.memory = memory;
        let mut deserializer = Deserializer::with_limits(&nulls, limits);
        let read = Vec::<Option<[u64; 3]>>::deserialize(&mut deserializer);
        assert_eq!(read.is_ok(), is_read, "{memory}");
    }
    for (replays, is_read) in [(1, false), (2, true)] {
        let mut limits = Limits::default();
        limits.replays = replays;
        let mut deserializer = Deserializer::with_limits(&twice, limits);
        let read = Vec::<Vec<Vec<u8>>>::deserialize(&mut deserializer);
        assert_eq!(read.is_ok(), is_read, "{replays}");
        assert!(read.is_ok() || read.is_err_and(|error| error.kind() == ErrorKind::Limit));
    }
}

/// 8 MiB of objects without fields would become 8 million structs of any size.
#[test]
fn a_typed_list_of_more_objects_than_a_message_may_have_is_refused() {
    #[derive(Debug, serde::Deserialize)]
    #[serde(rename = "a.B")]
    struct Large {
        #[serde(default)]
        _text: Option<String>,
    }
    let mut bytes = b"\x58\x49\x00\x20\x00\x00\x43\x03a.B\x90".to_vec();
    bytes.resize(bytes.len() + 0x20_0000, 0x60);
    let error = dubbo_codec::hessian2::from_slice::<Vec<Large>>(&bytes).unwrap_err();
    assert_eq!(error.kind(), dubbo_codec::ErrorKind::Limit, "{error}");
    // So would be as many nulls, or empty texts in a map, be it of the fields of an object.
    type Row = [Option<[u64; 32]>; 4];
    let nulls = [&b"\x58\x49\x00\x20\x00\x00"[..], &b"N".repeat(0x20_0000)].concat();
    let error = bounded_by(210 << 20, || {
        from_slice::<Vec<Option<Row>>>(&nulls).unwrap_err()
    });
    assert_eq!(error.kind(), ErrorKind::Limit, "{error}");
    let entries: Vec<u8> = (0..0x8_0000i32)
        .flat_map(|n| [[b'I'].as_slice(), &n.to_be_bytes(), b"N"].concat())
        .collect();
    let map = [&b"H"[..], &entries, b"Z"].concat();
    type Table = std::collections::BTreeMap<i32, Option<Row>>;
    let error = bounded_by(320 << 20, || from_slice::<Table>(&map).unwrap_err());
    assert_eq!(error.kind(), ErrorKind::Limit, "{error}");
    // Numbers are what they are on the wire.
    let mut bytes = b"\x58\x49\x00\x20\x00\x00".to_vec();
    bytes.resize(bytes.len() + 0x20_0000, 0x91);
    let numbers: Vec<i32> = dubbo_codec::hessian2::from_slice(&bytes).unwrap();
    assert_eq!(numbers.len(), 0x20_0000);
}

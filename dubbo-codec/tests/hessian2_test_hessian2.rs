//! Caucho's conformance suite, the interface `TestHessian2`: each of its 183 methods as a case of ours.
//!
//! `replyXxx` returns a value, so its bytes must read as that value, typed and untyped. `argXxx` takes the value and says
//! whether it is right, so what we write for it must be the bytes that Java writes for it. `methodNull` has neither.

#![cfg(feature = "hessian2")]
#![allow(clippy::approx_constant, reason = "the suite has 3.14159")]

mod hessian2_support;

use std::collections::BTreeMap;
use std::fmt::Debug;

use dubbo_codec::Value;
use dubbo_codec::hessian2::{from_slice, to_vec};
use dubbo_codec::java::Date;
use hessian2_support::{golden, hex, rows};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// What has been checked: the names of replies and of arguments.
#[derive(Default)]
struct Suite {
    replies: Vec<&'static str>,
    arguments: Vec<&'static str>,
}

impl Suite {
    /// The value of `reply…` and `arg…`, and its bytes in hexadecimal.
    fn case<T>(&mut self, name: &'static str, value: T, bytes: &str)
    where
        T: Serialize + DeserializeOwned + PartialEq + Debug,
    {
        self.reply(name, &value, bytes);
        self.argument(name, &value, bytes);
    }

    fn reply<T: DeserializeOwned + PartialEq + Debug>(
        &mut self,
        name: &'static str,
        value: &T,
        text: &str,
    ) {
        let bytes = hessian2_support::bytes(text).unwrap();
        assert_eq!(&from_slice::<T>(&bytes).unwrap(), value, "reply{name}");
        let untyped: Value = from_slice(&bytes).unwrap();
        // Java's chunks of bytes depend on its buffer.
        if name != "Binary_65536" {
            assert_eq!(hex(&to_vec(&untyped).unwrap()), text, "reply{name} again");
        }
        self.replies.push(name);
    }

    fn argument<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T, text: &str) {
        assert_eq!(hex(&to_vec(value).unwrap()), text, "arg{name}");
        self.arguments.push(name);
    }

    /// A case whose bytes are in the golden file.
    fn golden<T>(&mut self, name: &'static str, value: T)
    where
        T: Serialize + DeserializeOwned + PartialEq + Debug,
    {
        self.case(name, value, row(name));
    }
}

fn row(wanted: &str) -> &'static str {
    let mut rows = rows(golden!("TestHessian2.tsv"));
    rows.find(|(name, _)| *name == wanted).unwrap().1
}

fn numbers(suite: &mut Suite) {
    for (name, value, bytes) in [
        ("Int_0", 0, "90"),
        ("Int_1", 1, "91"),
        ("Int_47", 47, "bf"),
        ("Int_m16", -16, "80"),
        ("Int_0x30", 0x30, "c830"),
        ("Int_0x7ff", 0x7ff, "cfff"),
        ("Int_m17", -17, "c7ef"),
        ("Int_m0x800", -0x800, "c000"),
        ("Int_0x800", 0x800, "d40800"),
        ("Int_0x3ffff", 0x3ffff, "d7ffff"),
        ("Int_m0x801", -0x801, "d3f7ff"),
        ("Int_m0x40000", -0x40000, "d00000"),
        ("Int_0x40000", 0x40000, "4900040000"),
        ("Int_0x7fffffff", i32::MAX, "497fffffff"),
        ("Int_m0x40001", -0x40001, "49fffbffff"),
        ("Int_m0x80000000", i32::MIN, "4980000000"),
    ] {
        suite.case(name, value, bytes);
    }
    for (name, value, bytes) in [
        ("Long_0", 0i64, "e0"),
        ("Long_1", 1, "e1"),
        ("Long_15", 15, "ef"),
        ("Long_m8", -8, "d8"),
        ("Long_0x10", 0x10, "f810"),
        ("Long_0x7ff", 0x7ff, "ffff"),
        ("Long_m9", -9, "f7f7"),
        ("Long_m0x800", -0x800, "f000"),
        ("Long_0x800", 0x800, "3c0800"),
        ("Long_0x3ffff", 0x3ffff, "3fffff"),
        ("Long_m0x801", -0x801, "3bf7ff"),
        ("Long_m0x40000", -0x40000, "380000"),
        ("Long_0x40000", 0x40000, "5900040000"),
        ("Long_0x7fffffff", 0x7fff_ffff, "597fffffff"),
        ("Long_m0x40001", -0x40001, "59fffbffff"),
        ("Long_m0x80000000", -0x8000_0000, "5980000000"),
        ("Long_0x80000000", 0x8000_0000, "4c0000000080000000"),
        ("Long_m0x80000001", -0x8000_0001, "4cffffffff7fffffff"),
    ] {
        suite.case(name, value, bytes);
    }
    for (name, value, bytes) in [
        ("Double_0_0", 0.0, "5b"),
        ("Double_1_0", 1.0, "5c"),
        ("Double_2_0", 2.0, "5d02"),
        ("Double_127_0", 127.0, "5d7f"),
        ("Double_m128_0", -128.0, "5d80"),
        ("Double_128_0", 128.0, "5e0080"),
        ("Double_m129_0", -129.0, "5eff7f"),
        ("Double_32767_0", 32767.0, "5e7fff"),
        ("Double_m32768_0", -32768.0, "5e8000"),
        ("Double_0_001", 0.001, "5f00000001"),
        ("Double_m0_001", -0.001, "5fffffffff"),
        ("Double_65_536", 65.536, "5f00010000"),
        ("Double_3_14159", 3.14159, "44400921f9f01b866e"),
    ] {
        suite.case(name, value, bytes);
    }
    suite.case("Date_0", Date(0), "4b00000000");
    suite.case("Date_1", Date(894_621_091_000), "4a000000d04b9284b8");
    suite.case("Date_2", Date(894_621_060_000), "4b00e3838f");
}

/// The suite's long text: lines of 64 characters that begin with their number.
fn text(length: usize) -> String {
    let lines = (0..16)
        .map(|n| format!("{n:02} 456789012345678901234567890123456789012345678901234567890123\n"));
    lines.collect::<String>()[..length].to_owned()
}

/// Its longest one. From line 1000 on the number, whose hundreds are two digits then, makes the lines longer.
fn text_65536() -> String {
    let line = |n| {
        let digits = "56789012345678901234567890123456789012345678901234567890123";
        format!("{}{}{} {digits}\n", n / 100, n / 10 % 10, n % 10)
    };
    (0..1024).map(line).collect::<String>()[..65_536].to_owned()
}

fn digits(length: usize) -> String {
    "0123456789".chars().cycle().take(length).collect()
}

fn texts_and_bytes(suite: &mut Suite) {
    let with_head = |head: &str, text: &str| head.to_owned() + &hex(text.as_bytes());
    suite.case("String_0", String::new(), "00");
    suite.reply("String_null", &None::<String>, "4e");
    suite.case("String_1", "0".to_owned(), "0130");
    suite.case("String_31", digits(31), &with_head("1f", &digits(31)));
    suite.case("String_32", digits(32), &with_head("3020", &digits(32)));
    suite.golden("String_1023", text(1023));
    suite.golden("String_1024", text(1024));
    let long = text_65536();
    let (first, second) = long.split_at(0x8000);
    let bytes = with_head("528000", first) + &with_head("538000", second);
    // The golden file has a description of it.
    assert_eq!(bytes.len() / 2, 65_542);
    assert!(row("String_65536").starts_with(&format!("65542B head={}", &bytes[..12])));
    suite.case("String_65536", long.clone(), &bytes);

    suite.case("Binary_0", Bytes(String::new()), "20");
    suite.reply("Binary_null", &None::<Bytes>, "4e");
    suite.case("Binary_1", Bytes(digits(1)), "2130");
    suite.case(
        "Binary_15",
        Bytes(digits(15)),
        &with_head("2f", &digits(15)),
    );
    suite.case(
        "Binary_16",
        Bytes(digits(16)),
        &with_head("3410", &digits(16)),
    );
    suite.golden("Binary_1023", Bytes(text(1023)));
    suite.golden("Binary_1024", Bytes(text(1024)));
    let pieces = long.as_bytes().chunks(0x1ffd);
    let head = |piece: &[u8]| {
        if piece.len() == 0x1ffd {
            "411ffd"
        } else {
            "3418"
        }
    };
    let javas: String = pieces
        .map(|piece| head(piece).to_owned() + &hex(piece))
        .collect();
    assert_eq!(javas.len() / 2, 65_562);
    suite.reply("Binary_65536", &Bytes(long.clone()), &javas);
    let ours = with_head("418000", first) + &with_head("428000", second);
    suite.argument("Binary_65536", &Bytes(text_65536()), &ours);
}

/// Text as `byte[]`.
#[derive(Debug, PartialEq)]
struct Bytes(String);

impl Serialize for Bytes {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(self.0.as_bytes())
    }
}

impl<'de> Deserialize<'de> for Bytes {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let bytes = <Vec<u8> as dubbo_codec::FromJava>::deserialize(deserializer)?;
        String::from_utf8(bytes)
            .map(Bytes)
            .map_err(serde::de::Error::custom)
    }
}

#[derive(Serialize, Deserialize, Debug, PartialEq)]
#[serde(rename = "[string")]
struct Strings(Vec<String>);

#[derive(Serialize, Deserialize, Debug, PartialEq)]
#[serde(rename = "java.util.Hashtable")]
struct Hashtable<K: Ord, V>(BTreeMap<K, V>);

/// A map whose entries keep their order.
#[derive(Debug, PartialEq)]
struct Descending(Vec<(i32, String)>);

impl Serialize for Descending {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let entries = self
            .0
            .iter()
            .map(|(key, value)| (*key, Value::from(&**value)));
        Value::map_of("java.util.Hashtable", entries).serialize(serializer)
    }
}

fn lists_and_maps(suite: &mut Suite) {
    let strings = |length: i32| (1..=length).map(|n| n.to_string()).collect::<Vec<_>>();
    suite.golden("UntypedFixedList_0", strings(0));
    suite.golden("UntypedFixedList_1", strings(1));
    suite.golden("UntypedFixedList_7", strings(7));
    suite.golden("UntypedFixedList_8", strings(8));
    suite.golden("TypedFixedList_0", Strings(strings(0)));
    suite.golden("TypedFixedList_1", Strings(strings(1)));
    suite.golden("TypedFixedList_7", Strings(strings(7)));
    suite.golden("TypedFixedList_8", Strings(strings(8)));
    let one = || BTreeMap::from([("a".to_owned(), 0)]);
    let two = || BTreeMap::from([(0, "a".to_owned()), (1, "b".to_owned())]);
    let three = || BTreeMap::from([(vec!["a".to_owned()], 0)]);
    suite.golden("UntypedMap_0", BTreeMap::<String, i32>::new());
    suite.golden("UntypedMap_1", one());
    suite.golden("UntypedMap_2", two());
    suite.golden("UntypedMap_3", three());
    suite.golden("TypedMap_0", Hashtable(BTreeMap::<String, i32>::new()));
    suite.golden("TypedMap_1", Hashtable(one()));
    suite.reply("TypedMap_2", &Hashtable(two()), row("TypedMap_2"));
    let descending = Descending(two().into_iter().rev().collect());
    suite.argument("TypedMap_2", &descending, row("TypedMap_2"));
    suite.golden("TypedMap_3", Hashtable(three()));
}

#[derive(Serialize, Deserialize, Debug, PartialEq, Clone)]
#[serde(rename = "com.caucho.hessian.test.TestObject")]
struct TestObject {
    _value: i32,
}

#[derive(Serialize, Deserialize, Debug, PartialEq)]
#[serde(rename = "com.caucho.hessian.test.A0")]
struct A0 {}

fn objects(suite: &mut Suite) {
    let object = |_value| TestObject { _value };
    suite.golden("Object_0", A0 {});
    let many = (0..=16).map(|n| Value::object(format!("com.caucho.hessian.test.A{n}"), []));
    suite.golden("Object_16", many.collect::<Value>());
    suite.golden("Object_1", object(0));
    suite.golden("Object_2", [object(0), object(1)]);
    suite.golden("Object_2b", [object(0), object(0)]);
    // One object twice: a struct reads it once per use, a value keeps it.
    suite.reply("Object_2a", &[object(0), object(0)], row("Object_2a"));
    let shared = dubbo_codec::to_value(&object(0)).unwrap();
    let twice = Value::from([shared, Value::Reference(1)]);
    suite.argument("Object_2a", &twice, row("Object_2a"));
    let itself = [("_rest", Value::Reference(1)), ("_first", "a".into())];
    suite.golden(
        "Object_3",
        Value::object("com.caucho.hessian.test.TestCons", itself),
    );
}

#[test]
fn every_method_of_the_suite_holds() {
    let mut suite = Suite::default();
    suite.case("Null", (), "4e");
    suite.case("True", true, "54");
    suite.case("False", false, "46");
    numbers(&mut suite);
    texts_and_bytes(&mut suite);
    lists_and_maps(&mut suite);
    objects(&mut suite);

    let without_argument: Vec<&str> = suite
        .replies
        .iter()
        .filter(|name| !suite.arguments.contains(name))
        .copied()
        .collect();
    println!(
        "{} replies and {} arguments compared; `methodNull` has neither",
        suite.replies.len(),
        suite.arguments.len()
    );
    assert_eq!(without_argument, ["String_null", "Binary_null"]);
    assert_eq!((suite.replies.len(), suite.arguments.len()), (92, 90));
    assert_eq!(suite.replies.len() + suite.arguments.len() + 1, 183);
}

//! Whatever the bytes, a decoder ends with an error, in bounded memory and time.
#![cfg(any(feature = "hessian2", feature = "msgpack", feature = "bincode"))]

use std::collections::BTreeMap;

use dubbo_codec::java::{Array, BigDecimal, BigInteger, LocalDateTime, SqlTimestamp, Uuid};
use dubbo_codec::proof::{Depth, JavaSide};
use dubbo_codec::{Decoder, Encoder, ErrorKind, FromJava, JavaType, Limits, Serialization};
use proptest::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename = "org.demo.Node")]
struct Node {
    next: Option<Box<Node>>,
}

impl JavaType for Node {
    const DESCRIPTOR: &'static str = "Lorg/demo/Node;";
    const ELEMENT: &'static str = "org.demo.Node";
    const NAME: &'static str = "org.demo.Node";
    type Proof<C: JavaSide, D: Depth> = ();

    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Serialize::serialize(self, serializer)
    }
}

impl FromJava for Node {
    fn deserialize<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Deserialize::deserialize(deserializer)
    }
}

#[cfg(feature = "bincode")]
mod bincode {
    use super::*;
    use std::collections::HashMap;

    fn error<T: FromJava + std::fmt::Debug>(body: &[u8]) -> dubbo_codec::Error {
        Decoder::new(Serialization::Bincode, body)
            .value::<T>()
            .unwrap_err()
    }

    #[test]
    fn depth_is_bounded() {
        let body = vec![1; 10_000_000];
        assert_eq!(error::<Node>(&body).kind(), ErrorKind::Limit);
        let mut body = vec![1; 100];
        body.push(0);
        Decoder::new(Serialization::Bincode, &body)
            .value::<Node>()
            .unwrap();
    }

    #[test]
    fn values_that_take_no_byte_are_bounded() {
        // 2⁶⁴ − 1 units.
        let body = [253, 255, 255, 255, 255, 255, 255, 255, 255];
        assert_eq!(error::<Vec<()>>(&body).kind(), ErrorKind::Limit);
    }

    #[test]
    fn claims_within_claims_make_no_room_for_all_of_them() {
        let claim = [253, 255, 255, 255, 255, 255, 255, 255, 255];
        let body = claim.repeat(4);
        let memory = allocation_counter::measure(|| {
            error::<Vec<Vec<Vec<Vec<i64>>>>>(&body);
        });
        assert!(memory.bytes_max < 256 << 10, "{}", memory.bytes_max);
    }

    #[test]
    fn a_length_reserves_nothing() {
        let body = [253, 255, 255, 255, 255, 255, 255, 255, 127, 1];
        assert_eq!(error::<String>(&body).kind(), ErrorKind::EndOfInput);
        assert_eq!(error::<Vec<u8>>(&body).kind(), ErrorKind::EndOfInput);
        assert!(error::<Vec<i64>>(&body).to_string().contains("ends within"));
        assert!(
            error::<HashMap<i64, String>>(&body)
                .to_string()
                .contains("ends within")
        );
    }

    #[test]
    fn another_contract_is_noticed_at_the_end_of_the_block() {
        let mut body = Vec::new();
        let mut encoder = Encoder::new(Serialization::Bincode, &mut body);
        let block = encoder.open_block();
        encoder.value(&(1i64 << 40)).unwrap();
        encoder.value(&1).unwrap();
        encoder.close_block(block);
        let mut decoder = Decoder::new(Serialization::Bincode, &body);
        let block = decoder.open_block().unwrap();
        decoder.value::<i64>().unwrap();
        let error = decoder.close_block(block).unwrap_err().to_string();
        assert!(error.contains("same contract"), "{error}");
    }

    #[test]
    fn a_block_beyond_the_body_is_an_error() {
        for body in [&b"\xff\xff\xff\xff"[..], b"\x01\0\0\0", b"\x01\0\0", b""] {
            assert!(
                Decoder::new(Serialization::Bincode, body)
                    .open_block()
                    .is_err()
            );
            assert!(
                Decoder::new(Serialization::Bincode, body)
                    .skip_block(1)
                    .is_err()
            );
        }
    }
}

#[cfg(feature = "msgpack")]
mod msgpack {
    use super::*;
    use dubbo_codec::Value;

    fn error<T: FromJava + std::fmt::Debug>(body: &[u8]) -> dubbo_codec::Error {
        Decoder::new(Serialization::Msgpack, body)
            .value::<T>()
            .unwrap_err()
    }

    #[test]
    fn depth_is_bounded() {
        let mut body = vec![0x91; 10_000_000];
        body.push(0xc0);
        assert_eq!(error::<Value>(&body).kind(), ErrorKind::Limit);
        // Passing over takes no stack at all, so it may be as deep as the body.
        Decoder::new(Serialization::Msgpack, &body).skip().unwrap();
    }

    #[test]
    fn a_length_reserves_nothing() {
        for marker in [0xc6, 0xdb, 0xdd, 0xdf, 0xc9] {
            let body = [marker, 0xff, 0xff, 0xff, 0xff, 1];
            assert_eq!(
                error::<Value>(&body).kind(),
                ErrorKind::EndOfInput,
                "{marker:02x}"
            );
        }
    }

    #[test]
    fn the_parts_of_an_untyped_value_are_bounded() {
        let mut body = vec![0xdd, 0, 0, 4, 0];
        body.resize(5 + 1024, 0xc0);
        let mut limits = Limits::default();
        limits.nodes = 1025;
        Decoder::with_limits(Serialization::Msgpack, &body, limits)
            .any()
            .unwrap();
        limits.nodes = 1024;
        let error = Decoder::with_limits(Serialization::Msgpack, &body, limits)
            .any()
            .unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Limit);
    }

    #[test]
    fn every_kind_of_value_is_passed_over() {
        let items: &[&[u8]] = &[
            b"\x05",
            b"\xe0",
            b"\xc0",
            b"\xc2",
            b"\xc3",
            b"\x81\x01\x02",
            b"\x92\x01\x02",
            b"\xa2hi",
            b"\xc4\x01x",
            b"\xc5\0\x01x",
            b"\xc6\0\0\0\x01x",
            b"\xc7\x01\x05x",
            b"\xc8\0\x01\x05x",
            b"\xc9\0\0\0\x01\x05x",
            b"\xca1234",
            b"\xcb12345678",
            b"\xcc1",
            b"\xcd12",
            b"\xce1234",
            b"\xcf12345678",
            b"\xd01",
            b"\xd112",
            b"\xd21234",
            b"\xd312345678",
            b"\xd4\x051",
            b"\xd5\x0512",
            b"\xd6\x051234",
            b"\xd7\x0512345678",
            b"\xd8\x051234567812345678",
            b"\xd9\x01x",
            b"\xda\0\x01x",
            b"\xdb\0\0\0\x01x",
            b"\xdc\0\x01\x01",
            b"\xdd\0\0\0\x01\x01",
            b"\xde\0\x01\x01\x02",
            b"\xdf\0\0\0\x01\x01\x02",
        ];
        for item in items {
            let body = [item, &b"\xa1!"[..]].concat();
            let mut decoder = Decoder::new(Serialization::Msgpack, &body);
            decoder
                .skip_block(1)
                .unwrap_or_else(|error| panic!("{item:02x?}: {error}"));
            assert_eq!(decoder.position(), item.len(), "{item:02x?}");
            assert_eq!(decoder.string().unwrap().as_deref(), Some("!"));
            for cut in 0..item.len() {
                assert!(
                    Decoder::new(Serialization::Msgpack, &item[..cut])
                        .skip()
                        .is_err()
                );
            }
        }
        assert_eq!(error::<Value>(b"\xc1").kind(), ErrorKind::Malformed);
    }
}

/// Reads the body as everything there is; the outcome does not matter.
fn read_as_everything(serialization: Serialization, body: &[u8]) {
    let decoder = || Decoder::new(serialization, body);
    let _ = decoder().value::<Vec<u8>>();
    let _ = decoder().value::<Vec<Option<String>>>();
    let _ = decoder().value::<BTreeMap<String, Vec<i32>>>();
    let _ = decoder().value::<Array<LocalDateTime>>();
    let _ = decoder().value::<Vec<Uuid>>();
    let _ = decoder().value::<Option<BigInteger>>();
    let _ = decoder().value::<BigDecimal>();
    let _ = decoder().value::<SqlTimestamp>();
    let _ = decoder().value::<Node>();
    let _ = decoder().value::<(/* void */)>();
    let _ = decoder().any();
    let _ = decoder().exception();
    let _ = decoder().attachments();
    let _ = decoder().visit_attachments(&mut |_, _| {});
    let mut decoder = decoder();
    while !decoder.is_at_end() {
        let before = decoder.position();
        if decoder.string().is_err() && decoder.skip().is_err() || decoder.position() == before {
            break;
        }
    }
}

#[test]
fn depth_is_bounded_as_asked_for() {
    for serialization in Serialization::ALL.iter().copied() {
        let mut body = Vec::new();
        let list = vec![vec![vec![vec![1]]]];
        Encoder::new(serialization, &mut body).value(&list).unwrap();
        let mut limits = Limits::default();
        limits.depth = 3;
        let read =
            Decoder::with_limits(serialization, &body, limits).value::<Vec<Vec<Vec<Vec<i32>>>>>();
        assert_eq!(
            read.unwrap_err().kind(),
            ErrorKind::Limit,
            "{serialization}"
        );
        limits.depth = 5;
        let read =
            Decoder::with_limits(serialization, &body, limits).value::<Vec<Vec<Vec<Vec<i32>>>>>();
        assert_eq!(read.unwrap(), list, "{serialization}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn random_bytes_are_read_or_refused(body in prop::collection::vec(any::<u8>(), 0..200)) {
        for serialization in Serialization::ALL {
            read_as_everything(*serialization, &body);
        }
    }

    #[test]
    fn a_body_with_a_byte_changed_is_read_or_refused(
        position in any::<prop::sample::Index>(),
        byte in any::<u8>(),
    ) {
        for serialization in Serialization::ALL {
            let mut body = Vec::new();
            let mut encoder = Encoder::new(*serialization, &mut body);
            let exception = dubbo_codec::Exception::new("a.B", "m").with_field("code", 5);
            encoder.thrown(&exception.clone().with_cause(exception)).unwrap();
            encoder.value(&vec![BigInteger::from(-5i64)]).unwrap();
            encoder.attachments([("k", "v"), ("k2", "v2")]).unwrap();
            let position = position.index(body.len());
            body[position] = byte;
            read_as_everything(*serialization, &body);
            let mut decoder = Decoder::new(*serialization, &body);
            let _ = decoder.exception();
            let _ = decoder.value::<Vec<BigInteger>>();
            let _ = decoder.attachments();
        }
    }
}

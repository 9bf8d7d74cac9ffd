//! Whatever serde has, in bodies of every serializer.
#![cfg(any(feature = "hessian2", feature = "msgpack", feature = "bincode"))]

use std::collections::BTreeMap;

use dubbo_codec::proof::{Depth, JavaSide};
use dubbo_codec::{Decoder, Encoder, FromJava, JavaType, Serialization};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
enum Shape {
    Point,
    Circle(f64),
    Rectangle(i32, String),
    Polygon {
        corners: Vec<(i32, i32)>,
        name: Option<Box<Shape>>,
    },
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Unit;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Pair(u8, u16);

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Wrapper(Vec<Shape>);

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Everything {
    bytes: (i8, u8),
    words: (i16, u16, i32, u32, i64, u64),
    reals: (f32, f64),
    flag: bool,
    letter: char,
    text: String,
    nothing: (),
    unit: Unit,
    pair: Pair,
    wrapper: Wrapper,
    map: BTreeMap<String, Option<Shape>>,
    #[serde(skip)]
    skipped: i32,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    never: Option<i32>,
    none: Option<String>,
}

macro_rules! through_serde {
    ($($type:ty),*) => {$(
        impl JavaType for $type {
            const DESCRIPTOR: &'static str = "Ljava/lang/Object;";
            const ELEMENT: &'static str = "object";
            const NAME: &'static str = "java.lang.Object";
            type Proof<C: JavaSide, D: Depth> = ();

            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                Serialize::serialize(self, serializer)
            }
        }

        impl FromJava for $type {
            fn deserialize<'de, D: serde::Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Self, D::Error> {
                Deserialize::deserialize(deserializer)
            }
        }
    )*};
}

through_serde!(Shape, Everything);

#[test]
fn every_kind_of_variant() {
    let polygon = Shape::Polygon {
        corners: vec![(1, -1)],
        name: Some(Box::new(Shape::Circle(0.5))),
    };
    let shapes = vec![
        Shape::Point,
        Shape::Circle(1.5),
        Shape::Rectangle(1, "x".to_owned()),
        polygon,
    ];
    for serialization in Serialization::ALL.iter().copied() {
        let mut body = Vec::new();
        Encoder::new(serialization, &mut body)
            .value(&shapes)
            .unwrap();
        let read: Vec<Shape> = Decoder::new(serialization, &body).value().unwrap();
        assert_eq!(read, shapes, "{serialization}");
    }
}

#[test]
fn every_kind_of_field() {
    let shapes = vec![Shape::Point, Shape::Circle(1.5)];
    let everything = Everything {
        bytes: (i8::MIN, u8::MAX),
        words: (
            i16::MIN,
            u16::MAX,
            i32::MIN,
            u32::MAX,
            i64::MIN,
            i64::MAX as u64,
        ),
        reals: (0.1, 0.1),
        flag: true,
        letter: '😀',
        text: "a😀b".to_owned(),
        nothing: (),
        unit: Unit,
        pair: Pair(1, 2),
        wrapper: Wrapper(shapes),
        map: BTreeMap::from([("a".to_owned(), Some(Shape::Point)), ("b".to_owned(), None)]),
        skipped: 0,
        never: Some(5),
        none: None,
    };
    for serialization in Serialization::ALL.iter().copied() {
        let mut body = Vec::new();
        Encoder::new(serialization, &mut body)
            .value(&everything)
            .unwrap();
        let read: Everything = Decoder::new(serialization, &body).value().unwrap();
        assert_eq!(read, everything, "{serialization}");
        for cut in 0..body.len() {
            let result = Decoder::new(serialization, &body[..cut]).value::<Everything>();
            assert!(result.is_err(), "{serialization}, cut at {cut}");
        }
    }
}

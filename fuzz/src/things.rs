//! Types of every kind that serde knows, for typed reading.

use std::collections::BTreeMap;

use dubbo_codec::{Back, Shared, Value};
use serde::{Deserialize, Serialize};

/// A struct with fields of every kind. None has to be there, so that a short message may have any of them.
#[derive(Serialize, Deserialize, Debug, Default, Clone)]
#[serde(rename = "org.demo.Things", rename_all = "camelCase", default)]
#[allow(missing_docs, reason = "each is called by its type")]
pub struct Things {
    pub flag: bool,
    pub byte: i8,
    pub short: i16,
    pub int: i32,
    pub long: i64,
    pub tiny: u8,
    pub small: u16,
    pub unsigned: u32,
    pub large: u64,
    pub float: f32,
    pub boxed: Option<f32>,
    pub double: f64,
    pub letter: char,
    pub text: String,
    #[serde(with = "serde_bytes")]
    pub bytes: Vec<u8>,
    pub option: Option<Option<i32>>,
    pub unit: (),
    pub nothing: Nothing,
    pub wrapped: Wrapped,
    pub date: Date,
    pub list: Vec<Option<i32>>,
    pub array: [i8; 2],
    pub pair: (i64, String),
    pub triple: Triple,
    pub table: BTreeMap<i64, Vec<String>>,
    pub kind: Kind,
    pub shape: Option<Shape>,
    pub tagged: Option<Tagged>,
    pub untagged: Option<Untagged>,
    pub flat: Option<Flat>,
    pub tree: Option<Tree>,
    pub child: Option<Box<Things>>,
    pub children: Vec<Things>,
    pub value: Value,
}

/// A unit struct.
#[derive(Serialize, Deserialize, Debug, Default, Clone)]
pub struct Nothing;

/// A newtype.
#[derive(Serialize, Deserialize, Debug, Default, Clone)]
pub struct Wrapped(pub String);

/// Milliseconds since the epoch.
#[derive(Serialize, Deserialize, Debug, Default, Clone)]
#[serde(rename = "$dubbo::Date")]
pub struct Date(pub i64);

/// A tuple struct.
#[derive(Serialize, Deserialize, Debug, Default, Clone)]
pub struct Triple(pub bool, pub f64, pub Option<String>);

/// A Java enum.
#[derive(Serialize, Deserialize, Debug, Default, Clone)]
#[serde(rename = "org.demo.Kind")]
#[allow(missing_docs, reason = "constants")]
pub enum Kind {
    #[default]
    Good,
    Bad,
}

/// An enum with variants of every kind.
#[derive(Serialize, Deserialize, Debug, Clone)]
#[allow(missing_docs, reason = "each is called by its kind")]
pub enum Shape {
    Unit,
    Newtype(i32),
    Tuple(i32, String),
    Struct {
        width: i32,
        height: Option<i32>,
    },
    #[serde(rename = "org.demo.Circle")]
    Circle {
        radius: f64,
        inner: Option<Box<Shape>>,
    },
    #[serde(rename = "org.demo.Boxed")]
    Boxed(Box<Shape>),
}

/// An internally tagged enum.
#[derive(Serialize, Deserialize, Debug, Clone)]
#[serde(tag = "type")]
#[allow(missing_docs, reason = "each is called by what it has")]
pub enum Tagged {
    Number { value: i64 },
    Text { value: String },
    Empty,
}

/// An untagged enum. It is not made of itself: serde would copy what is left at each level.
#[derive(Serialize, Deserialize, Debug, Clone)]
#[serde(untagged)]
#[allow(missing_docs, reason = "each is called by what it has")]
pub enum Untagged {
    Number(i64),
    Text(String),
    Many(Vec<Option<f64>>),
    Named(BTreeMap<String, Value>),
}

/// A struct within which another lies flat.
#[derive(Serialize, Deserialize, Debug, Clone)]
#[allow(missing_docs, reason = "each is called by its type")]
pub struct Flat {
    pub int: i32,
    #[serde(flatten)]
    pub rest: BTreeMap<String, Value>,
}

/// A map of itself: an object of any class, to any depth.
#[derive(Serialize, Deserialize, Debug, Default, Clone)]
pub struct Tree(pub BTreeMap<String, Tree>);

/// Objects that Java refers to several times, and back.
#[derive(Serialize, Deserialize, Debug, Default)]
#[serde(default)]
#[allow(missing_docs, reason = "each is called by what it is")]
pub struct Family {
    pub name: Option<String>,
    pub children: Vec<Shared<Family>>,
    pub parent: Back<Family>,
    pub next: Option<Shared<Family>>,
}

//! Contracts that are what Java publishes, and what they publish themselves. What is not Java's does not compile:
//! `tests/ui/contract`.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs;
use std::path::Path;

use dubbo::java::Array;
use dubbo::{Contract, JavaType, Result, Value, pojo, reference, service};
use parent_contracts::{Detail, Health};

#[pojo("org.example.greet.User")]
pub(crate) struct Greeted {
    id: i64,
    name: Option<String>,
}

/// As Dubbo 3.3.6 publishes it.
#[service(
    interface = "org.example.greet.GreetService",
    contract = "tests/golden/definitions/greet-3.3.6.json",
    missing = "deny"
)]
pub(crate) trait Greets {
    async fn add(&self, left: i32, right: i32) -> Result<i32>;
    async fn find(&self, id: i64) -> Result<Option<Greeted>>;
    async fn greet(&self, name: &str) -> Result<String>;
    async fn whoami(&self) -> Result<String>;
}

/// The same as 2.7.23 publishes it, in part.
#[reference(
    interface = "org.example.greet.GreetService",
    contract = "tests/golden/definitions/greet-2.7.23.json"
)]
pub(crate) trait GreetsPartly {
    async fn find(&self, id: i64) -> Result<Option<Greeted>>;
}

#[pojo("org.demo.Shapes$Kind")]
#[derive(PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    Round,
    Square,
}

#[pojo("org.demo.Shapes$Page")]
pub(crate) struct Page {
    rows: Vec<Node>,
    first: Option<Node>,
    totals: HashMap<String, f64>,
}

/// A class that holds itself in many ways, and some of its fields only.
#[pojo("org.demo.Shapes$Node")]
pub(crate) struct Node {
    name: String,
    kind: Kind,
    kinds: HashSet<Kind>,
    anything: Value,
    grid: Array<Array<i32>>,
    parent: Option<Box<Node>>,
    children: Vec<Node>,
    by_kind: HashMap<Kind, Vec<Node>>,
    others: Option<Vec<Node>>,
    #[serde(with = "dubbo::java_type::with")]
    first: Option<Vec<u8>>,
    #[cfg(any())]
    gone: Nowhere,
    #[serde(skip)]
    #[expect(dead_code, reason = "it does not travel")]
    private: u8,
}

/// All of Java's ways to write a type: overloads, wildcards, type parameters, arrays, concrete collections, futures.
macro_rules! shapes {
    ($name:ident, $file:literal $(, $option:ident = $value:literal)?) => {
        #[service(
            interface = "org.demo.Shapes",
            contract = $file
            $(, $option = $value)?
        )]
        #[reference]
        pub(crate) trait $name {
            #[method(name = "put")]
            async fn put_id(&self, id: i32) -> Result<()>;
            #[method(name = "put")]
            async fn put_name(&self, name: &str) -> Result<()>;
            #[method(name = "put")]
            async fn put_both(&self, id: i32, name: String) -> Result<()>;
            async fn page(&self, page: &Page) -> Result<Page>;
            async fn node(&self, node: Node) -> Result<Box<Node>>;
            async fn generic(
                &self,
                list: &[Kind],
                array: Array<Value>,
                value: Value,
            ) -> Result<Vec<Kind>>;
            async fn bounded(&self, kind: Kind) -> Result<Kind>;
            async fn wild(&self, any: &[String], nodes: &[Node]) -> Result<Vec<Node>>;
            async fn concrete(
                &self,
                #[java("java.util.Collection")] nodes: &[Node],
                #[java("java.util.ArrayList")] names: Vec<String>,
            ) -> Result<Vec<Node>>;
            async fn raw(&self, map: BTreeMap<String, i64>) -> Result<Vec<Value>>;
            async fn arrays(
                &self,
                #[java("org.demo.Shapes$Node[]")] nodes: &[Node],
                #[java("long...")] ids: &[i64],
            ) -> Result<Array<Array<Node>>>;
            async fn later(&self, node: Node) -> Result<Option<Node>>;
            async fn nested(&self, nodes: HashMap<Kind, Vec<Node>>) -> Result<Vec<Vec<Kind>>>;
            async fn describe(&self, id: Option<i64>) -> Result<String>;
        }
    };
}

shapes!(
    Shapes,
    "tests/golden/definitions/shapes-3.3.6.json",
    missing = "deny"
);
shapes!(
    OldShapes,
    "tests/golden/definitions/shapes-2.7.23.json",
    missing = "deny"
);
// What the contract prints of itself is accepted in its turn: see the test below.
shapes!(OwnShapes, "tests/macros/own-shapes.json", missing = "deny");

/// The proofs rely on none of Rust's own names, and give no linter cause.
#[deny(clippy::all, clippy::pedantic)]
mod strict {
    #![no_implicit_prelude]

    #[::dubbo::pojo("org.example.greet.User")]
    pub(crate) struct User {
        id: i64,
    }

    #[::dubbo::service(
        interface = "org.example.greet.GreetService",
        contract = "tests/golden/definitions/greet-3.3.6.json"
    )]
    #[::dubbo::reference]
    pub(crate) trait Strict {
        async fn find(&self, id: i64) -> ::dubbo::Result<User>;
        async fn greet(&self, name: &str) -> ::dubbo::Result<::std::string::String>;
    }
}

#[test]
fn a_contract_prints_what_it_accepts() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/macros/own-shapes.json");
    let printed = format!("{}\n", ShapesContract::definition());
    if std::env::var_os("UPDATE_DEFINITIONS").is_some() {
        fs::write(&file, &printed).unwrap();
    }
    assert_eq!(printed, fs::read_to_string(&file).unwrap());
    assert_eq!(
        OwnShapesContract::definition(),
        ShapesContract::definition()
    );
}

/// cargo compiles anew what depends on a file that has changed; on which files, the compiler writes beside the program.
#[test]
fn a_change_of_the_file_compiles_its_contract_anew() {
    let program = std::env::current_exe().unwrap();
    let watched = fs::read_to_string(program.with_extension("d")).unwrap();
    for file in ["greet-3.3.6.json", "greet-2.7.23.json", "shapes-3.3.6.json"] {
        assert!(watched.contains(file), "{file} is not watched");
    }
}

#[test]
fn a_definition_has_javas_shape() {
    let greets = GreetsContract::definition().to_string();
    let package = concat!(env!("CARGO_PKG_NAME"), "-", env!("CARGO_PKG_VERSION"));
    let method = |name: &str, parameters: &str, result: &str| {
        format!(
            r#"{{"annotations":[],"name":"{name}","parameterTypes":[{parameters}],"parameters":[],"returnType":"{result}"}}"#
        )
    };
    let methods = [
        method("add", r#""int","int""#, "int"),
        method("find", r#""long""#, "org.example.greet.User"),
        method("greet", r#""java.lang.String""#, "java.lang.String"),
        method("whoami", "", "java.lang.String"),
    ];
    let expected = [
        r#"{"annotations":[],"canonicalName":"org.example.greet.GreetService","#,
        &format!(
            r#""codeSource":"crate:{package}","methods":[{}],"#,
            methods.join(",")
        ),
        r#""parameters":{"interface":"org.example.greet.GreetService","methods":"add,find,greet,whoami"},"#,
        r#""types":[{"enums":[],"items":[],"properties":{},"type":"int"},"#,
        r#"{"enums":[],"items":[],"properties":{},"type":"long"},"#,
        r#"{"enums":[],"items":[],"properties":{"id":"long","name":"java.lang.String"},"type":"org.example.greet.User"},"#,
        r#"{"enums":[],"items":[],"properties":{},"type":"java.lang.String"}],"#,
        &format!(r#""uniqueId":"org.example.greet.GreetService@crate:{package}"}}"#),
    ];
    assert_eq!(greets, expected.concat());
}

#[service(interface = "org.demo.Clinic", version = "1.0.0", group = "eu")]
#[reference]
pub(crate) trait Clinic: Health {
    async fn heal(&self) -> Result<Kind>;
}

struct Doctor;

impl Health for Doctor {
    async fn state(&self, detail: &Detail) -> Result<String> {
        Ok(detail.lines.to_string())
    }
}

impl Clinic for Doctor {
    async fn heal(&self) -> Result<Kind> {
        Ok(Kind::Round)
    }
}

#[test]
fn a_definition_has_what_is_inherited_from_another_crate_and_what_a_provider_changes() {
    let definition = ClinicServer::new(Doctor)
        .group("us")
        .version("")
        .definition();
    let methods: Vec<_> = definition
        .methods
        .iter()
        .map(|method| method.name)
        .collect();
    assert_eq!(methods, ["heal", "state"]);
    assert_eq!(definition.methods[1].parameter_types, ["org.demo.Detail"]);
    let detail = definition
        .types
        .iter()
        .find(|ty| ty.name == "org.demo.Detail")
        .unwrap();
    assert_eq!(detail.properties["lines"], "int");
    let kind = definition
        .types
        .iter()
        .find(|ty| ty.name == "org.demo.Shapes.Kind")
        .unwrap();
    assert_eq!(kind.enums, ["ROUND", "SQUARE"]);
    let parameters = &definition.parameters;
    assert_eq!(parameters.get("group").map(AsRef::as_ref), Some("us"));
    assert_eq!(parameters.get("version"), None);
    assert_eq!(ClinicContract::definition().parameters["version"], "1.0.0");
}

#[test]
fn a_type_has_its_name_with_what_it_holds() {
    type Nested = HashMap<String, Vec<Option<Array<Node>>>>;
    assert_eq!(
        Nested::GENERIC_NAME,
        "java.util.Map<java.lang.String,java.util.List<org.demo.Shapes$Node[]>>"
    );
    assert_eq!(
        Vec::<i32>::GENERIC_NAME,
        "java.util.List<java.lang.Integer>"
    );
    assert_eq!(Option::<i32>::GENERIC_NAME, "java.lang.Integer");
    assert_eq!(<&[Vec<u8>]>::GENERIC_NAME, "java.util.List<byte[]>");
}

#[test]
fn a_name_that_is_too_long_is_told_without_what_it_holds() {
    type Two<T> = HashMap<T, T>;
    type Sixteen<T> = Two<Two<Two<Two<T>>>>;
    assert_eq!(<Sixteen<String> as JavaType>::GENERIC_NAME.len(), 496);
    assert_eq!(
        <Two<Sixteen<String>> as JavaType>::GENERIC_NAME,
        "java.util.Map"
    );
}

//! Arbitrary tokens, and what a few items expand to.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::{contract, exception, extension, extension_list, pojo, reference, service};

type Entry = fn(TokenStream, TokenStream) -> TokenStream;

const ENTRIES: [Entry; 8] = [
    service, reference, pojo, exception, contract, extension, list, list_of,
];

/// A list of whatever the tokens say.
fn list(arguments: TokenStream, item: TokenStream) -> TokenStream {
    extension_list(quote::quote!((key = "key", list = lists, #arguments) { #item } #item))
}

/// A list of a trait that is right.
fn list_of(arguments: TokenStream, item: TokenStream) -> TokenStream {
    let point = "(key = \"key\", list = lists, path = crate::Point, built_in = crate::Points)
        { trait Point: Clone { fn select(&mut self, count: usize) -> usize; } }";
    let point: TokenStream = point.parse().unwrap_or_default();
    extension_list(quote::quote!(#point #arguments enum Ours { #item }))
}

/// A file that Java published, which a contract may be held against.
const DEFINITION: &str = "\"../tests/golden/definitions/shapes-2.7.23.json\"";

/// Words and marks that the macros look for, and some that nobody expects.
const VOCABULARY: &[&str] = &[
    "pub",
    "trait",
    "struct",
    "enum",
    "union",
    "impl",
    "dyn",
    "fn",
    "async",
    "unsafe",
    "const",
    "type",
    "where",
    "for",
    "self",
    "Self",
    "mut",
    "crate",
    "super",
    "r#type",
    "_",
    "Greeter",
    "User",
    "String",
    "Vec",
    "Option",
    "Result",
    "Future",
    "Output",
    "Send",
    "Clone",
    "i8",
    "u8",
    "i64",
    "str",
    "dubbo",
    "service",
    "reference",
    "pojo",
    "exception",
    "method",
    "java",
    "serde",
    "cfg",
    "cfg_attr",
    "all",
    "interface",
    "contract",
    "missing",
    "version",
    "group",
    "name",
    "timeout",
    "retries",
    "url",
    "check",
    "class",
    "display",
    "other",
    "key",
    "list",
    "path",
    "built_in",
    "enum",
    "rename",
    "rename_all",
    "skip",
    "with",
    "default",
    "\"org.demo.User\"",
    "\"\"",
    "\"1s\"",
    "\"warn\"",
    DEFINITION,
    "\"int[]\"",
    "\"[[I\"",
    "\"List<\"",
    "\"é\"",
    "1",
    "-1",
    "1.0",
    "true",
    "'a",
    "'static",
    "'x'",
    "b\"x\"",
    "=",
    ",",
    ";",
    ":",
    "::",
    "->",
    "=>",
    "&",
    "<",
    ">",
    "#",
    "!",
    "?",
    "+",
    "*",
    ".",
    "..",
    "|",
    "@",
    "$",
];

/// Tokens in groups, up to a few deep.
fn tokens() -> impl Strategy<Value = TokenStream> {
    let token = select(VOCABULARY).prop_map(|text| text.parse().unwrap_or_default());
    let group = |delimiter| {
        move |inner: Vec<TokenStream>| {
            TokenStream::from(TokenTree::Group(Group::new(
                delimiter,
                inner.into_iter().collect(),
            )))
        }
    };
    let nested = token.prop_recursive(4, 48, 8, move |inner| {
        prop_oneof![
            vec(inner.clone(), 0..8).prop_map(group(Delimiter::Parenthesis)),
            vec(inner.clone(), 0..8).prop_map(group(Delimiter::Brace)),
            vec(inner.clone(), 0..8).prop_map(group(Delimiter::Bracket)),
            vec(inner, 0..8).prop_map(group(Delimiter::None)),
        ]
    });
    vec(nested, 0..24).prop_map(|tokens| tokens.into_iter().collect())
}

/// Items as people write them, right and wrong: the cases of the compile errors and the tests of the macros.
fn written() -> Vec<TokenStream> {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests");
    let folders = ["ui", "ui/contract", "macros"].map(|folder| tests.join(folder));
    let sources = folders
        .iter()
        .flat_map(|folder| fs::read_dir(folder).unwrap());
    let sources = sources.map(|entry| entry.unwrap().path());
    let sources = sources.filter(|path| path.extension().is_some_and(|kind| kind == "rs"));
    let files = sources.filter_map(|path| syn::parse_file(&fs::read_to_string(path).unwrap()).ok());
    let items = files.flat_map(|file| file.items);
    let items: Vec<_> = items
        .filter(|item| {
            matches!(
                item,
                syn::Item::Trait(_) | syn::Item::Struct(_) | syn::Item::Enum(_)
            )
        })
        .map(quote::ToTokens::into_token_stream)
        .collect();
    assert!(items.len() > 100, "only {} items", items.len());
    items
}

/// What happens to one token, anywhere in an item.
#[derive(Clone, Debug)]
enum Change {
    Remove,
    Repeat,
    Replace(&'static str),
    Insert(&'static str),
}

fn changes() -> impl Strategy<Value = Vec<(Index, Change)>> {
    let change = prop_oneof![
        Just(Change::Remove),
        Just(Change::Repeat),
        select(VOCABULARY).prop_map(Change::Replace),
        select(VOCABULARY).prop_map(Change::Insert),
    ];
    vec((any::<Index>(), change), 0..4)
}

fn count(tokens: TokenStream) -> usize {
    let tokens = tokens.into_iter();
    tokens
        .map(|token| match token {
            TokenTree::Group(group) => 1 + count(group.stream()),
            _ => 1,
        })
        .sum()
}

/// The tokens with the one at `at`, counted depth first, changed.
fn changed(tokens: TokenStream, at: &mut Option<usize>, change: &Change) -> TokenStream {
    let word = |text: &str| text.parse::<TokenStream>().unwrap_or_default();
    let mut result = TokenStream::new();
    for token in tokens {
        let is_meant = *at == Some(0);
        *at = at.and_then(|left| left.checked_sub(1));
        let token = match token {
            TokenTree::Group(group) => {
                let inner = changed(group.stream(), at, change);
                TokenTree::Group(Group::new(group.delimiter(), inner))
            }
            other => other,
        };
        match change {
            _ if !is_meant => result.extend([token]),
            Change::Remove => {}
            Change::Repeat => result.extend([token.clone(), token]),
            Change::Replace(text) => result.extend(word(text)),
            Change::Insert(text) => {
                result.extend(word(text));
                result.extend([token]);
            }
        }
    }
    result
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn no_tokens_make_a_macro_panic(entry in select(&ENTRIES), arguments in tokens(), item in tokens()) {
        entry(arguments, item);
    }

    #[test]
    fn no_argument_makes_a_macro_panic(
        entry in select(&ENTRIES),
        arguments in tokens(),
        item in select(written()),
    ) {
        entry(arguments, item);
    }

    #[test]
    fn no_slip_in_an_item_makes_a_macro_panic(
        entry in select(&ENTRIES),
        item in select(written()),
        changes in changes(),
    ) {
        let mut item = item;
        for (index, change) in changes {
            let mut at = Some(index.index(count(item.clone()).max(1)));
            item = changed(item, &mut at, &change);
        }
        let mark = "service(interface = \"org.demo.Greeter\", dyn), reference()".parse().unwrap();
        entry(mark, item.clone());
        let held = format!(
            "reference(interface = \"org.demo.Shapes\", contract = {DEFINITION}, missing = \"warn\")"
        );
        entry(held.parse().unwrap(), item);
    }
}

#[test]
fn what_a_contract_expands_to() {
    let item = "
        /// Greets.
        pub trait Greeter: Base {
            /// Greets `name`.
            #[method(timeout = \"500ms\")]
            async fn say_hello(&self, name: &str, #[java(\"int[]\")] marks: Vec<i32>) -> dubbo::Result<String>;
        }";
    let mark =
        "service(interface = \"org.demo.GreetService\", dyn), reference(version = \"1.0.0\")";
    compare(
        "contract",
        contract(mark.parse().unwrap(), item.parse().unwrap()),
    );
}

#[test]
fn what_an_injected_struct_expands_to() {
    let item = "
        pub struct Shop<G = GreeterClient> {
            #[reference(url = \"dubbo://127.0.0.1:20880\", timeout = \"1s\")]
            greeter: G,
            #[reference]
            stock: Option<StockClient>,
            name: String,
        }";
    compare(
        "injection",
        reference(TokenStream::new(), item.parse().unwrap()),
    );
}

#[test]
fn what_a_class_and_exceptions_expand_to() {
    let user = "pub struct User { id: i64, first_name: Option<String>, photo: Vec<u8> }";
    let class = "\"org.demo.User\"".parse().unwrap();
    compare("pojo", pojo(class, user.parse().unwrap()));
    let error = "
        #[derive(Debug)]
        pub enum ShopError {
            #[exception(\"org.demo.SoldOut\")]
            SoldOut { item_id: i64, message: String },
            #[exception(other)]
            Other(dubbo::Error),
        }";
    compare(
        "exception",
        exception(TokenStream::new(), error.parse().unwrap()),
    );
}

#[test]
fn what_an_extension_point_and_a_list_expand_to() {
    let item = "
        /// Chooses one of several.
        pub trait Choice: Clone {
            /// The index.
            fn select(&self, count: usize, call: &crate::Call<'_>) -> usize;
            /// Tells how it went.
            async fn tell(&mut self, _: usize);
        }";
    let options =
        "key = \"choice\", list = choices, path = crate::Choice, built_in = crate::Choices";
    compare(
        "extension",
        extension(options.parse().unwrap(), item.parse().unwrap()),
    );
    let list = "
        /// Ours.
        pub enum Ours {
            ..,
            /// Always the first.
            First = \"first\" => First,
            #[cfg(feature = \"last\")]
            Last = \"last\" => Last,
        }";
    let tokens = format!("({options}) {{ {item} }} {list}");
    compare("extension_list", extension_list(tokens.parse().unwrap()));
}

/// Compares with `expansions/<name>.rs`; `UPDATE_EXPANSIONS=1` writes the file.
fn compare(name: &str, expanded: TokenStream) {
    let path: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("expansions")
        .join(name)
        .with_extension("rs");
    let formatted = format!(
        "// What the macros make of the item in src/expand/tests.rs. UPDATE_EXPANSIONS=1 writes this file.\n{}",
        rustfmt(&opened(expanded).to_string())
    );
    if std::env::var_os("UPDATE_EXPANSIONS").is_some() {
        fs::write(&path, &formatted).unwrap();
    }
    let expected = fs::read_to_string(&path).unwrap();
    assert!(
        formatted == expected,
        "{} differs:\n{formatted}",
        path.display()
    );
}

/// Go to definition and hover lead to the user's tokens: wherever a name of the user's is in generated code, it is the
/// token that the user wrote, at its place.
#[test]
fn names_of_the_users_are_the_users_tokens() {
    let source = "
        #[service(interface = \"org.demo.Greeter\", dyn)]
        trait Greeter: Parent {
            async fn say_hello(&self, whom: &Person, mark: String) -> dubbo::Result<Answer>;
            fn refuse(&self, person: Person) -> Result<(), Refusal>;
        }";
    let item: TokenStream = source.parse().unwrap();
    let expanded = contract(quote::quote!(service(dyn) reference()), item);
    let mut found = std::collections::BTreeMap::new();
    places(opened(expanded), &mut found);
    for (name, at_least) in [
        ("Greeter", 8),
        ("Parent", 4),
        ("say_hello", 5),
        ("refuse", 5),
        ("Person", 8),
        ("Answer", 4),
        ("Refusal", 4),
        ("whom", 4),
    ] {
        let written: Vec<(usize, usize)> = source
            .lines()
            .zip(1..)
            .flat_map(|(line, number)| {
                line.match_indices(name)
                    .filter(|(at, _)| !line[at + name.len()..].starts_with('\"'))
                    .map(move |(at, _)| (number, at))
            })
            .collect();
        let places = &found[name];
        assert!(places.len() >= at_least, "{name}: {places:?}");
        let strange = places.iter().find(|place| !written.contains(place));
        assert_eq!(strange, None, "`{name}` stands at {written:?}");
    }
}

/// Line and column of each name.
fn places(
    tokens: TokenStream,
    found: &mut std::collections::BTreeMap<String, Vec<(usize, usize)>>,
) {
    for token in tokens {
        match token {
            TokenTree::Ident(name) => {
                let start = name.span().start();
                let places = found.entry(name.to_string()).or_default();
                places.push((start.line, start.column));
            }
            TokenTree::Group(group) => places(group.stream(), found),
            _ => {}
        }
    }
}

/// Without the facade's `::dubbo::__if_…! { … }` around what depends on a feature: with all features on.
fn opened(tokens: TokenStream) -> TokenStream {
    const PATH: usize = 5; // `::dubbo::`
    let mut result: Vec<TokenTree> = Vec::new();
    let mut tokens = tokens.into_iter();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Ident(name) if name.to_string().starts_with("__if_") => {
                result.truncate(result.len() - PATH);
                let Some(TokenTree::Group(all)) = tokens.nth(1) else {
                    panic!("a macro without its tokens")
                };
                let mut inner = opened(all.stream());
                if (name == "__if_blocking" || name == "__if_contract")
                    && let Some(TokenTree::Group(first)) = inner.clone().into_iter().next()
                {
                    inner = first.stream();
                }
                result.extend(inner);
            }
            TokenTree::Ident(name) if name == "__unless_runtime" => {
                result.truncate(result.len() - PATH);
                tokens.nth(1);
            }
            TokenTree::Group(group) => {
                let inner = opened(group.stream());
                result.push(TokenTree::Group(Group::new(group.delimiter(), inner)));
            }
            other => result.push(other),
        }
    }
    result.into_iter().collect()
}

fn rustfmt(source: &str) -> String {
    let mut child = Command::new("rustfmt")
        .args(["--edition", "2024", "--emit", "stdout"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("rustfmt, which comes with the toolchain");
    let mut input = child.stdin.take().unwrap();
    input.write_all(source.as_bytes()).unwrap();
    drop(input);
    let output = child.wait_with_output().unwrap();
    assert!(
        output.status.success(),
        "the expansion does not parse: {source}"
    );
    String::from_utf8(output.stdout).unwrap()
}

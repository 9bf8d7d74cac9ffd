//! The house rules that no compiler checks: who may import from whom, and that nothing on a call's
//! way is dynamic. Both read the sources as tokens, so macro bodies and inline paths count, too.

use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{TokenStream, TokenTree};

/// The layers of dubbo-core from top to bottom; those in one line may not know each other.
const LAYERS: [&[&str]; 9] = [
    &["service"],
    &["config"],
    &["cluster"],
    &["proxy"],
    &["protocol"],
    &["exchange"],
    &["transport"],
    &["url", "period"],
    &["error"],
];

/// Where a call passes: no `dyn Invoker`, no boxed future, no `async_trait`.
const ON_THE_WAY: [&str; 4] = ["proxy", "cluster", "protocol", "exchange"];

#[test]
fn layers_import_only_from_below() {
    let root = root().join("dubbo-core/src");
    let mut files = 0;
    let mut broken = Vec::new();
    for file in sources(&root) {
        let modules = modules(&root, &file);
        files += 1;
        broken.extend(violations(&modules, &fs::read_to_string(&file).unwrap()));
    }
    println!("{files} files of dubbo-core follow the order of the layers");
    assert!(files > 30 && broken.is_empty(), "{broken:#?}");
}

#[test]
fn the_layer_rule_sees_every_way_to_break_it() {
    let modules = ["exchange", "reader"];
    for (source, from) in [
        ("use crate::protocol::Invocation;", "protocol"),
        (
            "use crate::{error::Error, service::{self, serve}};",
            "service",
        ),
        ("fn f() { let x = crate::proxy::call(); }", "proxy"),
        ("use super::super::cluster::Failover;", "cluster"),
        (
            "macro_rules! m { () => { $crate::config::Period } }",
            "config",
        ),
        ("fn f() { vec![crate::service::serve(\"\")]; }", "service"),
        (
            "mod inner { use super::super::super::protocol::Reply; }",
            "protocol",
        ),
    ] {
        let broken = violations(&modules, source);
        assert!(
            broken
                .iter()
                .any(|line| line.contains(&format!("imports {from}"))),
            "{source}: {broken:?}"
        );
    }
    for source in [
        "use crate::transport::Header;",
        "use super::connection::Shared;",
        "use crate::error::Error;",
    ] {
        assert!(violations(&modules, source).is_empty(), "{source}");
    }
    assert_eq!(violations(&["error"], "use crate::url::Url;").len(), 1);
}

#[test]
fn nothing_on_a_calls_way_is_dynamic() {
    let root = root().join("dubbo-core/src");
    let mut broken = Vec::new();
    for layer in ON_THE_WAY {
        for file in sources(&root.join(layer)) {
            let source = fs::read_to_string(&file).unwrap();
            broken.extend(
                dynamic(&source)
                    .into_iter()
                    .map(|what| format!("{}: {what}", file.display())),
            );
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
}

#[test]
fn the_dispatch_rule_sees_what_is_dynamic() {
    for source in [
        "fn f(x: &dyn Invoker) {}",
        "type F = Pin<Box<dyn Future<Output = ()> + Send>>;",
        "type F = BoxFuture<'static, ()>;",
        "#[async_trait] trait T {}",
        "fn f(x: Box<dyn crate::protocol::Invoker>) {}",
    ] {
        assert_eq!(dynamic(source).len(), 1, "{source}");
    }
    assert!(dynamic("fn f(arguments: &dyn Arguments, x: impl Future<Output = ()>) {}").is_empty());
}

#[test]
fn the_model_of_the_macros_renders_nothing() {
    let root = root().join("dubbo-macros/src");
    let files: Vec<_> = sources(&root)
        .into_iter()
        .filter(|file| {
            modules(&root, file)
                .first()
                .is_some_and(|module| module == "model")
        })
        .collect();
    assert!(!files.is_empty());
    for file in files {
        let words = words(&fs::read_to_string(&file).unwrap());
        // Reading what the user wrote, by `quote::ToTokens`, is no rendering.
        let renders = |pair: &[String]| match pair {
            [word, next] => word == "quote_spanned" || (word == "quote" && next != "ToTokens"),
            _ => false,
        };
        assert!(!words.windows(2).any(renders), "{} renders", file.display());
    }
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files
}

/// `exchange/reader.rs` is `[exchange, reader]`, `exchange/mod.rs` is `[exchange]`.
fn modules(root: &Path, file: &Path) -> Vec<String> {
    let path = file.strip_prefix(root).unwrap().with_extension("");
    let names = path.iter().map(|name| name.to_str().unwrap().to_owned());
    names
        .filter(|name| name != "mod" && name != "lib")
        .collect()
}

fn rank(module: &str) -> Option<usize> {
    LAYERS.iter().position(|layer| layer.contains(&module))
}

fn violations<M: AsRef<str>>(modules: &[M], source: &str) -> Vec<String> {
    let modules: Vec<&str> = modules.iter().map(AsRef::as_ref).collect();
    let Some(own) = modules.first().copied() else {
        return Vec::new();
    };
    let rank_of_own =
        rank(own).unwrap_or_else(|| panic!("`{own}` is in no layer: add it to LAYERS"));
    let tokens: TokenStream = source.parse().unwrap();
    let mut found = Vec::new();
    imports(tokens, modules.len(), &mut found);
    found
        .into_iter()
        .filter(|module| module != own)
        .filter(|module| rank(module).is_some_and(|rank| rank <= rank_of_own))
        .map(|module| format!("{} imports {module}", modules.join("::")))
        .collect()
}

/// Collects the top-level modules that paths from `crate`, `$crate` or enough `super`s lead to.
/// `depth` is how many `super`s lead to the root; more than that come from inner modules.
fn imports(tokens: TokenStream, depth: usize, found: &mut Vec<String>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut at = 0;
    while at < tokens.len() {
        match &tokens[at] {
            TokenTree::Group(group) => imports(group.stream(), depth, found),
            TokenTree::Ident(ident) if ident == "crate" => first_names(&tokens[at + 1..], found),
            TokenTree::Ident(ident) if ident == "super" => {
                let mut supers = 1;
                while word_after_colons(&tokens[at + 1..]).is_some_and(|word| word == "super") {
                    supers += 1;
                    at += 3;
                }
                if supers >= depth {
                    first_names(&tokens[at + 1..], found);
                }
            }
            _ => {}
        }
        at += 1;
    }
}

/// What follows `::`: a name, or a group of paths.
fn first_names(rest: &[TokenTree], found: &mut Vec<String>) {
    if let Some(word) = word_after_colons(rest) {
        found.push(word);
    } else if let [
        TokenTree::Punct(_),
        TokenTree::Punct(_),
        TokenTree::Group(group),
        ..,
    ] = rest
    {
        let mut start = true;
        for token in group.stream() {
            match token {
                TokenTree::Ident(ident) if start => {
                    found.push(ident.to_string());
                    start = false;
                }
                TokenTree::Punct(punct) if punct.as_char() == ',' => start = true,
                _ => {}
            }
        }
    }
}

fn word_after_colons(rest: &[TokenTree]) -> Option<String> {
    match rest {
        [
            TokenTree::Punct(a),
            TokenTree::Punct(b),
            TokenTree::Ident(word),
            ..,
        ] if a.as_char() == ':' && b.as_char() == ':' => Some(word.to_string()),
        _ => None,
    }
}

/// The words of a source in order, comments and literals left out.
fn words(source: &str) -> Vec<String> {
    fn collect(tokens: TokenStream, words: &mut Vec<String>) {
        for token in tokens {
            match token {
                TokenTree::Group(group) => collect(group.stream(), words),
                TokenTree::Ident(ident) => words.push(ident.to_string()),
                _ => {}
            }
        }
    }
    let mut words = Vec::new();
    collect(source.parse().unwrap(), &mut words);
    words
}

fn dynamic(source: &str) -> Vec<String> {
    let words = words(source);
    let mut found = Vec::new();
    for (at, word) in words.iter().enumerate() {
        match word.as_str() {
            // The slot that a connection keeps for its requests is the design's own exception:
            // it is made once, not for every call.
            "ReusableBoxFuture" => {}
            "async_trait" | "BoxFuture" | "LocalBoxFuture" => found.push(word.clone()),
            "dyn" => {
                let end = (at + 4).min(words.len());
                let path = &words[at + 1..end];
                if path.iter().any(|word| word == "Invoker")
                    || path.first().is_some_and(|word| word == "Future")
                {
                    found.push(format!("dyn {}", path.join("::")));
                }
            }
            _ => {}
        }
    }
    found
}

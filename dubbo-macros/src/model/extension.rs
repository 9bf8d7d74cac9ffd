//! A trait under `#[extension]`: what a list of its implementations forwards, and how it is chosen.

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Ident, ItemTrait, LitStr, Path, TraitItem};

use crate::diagnostics::Diagnostics;
use crate::model::forwarded::Forwarded;
use crate::model::krate;
use crate::model::names::plain;
use crate::options::{Known, Options};

/// What `#[extension]` accepts.
const OPTIONS: &[Known] = &[
    Known {
        name: "key",
        example: "key = \"loadbalance\"",
    },
    Known {
        name: "list",
        example: "list = balances",
    },
    Known {
        name: "path",
        example: "path = crate::cluster::LoadBalance",
    },
    Known {
        name: "built_in",
        example: "built_in = crate::cluster::Balance",
    },
    Known {
        name: "crate",
        example: "crate = acme::dubbo",
    },
];

/// The function that the macro adds to the trait.
pub(crate) const ADAPTIVE: &str = "adaptive";

/// An extension point.
pub(crate) struct ExtensionPoint {
    /// The path of the crate that has the module `extension`.
    pub(crate) krate: Path,
    /// The trait.
    pub(crate) item: ItemTrait,
    /// The key of URLs by which an extension is chosen.
    pub(crate) key: String,
    /// The macro that makes lists.
    pub(crate) list: Option<Ident>,
    /// Where other crates find the trait; None where its lists are made beside it only.
    pub(crate) path: Option<Path>,
    /// The list that `..` stands for.
    pub(crate) built_in: Option<Path>,
    /// The methods that are right.
    pub(crate) methods: Vec<Forwarded>,
    /// Whether all of it is right.
    pub(crate) is_sound: bool,
}

impl ExtensionPoint {
    /// Reads a trait and reports all that no list of implementations could do.
    pub(crate) fn read(
        arguments: TokenStream,
        item: ItemTrait,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let before = diagnostics.len();
        let options = Options::parse(arguments, "extension", OPTIONS, diagnostics);
        let krate = krate::of(&options, diagnostics);
        let key = key(&options, &item, diagnostics);
        let list = list(&options, &item, diagnostics);
        let path = path(&options, &item, diagnostics);
        let built_in = options.path("built_in", diagnostics);
        if let (Some(_), Some(built_in)) = (&path, &built_in) {
            check_root(built_in, "built_in", diagnostics);
        }
        check_trait(&item, diagnostics);
        let methods = methods(&item, path.is_some(), diagnostics);
        Self {
            krate,
            key,
            list,
            path,
            built_in,
            methods,
            is_sound: diagnostics.len() == before,
            item,
        }
    }

    /// How a list names the trait.
    pub(crate) fn trait_path(&self) -> Path {
        let beside = || Path::from(self.item.ident.clone());
        self.path.clone().unwrap_or_else(beside)
    }
}

fn key(options: &Options, item: &ItemTrait, diagnostics: &mut Diagnostics) -> String {
    if options.entry("key").is_none() {
        let message =
            "by which key do URLs choose? write `#[extension(key = \"loadbalance\", list = …)]`";
        diagnostics.error(item.ident.span(), message);
    }
    let Some(key) = options.text("key", diagnostics) else {
        return String::new();
    };
    check_word(&key, "key", diagnostics);
    key.value()
}

/// Reports what a URL cannot say without escapes.
pub(crate) fn check_word(word: &LitStr, what: &str, diagnostics: &mut Diagnostics) {
    let value = word.value();
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    if value.is_empty() || !value.chars().all(is_plain) {
        let message = format!(
            "a {what} stands in URLs as it is: `{value}` is not made of letters, digits, `.`, `-` and `_` alone"
        );
        diagnostics.error(word.span(), message);
    }
}

fn list(options: &Options, item: &ItemTrait, diagnostics: &mut Diagnostics) -> Option<Ident> {
    if options.entry("list").is_none() {
        let name = plain(&item.ident).to_lowercase();
        let message = format!(
            "how is the macro called that makes lists of it? write `#[extension(key = …, list = {name}s)]`"
        );
        diagnostics.error(item.ident.span(), message);
        return None;
    }
    let path = options.path("list", diagnostics)?;
    if let Some(name) = path.get_ident() {
        return Some(name.clone());
    }
    options.mismatch("list", "the name of a macro", diagnostics)
}

fn path(options: &Options, item: &ItemTrait, diagnostics: &mut Diagnostics) -> Option<Path> {
    let path = options.path("path", diagnostics)?;
    check_root(&path, "path", diagnostics);
    let last = path.segments.last()?;
    if last.ident != item.ident {
        let message = format!(
            "this is the path of another item: it ends in `{}`, the trait",
            item.ident
        );
        diagnostics.error(last.ident.span(), message);
    }
    Some(path)
}

/// Reports a path that would lead elsewhere in another crate.
fn check_root(path: &Path, name: &str, diagnostics: &mut Diagnostics) {
    let first = path.segments.first();
    let is_rooted = first.is_some_and(|first| first.ident == "crate" || first.ident == "$crate");
    if path.leading_colon.is_none() && !is_rooted {
        let message = format!(
            "other crates find `{name}` from the root: `{name} = crate::{}`",
            crate::options::shown_path(path)
        );
        diagnostics.error_on(path, message);
    }
}

fn check_trait(item: &ItemTrait, diagnostics: &mut Diagnostics) {
    if let Some(token) = &item.unsafety {
        let message =
            "an extension point is not `unsafe`: the list implements it by calling what it holds";
        diagnostics.error(token.span, message);
    }
    for parameter in &item.generics.params {
        let message = format!(
            "an extension point cannot be generic: one list implements it once; move the parameter to a method \
             of `{}`",
            item.ident
        );
        diagnostics.error_on(parameter, message);
    }
}

fn methods(item: &ItemTrait, is_exported: bool, diagnostics: &mut Diagnostics) -> Vec<Forwarded> {
    let mut methods = Vec::new();
    for member in &item.items {
        let (tokens, what) = match member {
            TraitItem::Fn(function) if function.sig.ident == ADAPTIVE => {
                let message =
                    "`#[extension]` adds a function of this name; call this one otherwise";
                diagnostics.error(function.sig.ident.span(), message);
                continue;
            }
            TraitItem::Fn(function) => {
                methods.extend(Forwarded::read(function, is_exported, diagnostics));
                continue;
            }
            TraitItem::Type(member) => (member.ident.to_token_stream(), "an associated type"),
            TraitItem::Const(member) => (member.ident.to_token_stream(), "an associated constant"),
            other => (other.to_token_stream(), "a macro"),
        };
        let message = format!(
            "{what} would be another one for each of a list, which has only one: an extension point has methods alone"
        );
        diagnostics.error_on(tokens, message);
    }
    methods
}

/// The names at which paths begin: neither behind `::`, nor lifetimes, nor of bindings as in `Future<Output = T>`.
pub(crate) fn heads(tokens: TokenStream, found: &mut Vec<Ident>) {
    let mut behind = false;
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        let continues = |next: Option<&TokenTree>, mark| matches!(next, Some(TokenTree::Punct(next)) if next.as_char() == mark);
        match token {
            TokenTree::Group(group) => heads(group.stream(), found),
            TokenTree::Ident(name) if !behind && !continues(tokens.peek(), '=') => found.push(name),
            TokenTree::Punct(mark) => {
                let colons = mark.as_char() == ':' && continues(tokens.peek(), ':');
                if colons {
                    tokens.next();
                }
                behind = colons || mark.as_char() == '\'';
                continue;
            }
            _ => {}
        }
        behind = false;
    }
}

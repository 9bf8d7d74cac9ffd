//! A trait under `#[service]`, `#[reference]`, or both.

use proc_macro2::TokenStream;
use syn::spanned::Spanned;
use syn::{Ident, ItemTrait, LitStr, Path, TraitItem, TypeParamBound};

use crate::diagnostics::{Diagnostics, alternatives, did_you_mean};
use crate::gather::gathered;
use crate::model::krate;
use crate::model::method::Method;
use crate::model::names::{is_java_identifier, plain};
use crate::model::proof::{Claimed, Missing, Proof};
use crate::model::supertraits::Supertraits;
use crate::options::{Known, Options};

/// What `#[service]` and `#[reference]` accept on a trait.
pub(crate) const TRAIT_OPTIONS: &[Known] = &[
    Known {
        name: "interface",
        example: "interface = \"org.demo.Greeter\"",
    },
    Known {
        name: "version",
        example: "version = \"1.0.0\"",
    },
    Known {
        name: "group",
        example: "group = \"eu\"",
    },
    Known {
        name: "serialization",
        example: "serialization = \"hessian2\"",
    },
    Known {
        name: "dispatcher",
        example: "dispatcher = \"spawn\"",
    },
    Known {
        name: "contract",
        example: "contract = \"java/GreetService.json\"",
    },
    Known {
        name: "missing",
        example: "missing = \"warn\"",
    },
    Known {
        name: "dyn",
        example: "dyn",
    },
    Known {
        name: "crate",
        example: "crate = acme::dubbo",
    },
];

/// The names of the serializers.
const SERIALIZATIONS: &[&str] = &["hessian2", "msgpack", "bincode"];

/// The names of the dispatchers, and their variants.
const DISPATCHERS: &[(&str, &str)] = &[
    ("inline", "Inline"),
    ("spawn", "Spawn"),
    ("blocking", "Blocking"),
];

/// The functions that the clients have themselves, also the one that blocks.
const OWN_METHODS: &[&str] = &["new", "with", "invoker", "connect", "client"];

/// A contract.
pub(crate) struct Contract {
    /// The path of the facade.
    pub(crate) krate: Path,
    /// The trait, without the attributes that are ours.
    pub(crate) item: ItemTrait,
    /// What it is called on the wire.
    pub(crate) interface: String,
    /// Its version; empty for none.
    pub(crate) version: String,
    /// Its group; empty for none.
    pub(crate) group: String,
    /// Its serialization, where one is fixed.
    pub(crate) serialization: Option<String>,
    /// Where providers run it, as a variant of `Dispatcher`, where the contract says.
    pub(crate) dispatcher: Option<&'static str>,
    /// Whether the provider's side is wanted.
    pub(crate) service: bool,
    /// Whether the consumer's side is wanted.
    pub(crate) reference: bool,
    /// The contracts that it extends.
    pub(crate) parents: Vec<Path>,
    /// Supertraits that are called like one of std's, and are contracts only where that name means another trait.
    pub(crate) namesakes: Vec<Path>,
    /// Its supertraits that are no contracts, also the namesakes.
    pub(crate) plain_supertraits: Vec<TypeParamBound>,
    /// Whether a trait object is wanted: `dyn`.
    pub(crate) companion: bool,
    /// What Java's definition is still to be compared with.
    pub(crate) proof: Option<Proof>,
    /// The methods that are right.
    pub(crate) methods: Vec<Method>,
    /// Whether all of the trait is right.
    pub(crate) is_sound: bool,
    /// Whether the trait has only what a stub can implement.
    pub(crate) is_stubbable: bool,
}

impl Contract {
    /// Reads a trait with what was gathered for it.
    pub(crate) fn read(
        mark: TokenStream,
        mut item: ItemTrait,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let before = diagnostics.len();
        let kinds = Kinds::read(mark, diagnostics);
        let krate = kinds.pick(|options, errors| options.path("crate", errors), diagnostics);
        let interface = kinds.checked("interface", check_interface, diagnostics);
        let version = kinds.checked("version", check_key, diagnostics);
        let group = kinds.checked("group", check_key, diagnostics);
        let serialization = kinds.checked("serialization", check_serialization, diagnostics);
        let dispatcher = kinds.text("dispatcher", diagnostics);
        let dispatcher = dispatcher.and_then(|name| known_dispatcher(&name, diagnostics));
        let is_plain = check_trait(&item, diagnostics);
        let companion = kinds.pick(|options, errors| options.word("dyn", errors), diagnostics);
        let supertraits = Supertraits::read(
            &item,
            kinds.has("reference"),
            companion.is_some(),
            diagnostics,
        );
        let (methods, has_only_methods) = methods(&mut item, diagnostics);
        if kinds.has("reference") {
            check_names(&methods, diagnostics);
        }
        let interface = interface.unwrap_or_else(|| plain(&item.ident));
        let claimed = Claimed {
            ident: &item.ident,
            interface: &interface,
            parents: &supertraits.contracts,
            methods: &methods,
        };
        let proof = kinds.proof(&claimed, diagnostics);
        Self {
            krate: krate.unwrap_or_else(krate::default),
            interface,
            version: version.unwrap_or_default(),
            group: group.unwrap_or_default(),
            serialization,
            dispatcher,
            service: kinds.has("service"),
            reference: kinds.has("reference"),
            parents: supertraits.contracts,
            namesakes: supertraits.namesakes,
            plain_supertraits: supertraits.plain,
            companion: companion.is_some(),
            proof,
            methods,
            is_sound: diagnostics.len() == before,
            is_stubbable: is_plain && supertraits.can_be_client && has_only_methods,
            item,
        }
    }
}

/// The options under each of the two attributes.
struct Kinds {
    given: Vec<(Ident, Options)>,
}

impl Kinds {
    fn read(mark: TokenStream, diagnostics: &mut Diagnostics) -> Self {
        let mut given: Vec<(Ident, Options)> = Vec::new();
        for (kind, arguments) in gathered(mark) {
            if given.iter().any(|(other, _)| *other == kind) {
                let message = format!("`#[{kind}]` is given twice; put all options into one");
                diagnostics.error(kind.span(), message);
                continue;
            }
            let options = Options::parse(arguments, &kind.to_string(), TRAIT_OPTIONS, diagnostics);
            given.push((kind, options));
        }
        let kinds = Self { given };
        kinds.check_agreement(diagnostics);
        kinds
    }

    fn has(&self, kind: &str) -> bool {
        self.given.iter().any(|(given, _)| given == kind)
    }

    /// The first value that either attribute gives.
    fn pick<T>(
        &self,
        read: impl Fn(&Options, &mut Diagnostics) -> Option<T>,
        diagnostics: &mut Diagnostics,
    ) -> Option<T> {
        let mut values = self
            .given
            .iter()
            .map(|(_, options)| read(options, diagnostics));
        values.by_ref().fold(None, Option::or)
    }

    fn text(&self, name: &str, diagnostics: &mut Diagnostics) -> Option<LitStr> {
        self.pick(|options, errors| options.text(name, errors), diagnostics)
    }

    /// A text, and whether it may be that.
    fn checked(
        &self,
        name: &str,
        check: fn(&LitStr, &mut Diagnostics),
        diagnostics: &mut Diagnostics,
    ) -> Option<String> {
        let text = self.text(name, diagnostics)?;
        check(&text, diagnostics);
        Some(text.value())
    }

    /// The file of Java's definition, where one is given, and what it says.
    fn proof(&self, claimed: &Claimed<'_>, diagnostics: &mut Diagnostics) -> Option<Proof> {
        let path = self.text("contract", diagnostics);
        let missing = self.text("missing", diagnostics);
        let missing = Missing::read(missing, path.as_ref(), claimed.parents, diagnostics);
        Proof::read(&path?, missing, claimed, diagnostics)
    }

    fn check_agreement(&self, diagnostics: &mut Diagnostics) {
        let [(first_kind, first), (second_kind, second)] = &self.given[..] else {
            return;
        };
        for entry in second.entries() {
            let name = entry.name.to_string();
            let Some(other) = first.entry(&name) else {
                continue;
            };
            if other.shown() != entry.shown() {
                let message = format!(
                    "`{name}` is {} under `#[{first_kind}]` and {} under `#[{second_kind}]`; they must \
                     agree, so give it once",
                    other.shown(),
                    entry.shown()
                );
                diagnostics.error(entry.span(), message);
            }
        }
    }
}

/// Reports what no contract can have; false where a stub of the client would not compile either.
fn check_trait(item: &ItemTrait, diagnostics: &mut Diagnostics) -> bool {
    let mut is_plain = true;
    if let Some(token) = &item.unsafety {
        diagnostics.error(
            token.span,
            "a contract is not `unsafe`: its calls are plain data",
        );
        is_plain = false;
    }
    for parameter in &item.generics.params {
        let message = format!(
            "a contract cannot be generic: one interface has one set of methods; write `trait {}` with \
             concrete types",
            item.ident
        );
        diagnostics.error_on(parameter, message);
        is_plain = false;
    }
    is_plain
}

fn methods(item: &mut ItemTrait, diagnostics: &mut Diagnostics) -> (Vec<Method>, bool) {
    let mut methods = Vec::new();
    let mut has_only_methods = true;
    for (index, member) in item.items.iter_mut().enumerate() {
        let (span, what) = match member {
            TraitItem::Fn(function) => {
                methods.extend(Method::read(index, function, diagnostics));
                continue;
            }
            TraitItem::Type(member) => (member.ident.span(), "an associated type"),
            TraitItem::Const(member) => (member.ident.span(), "an associated constant"),
            other => (other.span(), "a macro"),
        };
        has_only_methods = false;
        let message = format!(
            "{what} does not travel: a contract has only methods; name the type, or \
                               move this to another trait"
        );
        diagnostics.error(span, message);
    }
    if item.items.is_empty() && item.supertraits.is_empty() {
        let message = format!(
            "`{}` has no methods; write one: `async fn say_hello(&self, name: String) -> dubbo::Result<String>;`",
            item.ident
        );
        diagnostics.error(item.ident.span(), message);
    }
    (methods, has_only_methods)
}

/// Reports methods that a call of the client would not reach: its own come first.
fn check_names(methods: &[Method], diagnostics: &mut Diagnostics) {
    for method in methods {
        let name = plain(&method.ident);
        if OWN_METHODS.contains(&name.as_str()) {
            let message = format!(
                "the generated client has its own `{name}`, which would be called in its place; write \
                 `#[method(name = \"{name}\")] async fn {name}_…`"
            );
            diagnostics.error(method.ident.span(), message);
        }
    }
}

fn check_interface(name: &LitStr, diagnostics: &mut Diagnostics) {
    let value = name.value();
    if !value.split('.').all(is_java_identifier) {
        let message = format!(
            "`{value}` is no name of a Java interface; write it as in `interface = \"org.demo.Greeter\"`"
        );
        diagnostics.error(name.span(), message);
    }
}

/// Reports what cannot stand in a group or version: they are parts of Dubbo's key `group/interface:version`.
pub(crate) fn check_key(part: &LitStr, diagnostics: &mut Diagnostics) {
    let value = part.value();
    let is_foreign = |c: char| c.is_whitespace() || matches!(c, '/' | ':' | ',' | '*' | '&' | '?');
    if let Some(character) = value.chars().find(|c| is_foreign(*c)) {
        let message = format!(
            "`{value}` holds {character:?}, which has a meaning of its own in Dubbo's service keys; \
             use letters, digits, `.`, `-` and `_`"
        );
        diagnostics.error(part.span(), message);
    }
}

/// The dispatcher of that name; reports one that does not exist.
fn known_dispatcher(name: &LitStr, diagnostics: &mut Diagnostics) -> Option<&'static str> {
    let value = name.value();
    let known = DISPATCHERS.iter().find(|(known, _)| *known == value);
    if known.is_none() {
        let names = || DISPATCHERS.iter().map(|(known, _)| *known);
        let near = did_you_mean(&value, names());
        let joint = if near.is_empty() { "; " } else { " " };
        let all = alternatives(names());
        let message = format!("unknown dispatcher `{value}`{near}{joint}expected one of {all}");
        diagnostics.error(name.span(), message);
    }
    known.map(|(_, variant)| *variant)
}

/// Reports a serialization that does not exist.
pub(crate) fn check_serialization(name: &LitStr, diagnostics: &mut Diagnostics) {
    let value = name.value();
    if !SERIALIZATIONS.contains(&value.as_str()) {
        let near = did_you_mean(&value, SERIALIZATIONS.iter().copied());
        let joint = if near.is_empty() { "; " } else { " " };
        let all = alternatives(SERIALIZATIONS.iter().copied());
        let message = format!("unknown serialization `{value}`{near}{joint}expected one of {all}");
        diagnostics.error(name.span(), message);
    }
}

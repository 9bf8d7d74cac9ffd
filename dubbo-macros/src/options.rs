//! The lists of options in attributes: `interface = "org.demo.Greeter", retries = 2`.

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream, Parser};
use syn::{Ident, Lit, LitStr, Path, Token};

use crate::diagnostics::{Diagnostics, alternatives, did_you_mean};

/// The options whose value is likely to be written without a name.
const NAMED_FIRST: &[&str] = &["interface", "name", "url"];

/// An option that an attribute accepts.
pub(crate) struct Known {
    /// Its name.
    pub(crate) name: &'static str,
    /// How it is written, for the remedies in messages.
    pub(crate) example: &'static str,
}

/// The options given in one attribute: each known, each given once.
#[derive(Default)]
pub(crate) struct Options {
    known: &'static [Known],
    entries: Vec<Entry>,
}

/// One option as it was written.
pub(crate) struct Entry {
    /// Its name.
    pub(crate) name: Ident,
    /// What stands behind the `=`.
    pub(crate) value: Value,
}

/// The value of an option.
pub(crate) enum Value {
    /// A literal.
    Literal(Lit),
    /// A path, such as `acme::dubbo`.
    Path(Path),
    /// Neither, which no option takes.
    Other(TokenStream),
    /// There is none.
    Missing,
}

impl Options {
    /// Reads a list and reports what is malformed, unknown, or given twice. `attribute` is named in messages.
    pub(crate) fn parse(
        tokens: TokenStream,
        attribute: &str,
        known: &'static [Known],
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let mut options = Self {
            known,
            entries: Vec::new(),
        };
        for piece in split_at_commas(tokens) {
            options.add(piece, attribute, diagnostics);
        }
        options
    }

    /// Reads a list that begins with a string of its own, without a name: a class.
    pub(crate) fn parse_with_class(
        tokens: TokenStream,
        attribute: &str,
        known: &'static [Known],
        diagnostics: &mut Diagnostics,
    ) -> (Option<LitStr>, Self) {
        let mut options = Self {
            known,
            entries: Vec::new(),
        };
        let mut class = None;
        for piece in split_at_commas(tokens) {
            if class.is_none()
                && let Ok(text) = syn::parse2::<LitStr>(piece.clone())
            {
                class = Some(text);
            } else if class.is_none()
                && let Ok(Entry {
                    name,
                    value: Value::Literal(Lit::Str(text)),
                }) = syn::parse2(piece.clone())
                && name == "class"
            {
                let message = format!(
                    "the class stands without a name: `#[{attribute}(\"{}\")]`",
                    text.value()
                );
                diagnostics.error(name.span(), message);
                class = Some(text);
            } else if class.is_none()
                && let Some(unquoted) = unquoted_class(&piece)
            {
                let message = format!("the class is a string: `#[{attribute}(\"{unquoted}\")]`");
                diagnostics.error_on(&piece, message);
                class = Some(LitStr::new(&unquoted, Span::call_site()));
            } else {
                options.add(piece, attribute, diagnostics);
            }
        }
        (class, options)
    }

    fn add(&mut self, piece: TokenStream, attribute: &str, diagnostics: &mut Diagnostics) {
        if let Ok(literal) = syn::parse2::<Lit>(piece.clone()) {
            return diagnostics.error(literal.span(), self.nameless(&literal));
        }
        let entry = match syn::parse2::<Entry>(piece) {
            Ok(entry) => entry,
            Err(error) => return diagnostics.absorb(error),
        };
        let name = entry.name.to_string();
        if !self.known.iter().any(|option| option.name == name) {
            diagnostics.error(entry.name.span(), unknown(&name, attribute, self.known));
        } else if self.entries.iter().any(|other| other.name == entry.name) {
            let message = format!("`{name}` is given twice; keep one of them");
            diagnostics.error(entry.name.span(), message);
        } else {
            self.entries.push(entry);
        }
    }

    /// The options as they were written.
    pub(crate) fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The entry called `name`.
    pub(crate) fn entry(&self, name: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.name == name)
    }

    /// The string given for `name`; not empty.
    pub(crate) fn text(&self, name: &str, diagnostics: &mut Diagnostics) -> Option<LitStr> {
        match &self.entry(name)?.value {
            Value::Literal(Lit::Str(text)) if text.value().trim().is_empty() => {
                let message = format!(
                    "`{name}` is empty; leave it out, or write {}",
                    self.example(name)
                );
                diagnostics.error(text.span(), message);
                None
            }
            Value::Literal(Lit::Str(text)) => Some(text.clone()),
            _ => {
                let entry = self.entry(name)?;
                let example = match entry.quoted() {
                    Some(quoted) => format!("`{name} = \"{quoted}\"`"),
                    None => self.example(name),
                };
                let message = format!("`{name}` takes a string: {example}");
                diagnostics.error_on(entry.tokens(), message);
                None
            }
        }
    }

    /// The whole number given for `name`.
    pub(crate) fn number(&self, name: &str, diagnostics: &mut Diagnostics) -> Option<u32> {
        if let Value::Literal(Lit::Int(number)) = &self.entry(name)?.value
            && let Ok(number) = number.base10_parse()
        {
            return Some(number);
        }
        self.mismatch(name, "a whole number from 0 up", diagnostics)
    }

    /// The `true` or `false` given for `name`.
    pub(crate) fn flag(&self, name: &str, diagnostics: &mut Diagnostics) -> Option<bool> {
        match &self.entry(name)?.value {
            Value::Literal(Lit::Bool(flag)) => Some(flag.value),
            _ => self.mismatch(name, "`true` or `false`", diagnostics),
        }
    }

    /// Whether the word `name` is given, which has no value.
    pub(crate) fn word(&self, name: &str, diagnostics: &mut Diagnostics) -> Option<()> {
        match &self.entry(name)?.value {
            Value::Missing => Some(()),
            _ => self.mismatch(name, "no value", diagnostics),
        }
    }

    /// The path given for `name`.
    pub(crate) fn path(&self, name: &str, diagnostics: &mut Diagnostics) -> Option<Path> {
        match &self.entry(name)?.value {
            Value::Path(path) => Some(path.clone()),
            _ => self.mismatch(name, "a path", diagnostics),
        }
    }

    /// Reports that the value of `name` is not `expected`.
    pub(crate) fn mismatch<T>(
        &self,
        name: &str,
        expected: &str,
        diagnostics: &mut Diagnostics,
    ) -> Option<T> {
        let entry = self.entry(name)?;
        let message = format!("`{name}` takes {expected}: {}", self.example(name));
        diagnostics.error_on(entry.tokens(), message);
        None
    }

    /// What to write for a literal without a name, as is right for `#[pojo]` alone.
    fn nameless(&self, literal: &Lit) -> String {
        let named = self
            .known
            .iter()
            .find(|option| NAMED_FIRST.contains(&option.name));
        match (named, literal) {
            (Some(option), Lit::Str(text)) => format!(
                "a value needs its name: `{} = \"{}\"`",
                option.name,
                text.value()
            ),
            _ => "expected `name = value` here".to_owned(),
        }
    }

    fn example(&self, name: &str) -> String {
        let known = self.known.iter().find(|option| option.name == name);
        known.map_or_else(String::new, |option| format!("`{}`", option.example))
    }
}

impl Entry {
    /// Where a wrong value is reported: at the value, or at the name where there is none.
    pub(crate) fn span(&self) -> Span {
        match &self.value {
            Value::Literal(literal) => literal.span(),
            Value::Path(path) => path
                .segments
                .first()
                .map_or_else(Span::call_site, |s| s.ident.span()),
            Value::Other(_) | Value::Missing => self.name.span(),
        }
    }

    /// What is marked where the value is wrong: the value, or the name where there is none.
    pub(crate) fn tokens(&self) -> TokenStream {
        match &self.value {
            Value::Literal(literal) => literal.to_token_stream(),
            Value::Path(path) => path.to_token_stream(),
            Value::Other(tokens) => tokens.clone(),
            Value::Missing => self.name.to_token_stream(),
        }
    }

    /// The value as it is in quotes, where only they are missing: `org.demo.Greeter`, `1.0.0`, `eu-west`.
    fn quoted(&self) -> Option<String> {
        if matches!(self.value, Value::Literal(Lit::Bool(_)) | Value::Missing) {
            return None;
        }
        let text = unspaced(self.tokens());
        let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '-' | '$');
        text.chars().all(is_plain).then_some(text)
    }

    /// The value as text, for comparing and for messages.
    pub(crate) fn shown(&self) -> String {
        match &self.value {
            Value::Literal(Lit::Str(text)) => format!("\"{}\"", text.value()),
            Value::Literal(Lit::Int(number)) => number.base10_digits().to_owned(),
            Value::Literal(Lit::Bool(flag)) => flag.value.to_string(),
            Value::Literal(_) | Value::Other(_) | Value::Missing => String::new(),
            Value::Path(path) => shown_path(path),
        }
    }
}

impl Parse for Entry {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if !input.peek(Ident::peek_any) {
            return Err(input.error("expected `name = value` here"));
        }
        let name = input.call(Ident::parse_any)?;
        if input.is_empty() {
            return Ok(Self {
                name,
                value: Value::Missing,
            });
        }
        if !input.peek(Token![=]) {
            let message = format!("expected `{name} = value` here");
            return Err(input.error(message));
        }
        input.parse::<Token![=]>()?;
        if input.is_empty() {
            return Ok(Self {
                name,
                value: Value::Missing,
            });
        }
        let is_text = input.peek(LitStr);
        let tokens: TokenStream = input.parse()?;
        let value = if let Ok(literal) = syn::parse2(tokens.clone()) {
            Value::Literal(literal)
        } else if let Ok(path) = Path::parse_mod_style.parse2(tokens.clone()) {
            Value::Path(path)
        } else {
            if let (true, Some(second)) = (is_text, tokens.clone().into_iter().nth(1)) {
                let message = format!("expected `,` or the end after the value of `{name}`");
                return Err(syn::Error::new(second.span(), message));
            }
            Value::Other(tokens)
        };
        Ok(Self { name, value })
    }
}

/// A path as it was written, for messages and for serde's attributes, which take paths as strings.
pub(crate) fn shown_path(path: &Path) -> String {
    let mut shown = String::new();
    for (index, segment) in path.segments.iter().enumerate() {
        if index > 0 || path.leading_colon.is_some() {
            shown.push_str("::");
        }
        shown.push_str(&segment.ident.to_string());
    }
    shown
}

/// The class of tokens that lack their quotes: `org.demo.User`, or `User`, which lacks its package, too.
fn unquoted_class(tokens: &TokenStream) -> Option<String> {
    let mut first_two = tokens.clone().into_iter();
    let Some(TokenTree::Ident(first)) = first_two.next() else {
        return None;
    };
    match first_two.next() {
        Some(TokenTree::Punct(dot)) if dot.as_char() == '.' => Some(unspaced(tokens.clone())),
        None if first.to_string().starts_with(char::is_uppercase) => {
            Some(format!("org.demo.{first}"))
        }
        _ => None,
    }
}

fn unspaced(tokens: TokenStream) -> String {
    tokens.to_string().split_whitespace().collect()
}

/// The pieces between the commas, so that a mistake in one does not hide those of the next.
pub(crate) fn split_at_commas(tokens: TokenStream) -> Vec<TokenStream> {
    let mut pieces = Vec::new();
    let mut piece = TokenStream::new();
    for token in tokens {
        match token {
            TokenTree::Punct(comma) if comma.as_char() == ',' => {
                pieces.push(std::mem::take(&mut piece))
            }
            other => piece.extend([other]),
        }
    }
    pieces.push(piece);
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

/// Where an option that is misplaced belongs.
fn place_of(name: &str) -> Option<&'static str> {
    match name {
        "interface" => Some("a trait, `#[service(interface = …)]`"),
        "timeout" | "retries" => {
            Some("a method, `#[method(…)]`, or to a client in a struct, `#[reference(…)]`")
        }
        "oneway" | "name" => Some("a method, `#[method(…)]`"),
        "url" | "check" => Some("a client in a struct, `#[reference(…)]`"),
        _ => None,
    }
}

fn unknown(name: &str, attribute: &str, known: &[Known]) -> String {
    let names = || known.iter().map(|option| option.name);
    let near = match place_of(name) {
        Some(place) => format!("; it belongs to {place}:"),
        None => did_you_mean(name, names()),
    };
    let expected = match known.len() {
        0 => "it takes none".to_owned(),
        1 => format!("it takes {}", alternatives(names())),
        _ => format!("expected one of {}", alternatives(names())),
    };
    let joint = if near.is_empty() { "; " } else { " " };
    format!("unknown option `{name}` of `#[{attribute}]`{near}{joint}{expected}")
}

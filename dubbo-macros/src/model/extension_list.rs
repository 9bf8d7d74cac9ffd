//! A list of the implementations of an extension point: `enum Ours { .., Mine = "mine" => Mine }`.

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::parse::{Parse, ParseStream};
use syn::spanned::Spanned;
use syn::{Attribute, Ident, ItemTrait, Lit, LitStr, Meta, Path, Token, Type, Visibility, braced};

use crate::diagnostics::Diagnostics;
use crate::model::attributes;
use crate::model::extension::{ExtensionPoint, check_word};
use crate::model::forwarded::Receives;
use crate::model::names::plain;

const EXAMPLE: &str = "`enum Ours { .., Mine = \"mine\" => Mine }`";

/// A list.
pub(crate) struct ExtensionList {
    /// What it lists.
    pub(crate) point: ExtensionPoint,
    /// The attributes of the enum.
    pub(crate) attributes: Vec<Attribute>,
    /// Its visibility.
    pub(crate) visibility: Visibility,
    /// Its name.
    pub(crate) ident: Ident,
    /// Its entries that are right.
    pub(crate) entries: Vec<Entry>,
    /// The list that it includes.
    pub(crate) included: Option<Included>,
    /// The entry that is marked as the default.
    pub(crate) default: Option<usize>,
}

/// One name, and what it stands for.
pub(crate) struct Entry {
    /// The attributes of the variant: documentation and `#[cfg]`.
    pub(crate) attributes: Vec<Attribute>,
    /// Its variant.
    pub(crate) ident: Ident,
    /// Its name in URLs.
    pub(crate) name: LitStr,
    /// What it is.
    pub(crate) held: Held,
}

/// What stands behind a name.
pub(crate) enum Held {
    /// A type: the variant holds a value of it.
    Type(Box<Type>),
    /// A constant: the variant holds nothing.
    Constant(Path),
}

/// Another list, as one variant.
pub(crate) struct Included {
    /// The name of the variant, which is that of the list.
    pub(crate) ident: Ident,
    /// The list.
    pub(crate) path: Path,
}

impl ExtensionList {
    /// Reads what the macro of an extension point was given, behind the extension point itself:
    /// `(options) { trait } list`. None where there is not even an enum.
    pub(crate) fn read(tokens: TokenStream, diagnostics: &mut Diagnostics) -> Option<Self> {
        let (point, list) = point(tokens)?;
        let head: Head = match syn::parse2(list) {
            Ok(head) => head,
            Err(error) => {
                diagnostics.absorb(error);
                return None;
            }
        };
        let mut list = Self {
            point,
            attributes: head.attributes,
            visibility: head.visibility,
            ident: head.ident,
            entries: Vec::new(),
            included: None,
            default: None,
        };
        let before = diagnostics.len();
        for piece in head.pieces {
            match piece {
                Ok(Piece::Rest(dots)) => list.include(dots, diagnostics),
                Ok(Piece::Entry(entry)) => list.add(*entry, diagnostics),
                Err(error) => diagnostics.absorb(error),
            }
        }
        if list.entries.is_empty() && list.included.is_none() && diagnostics.len() == before {
            let message = format!("`{}` lists nothing; write {EXAMPLE}", list.ident);
            diagnostics.error(list.ident.span(), message);
        }
        Some(list)
    }

    fn include(&mut self, dots: Span, diagnostics: &mut Diagnostics) {
        let Some(path) = &self.point.built_in else {
            let message = format!(
                "there is no list of `{}` to include: `..` needs `#[extension(built_in = crate::…)]` on the trait",
                self.point.item.ident
            );
            return diagnostics.error(dots, message);
        };
        if self.included.is_some() {
            return diagnostics.error(dots, "`..` is given twice; once is all of them");
        }
        let Some(last) = path.segments.last() else {
            return;
        };
        let ident = Ident::new(&last.ident.to_string(), dots);
        if self.entries.iter().any(|entry| entry.ident == ident) {
            self.taken(&ident, diagnostics);
        }
        self.included = Some(Included {
            ident,
            path: path.clone(),
        });
    }

    fn add(&mut self, mut entry: Raw, diagnostics: &mut Diagnostics) {
        let marks = attributes::take(&mut entry.attributes, "default", diagnostics);
        if let Some(mark) = attributes::only(marks, diagnostics) {
            self.mark(&mark, &entry.attributes, diagnostics);
        }
        let Some(entry) = entry.checked(&self.point, diagnostics) else {
            return;
        };
        let name = entry.name.value();
        if self.entries.iter().any(|other| other.name.value() == name) {
            let message = format!("`{name}` is given twice; a name stands for one");
            return diagnostics.error(entry.name.span(), message);
        }
        let is_included = |ident: &Ident| {
            self.included
                .as_ref()
                .is_some_and(|other| other.ident == *ident)
        };
        if is_included(&entry.ident) {
            return self.taken(&entry.ident, diagnostics);
        }
        if self.entries.iter().any(|other| other.ident == entry.ident) {
            let message = format!("there is a variant `{}` already", entry.ident);
            return diagnostics.error(entry.ident.span(), message);
        }
        self.entries.push(entry);
    }

    fn mark(&mut self, mark: &Attribute, attributes: &[Attribute], diagnostics: &mut Diagnostics) {
        if !matches!(mark.meta, Meta::Path(_)) {
            diagnostics.error_on(mark, "`#[default]` takes no options");
        }
        if !attributes::cfgs(attributes).is_empty() {
            let message = "the default cannot stand under `#[cfg]`; without a mark it is the first that is compiled in";
            diagnostics.error_on(mark, message);
        } else if self.default.is_some() {
            diagnostics.error_on(mark, "there is a default already; keep one of them");
        } else {
            self.default = Some(self.entries.len());
        }
    }

    fn taken(&self, ident: &Ident, diagnostics: &mut Diagnostics) {
        let message = format!(
            "`..` is the variant `{ident}`, the list that it includes; call this one otherwise"
        );
        diagnostics.error(ident.span(), message);
    }
}

/// The extension point, whose mistakes were reported where it stands, and the list.
fn point(tokens: TokenStream) -> Option<(ExtensionPoint, TokenStream)> {
    let mut tokens = tokens.into_iter();
    let (Some(TokenTree::Group(options)), Some(TokenTree::Group(item))) =
        (tokens.next(), tokens.next())
    else {
        return None;
    };
    let item: ItemTrait = syn::parse2(item.stream()).ok()?;
    let mut reported = Diagnostics::default();
    let point = ExtensionPoint::read(options.stream(), item, &mut reported);
    Some((point, tokens.collect()))
}

/// An enum whose variants have not been looked at.
struct Head {
    attributes: Vec<Attribute>,
    visibility: Visibility,
    ident: Ident,
    pieces: Vec<syn::Result<Piece>>,
}

enum Piece {
    Rest(Span),
    Entry(Box<Raw>),
}

/// An entry as it was written: what is missing is None.
struct Raw {
    attributes: Vec<Attribute>,
    ident: Ident,
    name: Option<Lit>,
    held: Option<Held>,
}

impl Parse for Head {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let attributes = input.call(Attribute::parse_outer)?;
        let visibility = input.parse()?;
        if !input.peek(Token![enum]) {
            return Err(input.error(format!("a list is an enum: write {EXAMPLE}")));
        }
        input.parse::<Token![enum]>()?;
        let ident = input.parse()?;
        if input.peek(Token![<]) {
            return Err(
                input.error("a list has no parameters: the types that it holds are concrete")
            );
        }
        let content;
        braced!(content in input);
        let mut pieces = Vec::new();
        while !content.is_empty() {
            let piece = content.parse();
            let failed = piece.is_err();
            pieces.push(piece);
            if failed || !(content.is_empty() || content.peek(Token![,])) {
                if !failed {
                    pieces.push(Err(content.error("expected `,` behind an entry")));
                }
                skip_to_comma(&content)?;
            }
            content.parse::<Option<Token![,]>>()?;
        }
        if !input.is_empty() {
            return Err(input.error("expected nothing behind the list"));
        }
        Ok(Self {
            attributes,
            visibility,
            ident,
            pieces,
        })
    }
}

impl Parse for Piece {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let attributes = input.call(Attribute::parse_outer)?;
        if input.peek(Token![..]) {
            let dots: Token![..] = input.parse()?;
            if let Some(attribute) = attributes.first() {
                let message = "`..` takes no attributes: it is all of a list as it is";
                return Err(syn::Error::new_spanned(attribute, message));
            }
            return Ok(Self::Rest(dots.span()));
        }
        let ident = input.parse().map_err(|error: syn::Error| {
            syn::Error::new(error.span(), "expected `Mine = \"mine\" => Mine` or `..`")
        })?;
        let mut name = None;
        if !input.peek(Token![=>]) && input.parse::<Option<Token![=]>>()?.is_some() {
            name = Some(input.parse().map_err(|error: syn::Error| {
                syn::Error::new(error.span(), format!("expected a name: `{ident} = \"…\"`"))
            })?);
        }
        let held = match input.parse::<Option<Token![=>]>>()? {
            None => None,
            Some(_) if input.peek(Token![const]) => {
                input.parse::<Token![const]>()?;
                Some(Held::Constant(input.parse()?))
            }
            Some(_) => Some(Held::Type(input.parse()?)),
        };
        Ok(Self::Entry(Box::new(Raw {
            attributes,
            ident,
            name,
            held,
        })))
    }
}

impl Raw {
    fn checked(self, point: &ExtensionPoint, diagnostics: &mut Diagnostics) -> Option<Entry> {
        let ident = &self.ident;
        let lower = plain(ident).to_lowercase();
        let name = match self.name {
            Some(Lit::Str(name)) => {
                check_word(&name, "name", diagnostics);
                Some(name)
            }
            Some(other) => {
                let message = format!(
                    "a name is a string: `{ident} = \"{}\"`",
                    other.to_token_stream()
                );
                diagnostics.error_on(other, message);
                None
            }
            None => {
                let message = format!("how do URLs call it? write `{ident} = \"{lower}\" => …`");
                diagnostics.error(ident.span(), message);
                None
            }
        };
        if self.held.is_none() {
            let message = format!(
                "what is it? write `{ident} = \"{lower}\" => Type`, or `=> const VALUE` for one without state"
            );
            diagnostics.error(ident.span(), message);
        }
        let held = self.held?;
        let changes = point
            .methods
            .iter()
            .find(|method| method.receives == Receives::Exclusive);
        if let (Held::Constant(path), Some(method)) = (&held, changes) {
            let message = format!(
                "`{}` takes `&mut self`, and a constant cannot change: list a type, `{ident} = \"{lower}\" => Type`",
                method.signature.ident
            );
            diagnostics.error_on(path, message);
            return None;
        }
        Some(Entry {
            attributes: self.attributes,
            ident: self.ident,
            name: name?,
            held,
        })
    }
}

fn skip_to_comma(input: ParseStream<'_>) -> syn::Result<()> {
    while !input.is_empty() && !input.peek(Token![,]) {
        input.parse::<TokenTree>()?;
    }
    Ok(())
}

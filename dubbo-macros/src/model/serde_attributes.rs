//! What a user's `#[serde(…)]` attributes say, so that ours say nothing else; and serde's rules for names.

use proc_macro2::{TokenStream, TokenTree};
use syn::{Attribute, Lit, Meta};

use crate::options::split_at_commas;

/// One entry of a `#[serde(…)]`.
pub(crate) struct Entry {
    name: String,
    value: Option<String>,
}

/// The entries of all `#[serde(…)]` of an item.
pub(crate) struct Entries(Vec<Entry>);

impl Entries {
    /// Reads them; what serde would refuse, serde refuses itself.
    pub(crate) fn of(attributes: &[Attribute]) -> Self {
        let lists = attributes
            .iter()
            .filter_map(|attribute| match &attribute.meta {
                Meta::List(list) if list.path.is_ident("serde") => Some(list.tokens.clone()),
                _ => None,
            });
        Self(lists.flat_map(split_at_commas).filter_map(entry).collect())
    }

    /// Whether one of `names` is given.
    pub(crate) fn has(&self, names: &[&str]) -> bool {
        self.0
            .iter()
            .any(|entry| names.contains(&entry.name.as_str()))
    }

    /// The value of `name = "value"`, or of `name(serialize = "value")`.
    pub(crate) fn value(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|entry| entry.name == name)?
            .value
            .as_deref()
    }
}

fn entry(tokens: TokenStream) -> Option<Entry> {
    let mut tokens = tokens.into_iter();
    let Some(TokenTree::Ident(name)) = tokens.next() else {
        return None;
    };
    let value = match tokens.next() {
        Some(TokenTree::Punct(_)) => tokens.next().and_then(text),
        Some(TokenTree::Group(nested)) => {
            let mut nested = split_at_commas(nested.stream())
                .into_iter()
                .filter_map(entry);
            nested
                .find(|entry| entry.name == "serialize")
                .and_then(|entry| entry.value)
        }
        _ => None,
    };
    Some(Entry {
        name: name.to_string(),
        value,
    })
}

fn text(token: TokenTree) -> Option<String> {
    match syn::parse2::<Lit>(token.into()) {
        Ok(Lit::Str(text)) => Some(text.value()),
        _ => None,
    }
}

/// A field's name under serde's `rename_all = "rule"`; unchanged where the rule is unknown, which serde reports.
pub(crate) fn renamed(rule: &str, field: &str) -> String {
    let pascal = || -> String {
        let words = field.split('_');
        words.map(capitalized).collect()
    };
    match rule {
        "UPPERCASE" | "SCREAMING_SNAKE_CASE" => field.to_ascii_uppercase(),
        "PascalCase" => pascal(),
        "camelCase" => {
            let pascal = pascal();
            let first = pascal.chars().next().map_or(0, char::len_utf8);
            format!(
                "{}{}",
                pascal[..first].to_ascii_lowercase(),
                &pascal[first..]
            )
        }
        "kebab-case" => field.replace('_', "-"),
        "SCREAMING-KEBAB-CASE" => field.to_ascii_uppercase().replace('_', "-"),
        _ => field.to_owned(),
    }
}

/// A constant's name under serde's `rename_all = "rule"`; unchanged where the rule is unknown.
pub(crate) fn renamed_constant(rule: &str, constant: &str) -> String {
    let snake = || -> String {
        let mut snake = String::new();
        for (index, character) in constant.char_indices() {
            if index > 0 && character.is_uppercase() {
                snake.push('_');
            }
            snake.push(character.to_ascii_lowercase());
        }
        snake
    };
    match rule {
        "lowercase" => constant.to_ascii_lowercase(),
        "UPPERCASE" => constant.to_ascii_uppercase(),
        "camelCase" => {
            let first = constant.chars().next().map_or(0, char::len_utf8);
            format!(
                "{}{}",
                constant[..first].to_ascii_lowercase(),
                &constant[first..]
            )
        }
        "snake_case" => snake(),
        "SCREAMING_SNAKE_CASE" => snake().to_ascii_uppercase(),
        "kebab-case" => snake().replace('_', "-"),
        "SCREAMING-KEBAB-CASE" => snake().to_ascii_uppercase().replace('_', "-"),
        _ => constant.to_owned(),
    }
}

fn capitalized(word: &str) -> String {
    let first = word.chars().next().map_or(0, char::len_utf8);
    format!("{}{}", word[..first].to_ascii_uppercase(), &word[first..])
}

#[cfg(test)]
mod tests {
    use super::{renamed, renamed_constant};

    #[test]
    fn a_field_is_renamed_as_serde_does() {
        for (rule, expected) in [
            ("lowercase", "first_name"),
            ("UPPERCASE", "FIRST_NAME"),
            ("PascalCase", "FirstName"),
            ("camelCase", "firstName"),
            ("snake_case", "first_name"),
            ("SCREAMING_SNAKE_CASE", "FIRST_NAME"),
            ("kebab-case", "first-name"),
            ("SCREAMING-KEBAB-CASE", "FIRST-NAME"),
        ] {
            assert_eq!(renamed(rule, "first_name"), expected, "{rule}");
        }
    }

    #[test]
    fn a_constant_is_renamed_as_serde_does() {
        for (rule, expected) in [
            ("lowercase", "darkgreen"),
            ("UPPERCASE", "DARKGREEN"),
            ("PascalCase", "DarkGreen"),
            ("camelCase", "darkGreen"),
            ("snake_case", "dark_green"),
            ("SCREAMING_SNAKE_CASE", "DARK_GREEN"),
            ("kebab-case", "dark-green"),
            ("SCREAMING-KEBAB-CASE", "DARK-GREEN"),
        ] {
            assert_eq!(renamed_constant(rule, "DarkGreen"), expected, "{rule}");
        }
    }
}

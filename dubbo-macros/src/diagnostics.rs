//! Mistakes, gathered so that all of them are reported at once, each on its own token.

use std::fmt::Display;

use proc_macro2::{Span, TokenStream};
use quote::ToTokens;

/// Longer words are compared with nothing: it would take a while.
const LONGEST_NAME: usize = 256;

/// The mistakes found so far.
#[derive(Default)]
pub(crate) struct Diagnostics {
    errors: Vec<syn::Error>,
}

impl Diagnostics {
    /// Reports `message` at `span`.
    pub(crate) fn error(&mut self, span: Span, message: impl Display) {
        self.errors.push(syn::Error::new(span, message));
    }

    /// Reports `message` on all of `tokens`.
    pub(crate) fn error_on(&mut self, tokens: impl ToTokens, message: impl Display) {
        self.errors.push(syn::Error::new_spanned(tokens, message));
    }

    /// Takes over an error of the parser.
    pub(crate) fn absorb(&mut self, error: syn::Error) {
        self.errors.push(error);
    }

    /// How many mistakes there are.
    pub(crate) fn len(&self) -> usize {
        self.errors.len()
    }

    /// One `compile_error!` per mistake.
    pub(crate) fn into_compile_errors(self) -> TokenStream {
        self.errors
            .iter()
            .map(syn::Error::to_compile_error)
            .collect()
    }
}

/// "; did you mean `x`?" for the candidate nearest to `word`, or nothing when none is near.
pub(crate) fn did_you_mean<'a>(word: &str, candidates: impl Iterator<Item = &'a str>) -> String {
    nearest(word, candidates).map_or_else(String::new, |candidate| {
        format!("; did you mean `{candidate}`?")
    })
}

/// The candidate nearest to `word`, where one is near. What is much longer than a name is none.
pub(crate) fn nearest<'a>(
    word: &str,
    candidates: impl Iterator<Item = &'a str>,
) -> Option<&'a str> {
    let length = word.chars().count();
    candidates
        .filter(|candidate| candidate.len() <= LONGEST_NAME)
        .map(|candidate| {
            (
                distance(word, candidate),
                common_prefix(word, candidate),
                candidate,
            )
        })
        .filter(|(distance, prefix, _)| {
            *distance <= length / 3 + 1 || *prefix >= (length * 2 / 3).max(3)
        })
        .min_by_key(|(distance, prefix, _)| distance.saturating_sub(*prefix))
        .map(|(_, _, candidate)| candidate)
}

/// "`a`, `b` or `c`".
pub(crate) fn alternatives<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let words: Vec<String> = words.map(|word| format!("`{word}`")).collect();
    match words.split_last() {
        None => String::new(),
        Some((only, [])) => only.clone(),
        Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
    }
}

fn common_prefix(left: &str, right: &str) -> usize {
    left.chars()
        .zip(right.chars())
        .take_while(|(l, r)| l.eq_ignore_ascii_case(r))
        .count()
}

/// The Levenshtein distance, blind to case.
fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.to_lowercase().chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (i, l) in left.to_lowercase().chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, r) in right.iter().enumerate() {
            let substituted = diagonal + usize::from(l != *r);
            diagonal = row[j + 1];
            row[j + 1] = substituted.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[right.len()]
}

#[cfg(test)]
mod tests {
    use super::{alternatives, did_you_mean};

    #[test]
    fn the_nearest_word_is_proposed_and_none_when_all_are_far() {
        let words = || ["name", "timeout", "retries"].into_iter();
        for (word, meant) in [
            ("retrys", "retries"),
            ("retry", "retries"),
            ("Timeout", "timeout"),
            ("time", "timeout"),
        ] {
            assert_eq!(
                did_you_mean(word, words()),
                format!("; did you mean `{meant}`?")
            );
        }
        assert_eq!(did_you_mean("loadbalance", words()), "");
        assert_eq!(alternatives(words()), "`name`, `timeout` or `retries`");
    }
}

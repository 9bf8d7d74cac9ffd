//! Names on the wire: each stands for one thing, or a value would be lost without a word.

use std::collections::HashMap;

use proc_macro2::Span;

use crate::diagnostics::Diagnostics;

/// The names that one type has used so far.
#[derive(Default)]
pub(crate) struct WireNames {
    owners: HashMap<String, Owner>,
}

struct Owner {
    name: String,
    is_conditional: bool,
}

impl WireNames {
    /// Takes `wire` for the field or constant `rust`, and reports at `span` that another has it. Two that
    /// stand under `#[cfg]`, which `is_conditional` says, may be alternatives.
    pub(crate) fn claim(
        &mut self,
        wire: &str,
        rust: &str,
        is_conditional: bool,
        span: Span,
        diagnostics: &mut Diagnostics,
    ) {
        let Some(owner) = self.owners.get(wire) else {
            let owner = Owner {
                name: rust.to_owned(),
                is_conditional,
            };
            self.owners.insert(wire.to_owned(), owner);
            return;
        };
        if !(owner.is_conditional && is_conditional) {
            let message = format!(
                "`{}` and `{rust}` are both `{wire}` in Java; give one of them another name: \
                 `#[serde(rename = \"…\")]`",
                owner.name
            );
            diagnostics.error(span, message);
        }
    }
}

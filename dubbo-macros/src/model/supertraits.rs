//! What a contract extends, and what else stands behind the colon of its trait.

use syn::{ItemTrait, Path, TypeParamBound};

use crate::diagnostics::Diagnostics;
use crate::model::contract::Contract;
use crate::options::shown_path;

/// The crates of the standard library.
const STD: &[&str] = &["std", "core", "alloc"];

/// What `Client` implements or is, so that these supertraits hold for it.
const SATISFIED: &[&str] = &["Send", "Sync", "Sized", "Unpin", "Clone", "Debug", "Any"];

/// Traits of `std` that no client implements.
const UNSATISFIED: &[&str] = &[
    "Copy",
    "Default",
    "Display",
    "Eq",
    "Error",
    "Hash",
    "Ord",
    "PartialEq",
    "PartialOrd",
];

/// What stands behind the colon of the trait.
pub(crate) struct Supertraits {
    /// The contracts.
    pub(crate) contracts: Vec<Path>,
    /// Those that are called like one of std's; in `plain`, too.
    pub(crate) namesakes: Vec<Path>,
    /// What is no contract.
    pub(crate) plain: Vec<TypeParamBound>,
    /// Whether a client can have all of them.
    pub(crate) can_be_client: bool,
}

impl Supertraits {
    pub(crate) fn read(
        item: &ItemTrait,
        reference: bool,
        companion: bool,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let mut read = Self {
            contracts: Vec::new(),
            namesakes: Vec::new(),
            plain: Vec::new(),
            can_be_client: true,
        };
        for bound in &item.supertraits {
            let TypeParamBound::Trait(supertrait) = bound else {
                read.plain.push(bound.clone());
                continue;
            };
            let Some(last) = supertrait.path.segments.last() else {
                continue;
            };
            let name = last.ident.to_string();
            if companion && ["Clone", "Copy", "Sized"].contains(&name.as_str()) {
                let message = format!(
                    "a trait object cannot be `{name}`: leave it out, and clone the `Arc`; or leave out `dyn`"
                );
                diagnostics.error_on(bound, message);
            }
            let is_of_std = is_of_std(&supertrait.path);
            let is_unsatisfied = UNSATISFIED.contains(&name.as_str());
            if SATISFIED.contains(&name.as_str()) || (is_unsatisfied && !reference) {
                read.plain.push(bound.clone());
                if !is_of_std {
                    read.namesakes.push(supertrait.path.clone());
                }
            } else if is_of_std || !last.arguments.is_none() {
                let shown = shown_path(&supertrait.path);
                let why = match last.arguments.is_none() {
                    true => format!("`{shown}` does not hold for the generated client;"),
                    false => format!("`{shown}` has parameters, which a contract cannot have;"),
                };
                diagnostics.error_on(bound, refused_supertrait(item, &supertrait.path, &why));
                read.can_be_client = false;
            } else {
                read.contracts.push(supertrait.path.clone());
            }
        }
        read
    }
}

impl Contract {
    /// What to write in place of `supertrait`, where that is no contract.
    pub(crate) fn not_a_contract(&self, supertrait: &Path) -> String {
        let attributes = match (self.service, self.reference) {
            (true, true) => "`#[dubbo::service]` and `#[dubbo::reference]`",
            (true, false) => "`#[dubbo::service]`",
            (false, _) => "`#[dubbo::reference]`",
        };
        let shown = shown_path(supertrait);
        let why = format!("`{shown}` is not a contract: put {attributes} on it, or");
        refused_supertrait(&self.item, supertrait, &why)
    }
}

/// Whether the path begins with a crate of the standard library.
fn is_of_std(path: &Path) -> bool {
    let first = path.segments.first().filter(|_| path.segments.len() > 1);
    first.is_some_and(|first| STD.iter().any(|of_std| first.ident == of_std))
}

/// What is said of a supertrait that is neither a contract nor holds for a client: `why`, and what to write.
fn refused_supertrait(item: &ItemTrait, supertrait: &Path, why: &str) -> String {
    format!(
        "{why} leave it out and ask for it where it is used: `impl {} + {}` (of std's traits, `Send`, `Sync`, \
         `Unpin`, `Clone`, `Debug` and `Any` may stand here)",
        item.ident,
        shown_path(supertrait)
    )
}

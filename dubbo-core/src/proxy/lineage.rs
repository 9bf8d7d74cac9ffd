//! Contracts that extend others. A macro sees of a parent only its path, so each contract puts a constant of the
//! trait's own name beside the trait: whoever can name the trait can name its [`Lineage`], too.

use super::definition::Define;
use crate::protocol::Method;

/// What a contract tells those that extend it.
#[derive(Debug)]
pub struct Lineage {
    /// Tells it from all other contracts.
    pub id: u128,
    /// Whether it has `#[service]`.
    pub service: bool,
    /// Whether it has `#[reference]`.
    pub reference: bool,
    /// Its own methods, without those of its parents.
    pub methods: &'static [Method],
    /// How to define it as Java does, in builds that have the feature `contract`.
    pub define: Option<Define>,
    /// The contracts that it extends: all of them, also theirs.
    pub ancestors: &'static [&'static Lineage],
}

/// The contract has the methods of the contract `ID`: it is that one, or extends it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not extend the contract whose methods are called here",
    label = "not this contract, and no child of it",
    note = "a contract lists all its ancestors: where `Base: Grand`, write `trait Orders: Base + Grand`"
)]
pub trait Extends<const ID: u128> {}

/// The id of a contract, from what tells it from others: FNV-1a.
#[must_use]
pub const fn contract_id(module: &str, name: &str, line: u32, column: u32) -> u128 {
    const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013B;
    let mut hash = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    let line = ((line as u64) << 32 | column as u64).to_be_bytes();
    let parts = [module.as_bytes(), b"::", name.as_bytes(), &line];
    let mut part = 0;
    while part < parts.len() {
        let mut at = 0;
        while at < parts[part].len() {
            hash = (hash ^ parts[part][at] as u128).wrapping_mul(PRIME);
            at += 1;
        }
        part += 1;
    }
    hash
}

/// Whether all ancestors of `parent` stand in `listed`.
#[must_use]
pub const fn lists_ancestors_of(parent: &Lineage, listed: &[&Lineage]) -> bool {
    let mut at = 0;
    while at < parent.ancestors.len() {
        let mut other = 0;
        while other < listed.len() && listed[other].id != parent.ancestors[at].id {
            other += 1;
        }
        if other == listed.len() {
            return false;
        }
        at += 1;
    }
    true
}

/// How many methods a contract has with those of its ancestors.
#[must_use]
pub const fn method_count(contract: &Lineage) -> usize {
    let mut count = contract.methods.len();
    let mut ancestor = 0;
    while ancestor < contract.ancestors.len() {
        count += contract.ancestors[ancestor].methods.len();
        ancestor += 1;
    }
    count
}

/// The methods of a contract, its own first, and those of its ancestors.
#[must_use]
pub const fn all_methods<const COUNT: usize>(contract: &Lineage) -> [Method; COUNT] {
    let mut all = [Method::new("", "", &[]); COUNT];
    let mut filled = 0;
    let mut list = contract.methods;
    let mut ancestor = 0;
    loop {
        let mut at = 0;
        while at < list.len() {
            all[filled] = list[at];
            all[filled].ancestor = ancestor as u32;
            filled += 1;
            at += 1;
        }
        if ancestor == contract.ancestors.len() {
            return all;
        }
        list = contract.ancestors[ancestor].methods;
        ancestor += 1;
    }
}

//! Contracts that extend others. A macro sees of a parent only its path, so each contract puts a constant of the
//! trait's own name beside the trait: whoever can name the trait can name its contract, too. Beside a trait that is
//! no contract there is none; then [`otherwise`] is in its place.

use std::future::Future;
use std::marker::PhantomData;
use std::sync::Arc;

use super::definition::Define;
use super::{Contract, no_such_method};
use crate::error::Result;
use crate::protocol::{Invocation, Method, Reply};

/// The contract `K`, as the value that its trait's name stands for.
#[derive(Debug)]
pub struct ContractOf<K>(PhantomData<fn() -> K>);

impl<K: Contract> ContractOf<K> {
    /// The value.
    pub const VALUE: Self = Self(PhantomData);

    /// What the contract tells those that extend it.
    #[must_use]
    pub const fn lineage(&self) -> &'static Lineage {
        K::LINEAGE
    }
}

/// What stands for the contract of a supertrait that is none. Generated code imports all names of this module, and
/// then the supertrait under the same name: an import by name goes first where it brings a value, and a trait
/// alone is none.
pub mod otherwise {
    use super::{ContractOf, NotAContract};

    /// No contract.
    #[allow(non_upper_case_globals, reason = "it stands for a trait's name")]
    pub const __contract: ContractOf<NotAContract> = ContractOf::VALUE;
}

/// The contract of what is none, without methods.
#[derive(Debug)]
pub enum NotAContract {}

impl Contract for NotAContract {
    const INTERFACE: &'static str = "";
    const VERSION: &'static str = "";
    const GROUP: &'static str = "";
    const SERIALIZATION: Option<&'static str> = None;
    const METHODS: &'static [Method] = &[];
    const LINEAGE: &'static Lineage = &Lineage {
        id: 0,
        service: true,
        reference: true,
        methods: &[],
        define: None,
        ancestors: &[],
    };
}

impl<T: Send + Sync> Serve<T> for NotAContract {
    async fn serve(_: &Arc<T>, call: &mut Invocation<'_>, _: u32) -> Result<Reply> {
        Err(no_such_method(call))
    }
}

/// The contract's own methods, carried out on an implementation of it.
pub trait Serve<T>: Contract {
    /// Decodes the arguments, calls the method `number` and encodes its outcome.
    fn serve(
        service: &Arc<T>,
        call: &mut Invocation<'_>,
        number: u32,
    ) -> impl Future<Output = Result<Reply>> + Send;
}

/// Carries out the method `number` of the contract `K`, which another one extends.
pub fn serve_inherited<K: Serve<T>, T>(
    _: ContractOf<K>,
    service: &Arc<T>,
    call: &mut Invocation<'_>,
    number: u32,
) -> impl Future<Output = Result<Reply>> + Send {
    K::serve(service, call, number)
}

/// What a contract tells those that extend it.
#[derive(Debug)]
pub struct Lineage {
    /// Tells it from all other contracts; 0 where there is none.
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

impl Lineage {
    /// Whether it is that of a contract, and not what stands in its place.
    #[must_use]
    pub const fn is_contract(&self) -> bool {
        self.id != NotAContract::LINEAGE.id
    }

    /// The id, or `otherwise` where there is no contract.
    #[must_use]
    pub const fn id_or(&self, otherwise: u128) -> u128 {
        if self.is_contract() {
            self.id
        } else {
            otherwise
        }
    }

    /// Whether all ancestors of `parent` are ancestors of this one.
    #[must_use]
    pub const fn lists_all_of(&self, parent: &Self) -> bool {
        let mut at = 0;
        while at < parent.ancestors.len() {
            let ancestor = parent.ancestors[at];
            let mut other = 0;
            while other < self.ancestors.len() && self.ancestors[other].id != ancestor.id {
                other += 1;
            }
            if other == self.ancestors.len() && ancestor.is_contract() {
                return false;
            }
            at += 1;
        }
        true
    }
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

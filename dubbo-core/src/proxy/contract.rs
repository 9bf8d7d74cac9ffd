#[cfg(feature = "contract")]
use super::ServiceDefinition;
use super::lineage::Lineage;
use crate::protocol::{Dispatcher, Method};

/// What `#[service]` and `#[reference]` know of a trait at compile time.
pub trait Contract: Send + Sync + 'static {
    /// The Java interface (Dubbo's `interface`).
    const INTERFACE: &'static str;
    /// The version of the service (Dubbo's `version`); empty for none.
    const VERSION: &'static str;
    /// The group of the service (Dubbo's `group`); empty for none.
    const GROUP: &'static str;
    /// The serialization that consumers of this contract use, by name.
    const SERIALIZATION: Option<&'static str>;
    /// Where providers run the methods, unless they say otherwise (Dubbo's `dispatcher`).
    const DISPATCHER: Option<Dispatcher> = None;
    /// The methods, in the order in which they stand in the trait.
    const METHODS: &'static [Method];
    /// What the contract tells those that extend it.
    #[doc(hidden)]
    const LINEAGE: &'static Lineage;

    /// The service as Java publishes it in its metadata centre, with the methods of the contracts that this one
    /// extends. It prints as Java's JSON, and `contract = "…"` accepts it.
    #[cfg(feature = "contract")]
    #[must_use]
    fn definition() -> ServiceDefinition
    where
        Self: Sized,
    {
        ServiceDefinition::of::<Self>()
    }
}

//! The macros, through the front door and in memory: what they accept, and that it does what it says.
#![cfg(feature = "runtime")]
#![deny(warnings, missing_docs, unreachable_pub)]

mod arguments;
mod contracts;
mod exceptions;
mod injection;
mod pojos;
mod recorder;

/// Everything documented is enough; what is generated is documented, too.
pub mod documented {
    /// A contract.
    #[dubbo::service]
    #[dubbo::reference]
    pub trait Documented {
        /// A method.
        async fn touch(&self) -> dubbo::Result<()>;
    }
}

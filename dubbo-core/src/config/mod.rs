//! The options: where they come from, and which one wins.
//!
//! For a call's time limit and retries the first of these that says anything wins:
//!
//! 1. the call: `client.with(|call| call.timeout(…))`
//! 2. the URL, for the method: `?sayHello.timeout=500`
//! 3. the contract's method: `#[method(timeout = "500ms")]`
//! 4. the reference: `#[reference(timeout = "1s")]` on a field
//! 5. the URL: `?timeout=1000`
//! 6. the application: `Dubbo::builder().timeout("2s")`
//! 7. Dubbo's default: 1000 ms; no retries while there is one provider
//!
//! For the serialization: the reference, the application, the contract, the URL's `serialization`,
//! hessian2. In a build without hessian2: the first of the URL's `prefer.serialization` that is
//! compiled in, else the first compiled in. (Every Java provider takes hessian2, whatever it prefers.)
//!
//! For group and version: the reference, the URL, the contract.

mod provider;
mod reference;
mod serialization;
mod tls;
mod without_effect;

pub(crate) use provider::ProviderOptions;
pub use reference::ReferenceOptions;
pub(crate) use reference::{Application, Resolved, in_flight};

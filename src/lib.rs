//! Apache Dubbo for Rust: annotate a trait, publish it, call it; byte for byte with Java Dubbo.
#![cfg_attr(feature = "runtime", doc = "")]
#![cfg_attr(feature = "runtime", doc = include_str!("tutorial.md"))]
#![cfg_attr(all(feature = "runtime", feature = "tls"), doc = include_str!("tls.md"))]
#![cfg_attr(
    not(feature = "runtime"),
    doc = "\nThis build is the contract alone: traits and types. A serializer's feature turns the run time on."
)]

// Generated code names this crate `::dubbo`, also in its own tests and examples.
#[allow(
    unused_extern_crates,
    reason = "rustc sees no use of it: the uses are in generated code"
)]
extern crate self as dubbo;

pub use dubbo_codec::{
    Back, Exception, JavaType, Shared, StackFrame, Value, from_value, java, java_type, to_value,
    value,
};
pub use dubbo_core::*;
pub use dubbo_macros::{exception, pojo, reference, service};

#[cfg(feature = "runtime")]
pub use dubbo_codec::Serialization;
#[cfg(feature = "contract")]
pub use dubbo_codec::definition::TypeDefinition;
#[cfg(feature = "hessian2")]
pub use dubbo_codec::hessian2;

/// For code without async: what a blocking client is made of.
///
/// Every `XxxBlockingClient` waits by itself; this is for the rest, such as making an injected struct:
///
/// ```no_run
/// # #[dubbo::reference]
/// # pub trait Greeter {
/// #     async fn say_hello(&self, name: String) -> dubbo::Result<String>;
/// # }
/// #[dubbo::reference]
/// struct Shop {
///     #[reference(url = "dubbo://127.0.0.1:20880")]
///     greeter: GreeterBlockingClient,
/// }
///
/// fn main() -> dubbo::Result<()> {
///     let dubbo = dubbo::Dubbo::builder().application("shop").build()?;
///     let shop = dubbo::blocking::wait(Shop::refer(&dubbo))?;
///     println!("{}", shop.greeter.say_hello("Maria".to_owned())?);
///     Ok(())
/// }
/// ```
#[cfg(feature = "blocking")]
pub mod blocking {
    pub use dubbo_core::proxy::wait;
}

/// What a fake answers with, and has been asked.
#[cfg(feature = "fake")]
pub use dubbo_core::proxy::{Fake, FakeCall};

#[doc(hidden)]
pub use dubbo_macros::__contract;

/// Passes its tokens on where there is a run time, and drops them in a build that is the contract
/// alone.
#[cfg(feature = "runtime")]
#[doc(hidden)]
#[macro_export]
macro_rules! __if_runtime {
    ($($tokens:tt)*) => { $($tokens)* };
}

/// Passes its tokens on where there is a run time, and drops them in a build that is the contract
/// alone.
#[cfg(not(feature = "runtime"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __if_runtime {
    ($($tokens:tt)*) => {};
}

/// Passes its tokens on in a build that is the contract alone, and drops them where there is a run time.
#[cfg(feature = "runtime")]
#[doc(hidden)]
#[macro_export]
macro_rules! __unless_runtime {
    ($($tokens:tt)*) => {};
}

/// Passes its tokens on in a build that is the contract alone, and drops them where there is a run time.
#[cfg(not(feature = "runtime"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __unless_runtime {
    ($($tokens:tt)*) => { $($tokens)* };
}

/// The first tokens where the feature `blocking` is on, else the second.
#[cfg(feature = "blocking")]
#[doc(hidden)]
#[macro_export]
macro_rules! __if_blocking {
    ({ $($tokens:tt)* } else { $($otherwise:tt)* }) => { $($tokens)* };
}

/// The first tokens where the feature `blocking` is on, else the second.
#[cfg(not(feature = "blocking"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __if_blocking {
    ({ $($tokens:tt)* } else { $($otherwise:tt)* }) => { $($otherwise)* };
}

/// Passes its tokens on where the feature `fake` is on.
#[cfg(feature = "fake")]
#[doc(hidden)]
#[macro_export]
macro_rules! __if_fake {
    ($($tokens:tt)*) => { $($tokens)* };
}

/// Passes its tokens on where the feature `fake` is on.
#[cfg(not(feature = "fake"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __if_fake {
    ($($tokens:tt)*) => {};
}

/// The first tokens where the feature `contract` is on, else the second.
#[cfg(feature = "contract")]
#[doc(hidden)]
#[macro_export]
macro_rules! __if_contract {
    ({ $($tokens:tt)* } else { $($otherwise:tt)* }) => { $($tokens)* };
}

/// The first tokens where the feature `contract` is on, else the second.
#[cfg(not(feature = "contract"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __if_contract {
    ({ $($tokens:tt)* } else { $($otherwise:tt)* }) => { $($otherwise)* };
}

/// What README.md shows compiles and runs.
#[cfg(all(doctest, feature = "hessian2"))]
#[doc = include_str!("../README.md")]
struct Readme;

#[doc(hidden)]
pub mod __macro {
    //! What generated code names. Not for direct use: it changes without notice.

    pub mod v1 {
        //! The first version of the names.

        pub use dubbo_codec::definition::TypeDefinitions;
        pub use dubbo_codec::java_type::with as java;
        pub use dubbo_codec::pojo::*;
        pub use dubbo_codec::proof::*;
        pub use dubbo_codec::{Error as CodecError, Exception, FromJava, JavaType};
        pub use dubbo_core::{Error, Result};
        pub use serde;
        pub use std::boxed::Box;
        pub use std::string::String;
        pub use std::sync::Arc;
        pub use std::vec::Vec;

        #[cfg(feature = "runtime")]
        pub use {
            dubbo_codec::{Decoder, Encoder},
            dubbo_core::ReferenceOptions,
            dubbo_core::protocol::{
                Arguments, Dispatcher, Invocation, Invoker, Method, Reply, constant,
            },
            dubbo_core::proxy::signature::*,
            dubbo_core::proxy::{
                Client, Contract, ContractOf, Define, Definer, Dispatch, Extends, JavaException,
                Lineage, Outcome, Provider, Serve, ServiceError, all_methods, call, contract_id,
                method_count, method_of, no_such_method, otherwise, reply, run_blocking,
                serve_inherited, thrown, thrown_as,
            },
            dubbo_core::service::{Dubbo, Pending, Refer, Reference, refer_all},
        };

        /// What a contract alone lacks: `GreeterClient` and `GreeterServer` are types of it there, and no type has it. So
        /// whoever names them is told why they are not there.
        #[cfg(not(feature = "runtime"))]
        #[diagnostic::on_unimplemented(
            message = "this build of dubbo-sdk is the contract alone: there are no clients and no servers",
            label = "not in this build",
            note = "write `features = [\"hessian2\"]`, or another serializer, behind its version in Cargo.toml"
        )]
        pub trait RunTime {
            /// A contract's client.
            type Client<I>;
            /// A contract's server.
            type Server<T>;
        }

        /// A build without a run time.
        #[cfg(not(feature = "runtime"))]
        #[derive(Debug)]
        pub enum ContractAlone {}

        #[cfg(feature = "blocking")]
        pub use dubbo_core::proxy::wait_for;
        #[cfg(feature = "fake")]
        pub use dubbo_core::proxy::{Fake, FakeCall};
    }
}

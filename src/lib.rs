//! Apache Dubbo for Rust: annotate a trait, publish it, call it; byte for byte with Java Dubbo.
//!
//! # A service and its client
//!
//! A contract is a trait. [`#[service]`](macro@service) makes it publishable (`GreeterServer`),
//! [`#[reference]`](macro@reference) callable (`GreeterClient`); put both on a contract that two sides
//! share. Implement the trait with plain `async fn`s:
//!
//! ```
//! use dubbo::{reference, service};
//!
//! #[service(interface = "org.demo.GreetService", version = "1.0.0")]
//! #[reference]
//! pub trait Greeter {
//!     /// On the wire: `sayHello`.
//!     async fn say_hello(&self, name: String) -> dubbo::Result<String>;
//! }
//!
//! struct English;
//!
//! impl Greeter for English {
//!     async fn say_hello(&self, name: String) -> dubbo::Result<String> {
//!         Ok(format!("Hello, {name}!"))
//!     }
//! }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> dubbo::Result<()> {
//! let server = dubbo::serve("dubbo://0.0.0.0:0").publish(GreeterServer::new(English)).start().await?;
//!
//! let greeter = GreeterClient::connect(&server.url()).await?;
//! assert_eq!(greeter.say_hello("Maria".into()).await?, "Hello, Maria!");
//! # Ok(())
//! # }
//! ```
//!
//! `GreeterClient` implements `Greeter`. So what is written against `impl Greeter` runs with the
//! implementation, with the remote client, and with `GreeterClient::new(GreeterServer::new(English))`,
//! which passes through the codec but needs no socket.
//!
//! # Java's types
//!
//! `docs/java-types.md` in the repository says which Rust type stands for which Java type. Types of
//! your own get their Java class from [`#[pojo]`](macro@pojo); errors from [`#[exception]`](macro@exception).
//! [`java`] has Java's dates, decimals and arrays, [`Value`] is `java.lang.Object`.
//!
//! # Injection
//!
//! [`#[reference]`](macro@reference) on a struct makes its clients; the other fields are arguments:
//!
//! ```no_run
//! # use dubbo::{reference, service};
//! # #[reference] pub trait Greeter { async fn say_hello(&self, name: String) -> dubbo::Result<String>; }
//! #[reference]
//! struct Shop {
//!     #[reference(url = "dubbo://127.0.0.1:20880", timeout = "1s")]
//!     greeter: GreeterClient,
//!     name: String,
//! }
//!
//! # async fn run() -> dubbo::Result<()> {
//! let dubbo = dubbo::Dubbo::builder().application("shop").timeout("2s").build()?;
//! let shop = Shop::refer(&dubbo, "corner".to_owned()).await?;
//! println!("{}: {}", shop.name, shop.greeter.say_hello("Maria".into()).await?);
//! # Ok(())
//! # }
//! ```
//!
//! # One call
//!
//! Options of a single call are a clone of the client away, and a handler reads and answers
//! attachments by its [`Context`]:
//!
//! ```no_run
//! # use std::{sync::{Arc, Mutex}, time::Duration};
//! # #[dubbo::reference] pub trait Greeter { async fn say_hello(&self, name: String) -> dubbo::Result<String>; }
//! # async fn run(greeter: GreeterClient) -> dubbo::Result<()> {
//! let seen = Arc::new(Mutex::new(dubbo::Attachments::new()));
//! let greeter = greeter.with(|call| {
//!     call.timeout(Duration::from_millis(200)).attach("trace", "t-1").reply_into(&seen)
//! });
//! greeter.say_hello("Maria".into()).await?;
//! # Ok(())
//! # }
//! ```
//!
//! What may go wrong is an [`Error`], whose kinds are kept apart: no reply in time, no connection,
//! refused by the provider, not found, not (de)serializable, thrown by the service.
//!
//! # Features
//!
//! - `hessian2` (default): Dubbo's own serialization, for peers in Java and Go.
//! - `msgpack`: as Java Dubbo 2.7 has it.
//! - `bincode`: Rust to Rust. The crate behind it is unmaintained (RUSTSEC-2025-0141) and pinned.
//! - with none of them, what is left is the contract: the traits and the types, without a run time.
//!
//! A consumer takes the serialization that its reference, its application, the contract or the URL
//! names, in this order, else the first compiled in of hessian2, msgpack, bincode. (What a provider's URL
//! merely prefers counts only in a build without hessian2, which every Java provider takes.) A server answers
//! in the serialization of the request. So another serializer added to a build with hessian2
//! changes no byte. The one case in which a feature does change the wire is hessian2 joining a build
//! without it, as cargo unifies the features of all dependents: there, name the serialization. Which
//! one a reference has taken, and whether it was named, is logged when it is made.

// Generated code names this crate `::dubbo`, also in its own tests and examples.
#[allow(
    unused_extern_crates,
    reason = "rustc sees no use of it: the uses are in generated code"
)]
extern crate self as dubbo;

pub use dubbo_codec::{
    Exception, JavaType, StackFrame, Value, from_value, java, java_type, to_value, value,
};
pub use dubbo_core::*;
pub use dubbo_macros::{exception, pojo, reference, service};

#[cfg(feature = "runtime")]
pub use dubbo_codec::Serialization;
#[cfg(feature = "hessian2")]
pub use dubbo_codec::hessian2;

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

/// What README.md shows compiles and runs.
#[cfg(all(doctest, feature = "hessian2"))]
#[doc = include_str!("../README.md")]
struct Readme;

#[doc(hidden)]
pub mod __macro {
    //! What generated code names. Not for direct use: it changes without notice.

    pub mod v1 {
        //! The first version of the names.

        pub use dubbo_codec::java_type::with as java;
        pub use dubbo_codec::pojo::*;
        pub use dubbo_codec::{Error as CodecError, Exception, FromJava, JavaType};
        pub use dubbo_core::{Error, Result};
        pub use serde;
        pub use std::string::String;
        pub use std::vec::Vec;

        #[cfg(feature = "runtime")]
        pub use {
            dubbo_codec::{Decoder, Encoder},
            dubbo_core::ReferenceOptions,
            dubbo_core::protocol::{Arguments, Body, Invocation, Invoker, Method, Reply, constant},
            dubbo_core::proxy::signature::*,
            dubbo_core::proxy::{
                Client, Contract, Dispatch, JavaException, Outcome, Provider, ServiceError, call,
                no_such_method, reply, thrown, thrown_as,
            },
            dubbo_core::service::{Dubbo, Pending, Refer, Reference, refer_all},
        };
    }
}

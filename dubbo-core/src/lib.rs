//! The run-time layers of dubbo-sdk. Use the facade, `dubbo`; this crate is its inside.
//!
//! From top to bottom, each importing only from those below it: [`service`] (what users hold),
//! [`config`] (options), [`cluster`] (several providers as one), [`proxy`] (contracts, clients,
//! dispatch), [`protocol`] (one call and its filters), `exchange` (requests and replies over a
//! connection), [`transport`] (bytes), [`Url`] and [`Error`].

mod error;
#[cfg(feature = "runtime")]
mod period;
mod url;

pub use dubbo_codec::extension;
pub use error::{Error, Result};
pub use url::{DEFAULT_PORT, Url};

#[cfg(feature = "runtime")]
pub mod cluster;
#[cfg(feature = "runtime")]
pub mod config;
#[cfg(feature = "runtime")]
mod exchange;
#[cfg(feature = "runtime")]
pub mod protocol;
#[cfg(feature = "runtime")]
pub mod proxy;
#[cfg(feature = "runtime")]
pub mod service;
#[cfg(feature = "runtime")]
pub mod transport;

#[cfg(all(feature = "runtime", feature = "contract"))]
pub use proxy::{MethodDefinition, ServiceDefinition};
#[cfg(all(feature = "runtime", feature = "tls"))]
pub use transport::{Pem, TlsClient, TlsServer};
#[cfg(feature = "runtime")]
pub use {
    config::ReferenceOptions,
    period::Period,
    protocol::{
        Attachments, ConsumerContext, Context, Dispatcher, Filter, FilterChain, Invocation,
        Invoker, Method, MethodRules, ProviderContext, Reply,
    },
    proxy::{Client, Contract, Provider},
    service::{
        ConnectionEvent, Dubbo, Refer, Reference, Running, Server, Stack, Standard, serve,
        shutdown_signal,
    },
};

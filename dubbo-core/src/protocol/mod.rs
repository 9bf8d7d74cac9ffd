//! One call as data, who carries it out, and what happens to it on its way.

mod arguments;
mod attachments;
#[doc(hidden)]
pub mod constant;
mod context;
mod dispatcher;
pub(crate) mod dubbo;
mod exception;
mod filter;
mod invocation;
mod invoker;
mod method;
mod reply;

pub use arguments::{Arguments, ArgumentsDecoder, Encoded};
pub use attachments::Attachments;
pub use context::Context;
pub use dispatcher::{Dispatcher, MethodRules};
pub use filter::{ConsumerContext, Filter, FilterChain, Filtered, ProviderContext};
pub use invocation::{CallOptions, Invocation};
pub use invoker::Invoker;
pub use method::Method;
pub use reply::{Content, Reply};

pub(crate) use arguments::decode_arguments;
pub(crate) use invocation::Target;
pub(crate) use reply::Item;

pub(crate) use exception::encode_error;

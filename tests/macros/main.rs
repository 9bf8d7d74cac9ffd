//! The macros, through the front door and in memory: what they accept, and that it does what it says.
#![cfg(feature = "runtime")]
#![deny(warnings, missing_docs, unreachable_pub)]

mod arguments;
mod companions;
mod contracts;
mod deprecated;
mod exceptions;
mod extensions;
#[cfg(feature = "fake")]
mod fakes;
mod forms;
mod hygiene;
mod inheritance;
mod injection;
mod pojos;
#[cfg(feature = "contract")]
mod proofs;
mod recorder;

/// Everything documented is enough; what is generated is documented, too, and gives no linter cause.
#[deny(clippy::all, clippy::pedantic)]
pub mod documented {
    /// A contract.
    #[dubbo::service(dyn)]
    #[dubbo::reference]
    pub trait Documented {
        /// A method.
        async fn touch(&self, thing: Thing, names: &[String]) -> Result<Kind, Failure>;
        /// A method with a body.
        async fn twice(&self, thing: &Thing) -> Result<(), Failure> {
            self.touch(thing.clone(), &[]).await?;
            Ok(())
        }
    }

    /// A contract that extends it.
    #[dubbo::service(dyn)]
    #[dubbo::reference]
    pub trait Child: Documented + std::fmt::Debug {
        /// An overload.
        #[method(name = "touch", timeout = "1s", retries = 0)]
        async fn touch_all(&self, things: Vec<Thing>) -> dubbo::Result<()>;
        /// A future.
        fn later(&self, text: &str) -> impl Future<Output = dubbo::Result<String>> + Send;
    }

    /// A service that blocks.
    #[dubbo::service]
    pub trait Blocking {
        /// Blocks.
        ///
        /// # Errors
        /// Those of every call.
        fn wait(&self, millis: i32) -> dubbo::Result<()>;
    }

    /// A class.
    #[dubbo::pojo("org.demo.Thing")]
    #[derive(Clone)]
    pub struct Thing {
        /// A field.
        pub id: i64,
    }

    /// An enum.
    #[dubbo::pojo("org.demo.Kind")]
    pub enum Kind {
        /// A constant.
        Only,
    }

    /// An exception.
    #[dubbo::exception("org.demo.Failure")]
    #[derive(Debug)]
    pub struct Failure {
        /// A field.
        pub code: i32,
        /// The message.
        pub message: String,
    }

    /// Several exceptions.
    #[dubbo::exception]
    #[derive(Debug)]
    pub enum Failures {
        /// One.
        #[exception("org.demo.Lost")]
        Lost {
            /// A field.
            code: Option<i32>,
        },
        /// Another.
        Failure(Failure),
        /// Everything else.
        #[exception(other)]
        Other(dubbo::Error),
    }

    /// An injected struct.
    #[dubbo::reference]
    pub struct Holder {
        /// A client.
        #[reference(url = "dubbo://127.0.0.1:1")]
        pub client: DocumentedClient,
        /// An argument.
        pub number: i32,
    }
}

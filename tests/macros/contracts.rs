//! `#[service]` and `#[reference]` on a trait.

use dubbo::__macro::v1::Contract;
use dubbo::reference as r;

use crate::recorder::Recorder;

/// Options on the first, in this order.
#[dubbo::service(interface = "org.demo.GreetService", version = "1.0.0")]
#[dubbo::reference(group = "eu", serialization = "hessian2")]
pub(crate) trait Greeter {
    /// Greets `name`.
    async fn say_hello(&self, name: String) -> dubbo::Result<String>;

    #[method(name = "find", timeout = "500ms", retries = 2)]
    async fn find_user(&self, id: i64) -> Result<Option<String>, dubbo::Error>;

    #[method(timeout = 250)]
    async fn ping(&self) -> dubbo::Result<()>;

    async fn r#type(&self) -> dubbo::Result<()>;

    async fn _private_name(&self) -> dubbo::Result<()>;

    /// A provider need not write it.
    async fn greet_twice(&self, mut name: String) -> dubbo::Result<String> {
        name.push_str(" and ");
        let first = self.say_hello(name.clone()).await?;
        Ok(format!("{first}{name}"))
    }

    #[cfg(any())]
    async fn not_compiled(&self, what: NoSuchType) -> dubbo::Result<NoSuchType>;

    #[deprecated = "for the test"]
    async fn old(&self) -> dubbo::Result<()>;
}

struct English;

impl Greeter for English {
    async fn say_hello(&self, name: String) -> dubbo::Result<String> {
        Ok(format!("Hello, {name}"))
    }

    async fn find_user(&self, id: i64) -> Result<Option<String>, dubbo::Error> {
        Ok((id == 7).then(|| "Maria".to_owned()))
    }

    fn ping(&self) -> impl Future<Output = dubbo::Result<()>> + Send {
        std::future::ready(Ok(()))
    }

    async fn r#type(&self) -> dubbo::Result<()> {
        Ok(())
    }

    async fn _private_name(&self) -> dubbo::Result<()> {
        Ok(())
    }

    async fn old(&self) -> dubbo::Result<()> {
        Ok(())
    }
}

/// The other order, under aliases, under `cfg_attr`, with other attributes between; `Send + Sync` written out.
mod other_order {
    use dubbo as d;

    #[super::r(interface = "org.demo.GreetService")]
    #[allow(dead_code)]
    #[cfg_attr(
        all(),
        d::service(version = "2.0.0", interface = "org.demo.GreetService")
    )]
    pub(crate) trait Greeter: Send + Sync + 'static {
        async fn say_hello(&self, name: String) -> dubbo::Result<String>;
    }

    pub(crate) struct Spanish;

    impl Greeter for Spanish {
        async fn say_hello(&self, name: String) -> dubbo::Result<String> {
            Ok(format!("Hola, {name}"))
        }
    }
}

/// Only the side that is wanted, and defaults for all options.
mod alone {
    #[dubbo::service]
    pub(crate) trait Provided {
        async fn touch(&self) -> dubbo::Result<()>;
    }

    #[dubbo::reference]
    pub(crate) trait Consumed {
        async fn touch(&self) -> dubbo::Result<()>;
    }
}

/// Generated code uses no name of the user's.
mod shadowed {
    #![allow(dead_code, non_camel_case_types)]
    struct String;
    struct Vec;
    struct Option;
    struct Result;
    struct Some;
    struct Ok;
    struct Err;
    trait Send {}
    trait Sync {}
    trait Future {}
    type str = ();

    #[dubbo::service]
    #[dubbo::reference]
    pub(crate) trait Shadowing {
        async fn touch(&self, a: &[u8], b: i32) -> dubbo::Result<::std::vec::Vec<u8>>;
    }
}

/// A side that nobody uses is no warning.
mod unused {
    #[dubbo::service]
    #[dubbo::reference]
    trait Unused {
        async fn touch(&self) -> dubbo::Result<()>;
    }
}

/// Generated code needs no prelude.
mod without_prelude {
    #![no_implicit_prelude]
    #![allow(dead_code)]

    #[::dubbo::service]
    #[::dubbo::reference]
    pub(crate) trait Bare {
        async fn touch(&self, user: &User) -> ::dubbo::Result<()>;
        async fn fail(&self) -> ::std::result::Result<Color, Failed>;
    }

    #[::dubbo::pojo("org.demo.User")]
    pub(crate) struct User {
        id: i64,
    }

    #[::dubbo::pojo("org.demo.Color")]
    pub(crate) enum Color {
        Red,
    }

    #[::dubbo::exception("org.demo.Failed")]
    #[derive(::std::fmt::Debug)]
    pub(crate) struct Failed {
        code: i32,
        message: ::std::string::String,
        rest: ::std::option::Option<i64>,
    }

    #[::dubbo::reference]
    pub(crate) struct Holder {
        #[reference]
        bare: BareClient,
    }
}

macro_rules! contract {
    ($vis:vis $name:ident, $interface:literal, $method:ident($argument:ident: $type:ty) -> $result:ty) => {
        #[dubbo::service(interface = $interface)]
        #[dubbo::reference]
        $vis trait $name {
            async fn $method(&self, $argument: $type) -> $result;
            async fn own(&self, call: i32, outcome: i32) -> dubbo::Result<i32>;
        }
    };
}
contract!(pub(crate) FromMacro, "org.demo.FromMacro", doubled(call: i32) -> dubbo::Result<i32>);

struct Doubling;

impl FromMacro for Doubling {
    async fn doubled(&self, call: i32) -> dubbo::Result<i32> {
        Ok(2 * call)
    }

    async fn own(&self, call: i32, outcome: i32) -> dubbo::Result<i32> {
        Ok(call - outcome)
    }
}

#[tokio::test]
async fn a_client_calls_a_server_in_memory() {
    let greeter = GreeterClient::new(GreeterServer::new(English));
    assert_eq!(
        greeter.say_hello("Maria".to_owned()).await.unwrap(),
        "Hello, Maria"
    );
    assert_eq!(
        greeter.find_user(7).await.unwrap().as_deref(),
        Some("Maria")
    );
    assert_eq!(greeter.find_user(8).await.unwrap(), None);
    greeter.ping().await.unwrap();
    greeter.r#type().await.unwrap();
    greeter._private_name().await.unwrap();
    #[allow(deprecated)]
    greeter.old().await.unwrap();
}

#[tokio::test]
async fn a_method_with_a_body_is_remote_like_any_other() {
    let greeter = GreeterClient::new(GreeterServer::new(English));
    let answer = greeter.greet_twice("Maria".to_owned()).await.unwrap();
    assert_eq!(answer, "Hello, Maria and Maria and ");
    let recorder = Recorder::answering(&"answer".to_owned());
    GreeterClient::new(recorder.clone())
        .greet_twice("x".to_owned())
        .await
        .unwrap();
    assert_eq!(recorder.only().method, "greetTwice");
}

#[tokio::test]
async fn code_over_the_trait_runs_against_implementation_client_and_fake() {
    async fn application(greeter: &impl Greeter) -> String {
        greeter.say_hello("Maria".to_owned()).await.unwrap()
    }
    fn is_send<T: Send>(value: T) -> T {
        value
    }
    let client = GreeterClient::new(GreeterServer::new(English));
    assert_eq!(is_send(application(&English)).await, "Hello, Maria");
    assert_eq!(is_send(application(&client.clone())).await, "Hello, Maria");
    let spawned = tokio::spawn(async move { application(&client).await });
    assert_eq!(spawned.await.unwrap(), "Hello, Maria");
}

/// With generics of its own, behind a trait that is no contract.
struct Shelf<'a, B, const SIZE: usize>
where
    B: AsRef<str>,
{
    books: [B; SIZE],
    mark: &'a str,
}

impl<B, const SIZE: usize> FromMacro for Shelf<'static, B, SIZE>
where
    B: AsRef<str> + Send + Sync,
{
    async fn doubled(&self, call: i32) -> dubbo::Result<i32> {
        let length: usize = self.books.iter().map(|book| book.as_ref().len()).sum();
        Ok(call * (length + self.mark.len()) as i32)
    }

    async fn own(&self, _: i32, _: i32) -> dubbo::Result<i32> {
        Ok(SIZE as i32)
    }
}

#[tokio::test]
async fn an_implementation_may_be_generic() {
    let shelf = Shelf {
        books: ["Emma".to_owned(), "It".to_owned()],
        mark: "*",
    };
    let client = FromMacroClient::new(FromMacroServer::new(shelf));
    assert_eq!(client.doubled(2).await.unwrap(), 14);
    assert_eq!(client.own(0, 0).await.unwrap(), 2);
}

/// Of two contracts with one name there is the one that is compiled, and nothing of the other.
mod conditional {
    #[dubbo::service(dyn)]
    #[dubbo::reference]
    #[cfg(any())]
    pub(crate) trait Conditional: NoSuchParent {
        async fn touch(&self, what: NoSuchType) -> dubbo::Result<()>;
    }

    #[dubbo::service(dyn)]
    #[dubbo::reference]
    #[cfg(not(any()))]
    pub(crate) trait Conditional {
        #[cfg(any())]
        async fn touch(&self, what: NoSuchType) -> dubbo::Result<()>;
        #[cfg(not(any()))]
        async fn touch(&self, what: i32) -> dubbo::Result<i32>;
    }
}

#[tokio::test]
async fn what_is_not_compiled_of_a_contract_is_nowhere() {
    use conditional::{Conditional, ConditionalClient, ConditionalServer, DynConditional};

    struct Here;

    impl Conditional for Here {
        async fn touch(&self, what: i32) -> dubbo::Result<i32> {
            Ok(what + 1)
        }
    }

    let here: std::sync::Arc<dyn DynConditional> = std::sync::Arc::new(Here);
    let client = ConditionalClient::new(ConditionalServer::new(here));
    assert_eq!(client.touch(1).await.unwrap(), 2);
}

#[test]
fn options_of_both_attributes_are_one_set() {
    assert_eq!(GreeterContract::INTERFACE, "org.demo.GreetService");
    assert_eq!(GreeterContract::VERSION, "1.0.0");
    assert_eq!(GreeterContract::GROUP, "eu");
    assert_eq!(GreeterContract::SERIALIZATION, Some("hessian2"));
    assert_eq!(other_order::GreeterContract::VERSION, "2.0.0");
    assert_eq!(FromMacroContract::INTERFACE, "org.demo.FromMacro");
}

#[test]
fn without_options_the_interface_is_the_name_of_the_trait() {
    assert_eq!(alone::ProvidedContract::INTERFACE, "Provided");
    assert_eq!(alone::ConsumedContract::VERSION, "");
    assert_eq!(alone::ConsumedContract::GROUP, "");
    assert_eq!(alone::ConsumedContract::SERIALIZATION, None);
    let _ = alone::ProvidedServer::<()>::new;
    let _ = alone::ConsumedClient::new(Recorder::answering(&0));
    let _ = crate::documented::DocumentedClient::new(Recorder::answering(&0));
    let _ = without_prelude::BareClient::new(Recorder::answering(&0));
    let _ = shadowed::ShadowingClient::new(Recorder::answering(&0));
}

#[test]
fn methods_are_camel_case_unless_named_otherwise() {
    let names: Vec<_> = GreeterContract::METHODS
        .iter()
        .map(|method| method.name)
        .collect();
    assert_eq!(
        names,
        [
            "sayHello",
            "find",
            "ping",
            "type",
            "_privateName",
            "greetTwice",
            "old"
        ]
    );
}

#[tokio::test]
async fn the_other_order_aliases_and_cfg_attr_are_the_same() {
    use other_order::Greeter as _;
    let greeter =
        other_order::GreeterClient::new(other_order::GreeterServer::new(other_order::Spanish));
    assert_eq!(
        greeter.say_hello("Maria".to_owned()).await.unwrap(),
        "Hola, Maria"
    );
}

#[tokio::test]
async fn a_contract_may_come_from_a_macro_and_use_any_names() {
    let doubling = FromMacroClient::new(FromMacroServer::new(Doubling));
    assert_eq!(doubling.doubled(21).await.unwrap(), 42);
    assert_eq!(doubling.own(5, 3).await.unwrap(), 2);
}

#[tokio::test]
async fn a_contract_may_stand_in_a_function() {
    #[dubbo::reference]
    #[dubbo::service]
    trait Local {
        async fn answer(&self, question: Question) -> dubbo::Result<i32>;
    }

    #[dubbo::pojo("org.demo.Question")]
    struct Question {
        text: String,
    }

    struct Deep;

    impl Local for Deep {
        async fn answer(&self, question: Question) -> dubbo::Result<i32> {
            Ok(question.text.len() as i32)
        }
    }

    let local = LocalClient::new(LocalServer::new(Deep));
    assert_eq!(
        local
            .answer(Question {
                text: "what?".to_owned()
            })
            .await
            .unwrap(),
        5
    );
}

#[tokio::test]
async fn the_runtime_may_be_behind_another_path() {
    mod company {
        pub(crate) use dubbo as rpc;
    }

    #[dubbo::service(interface = "org.demo.Elsewhere")]
    #[dubbo::reference(crate = company::rpc)]
    trait Elsewhere {
        async fn touch(&self) -> dubbo::Result<Touched>;
    }

    #[dubbo::pojo("org.demo.Touched", crate = company::rpc)]
    #[derive(Debug, PartialEq)]
    struct Touched {
        times: i32,
    }

    struct Here;

    impl Elsewhere for Here {
        async fn touch(&self) -> dubbo::Result<Touched> {
            Ok(Touched { times: 1 })
        }
    }

    let elsewhere = ElsewhereClient::new(ElsewhereServer::new(Here));
    assert_eq!(elsewhere.touch().await.unwrap(), Touched { times: 1 });
}

#[dubbo::reference]
pub(crate) trait Shown: std::fmt::Debug + Clone + Send {
    async fn show(&self) -> dubbo::Result<()>;
}

#[test]
fn a_contract_may_ask_for_what_every_client_is() {
    fn shown(shown: &impl Shown) -> String {
        format!("{shown:?}")
    }
    let client = ShownClient::new(Recorder::answering(&()));
    assert!(shown(&client).contains("Shown"), "{}", shown(&client));
}

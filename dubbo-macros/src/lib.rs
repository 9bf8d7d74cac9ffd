//! The attribute macros of dubbo-sdk. Use them through the facade: `dubbo::service`, `dubbo::reference`,
//! `dubbo::pojo`, `dubbo::exception`, `dubbo::extension`. Each has its options on its page.
//!
//! A mistake is one error, on the token, with the remedy; all mistakes of an item are reported at once.
#![forbid(unsafe_code)]

mod diagnostics;
mod expand;
mod gather;
mod model;
mod options;
mod render;

use proc_macro::TokenStream;

/// Makes a trait a service that can be published.
///
/// Beside the trait `Greeter` it generates `GreeterServer<T>`, which publishes a `T: Greeter`, and
/// `GreeterContract`, which knows names and methods. With [`reference`](macro@reference) on the same trait, in
/// either order, it is one contract for both sides.
///
/// ```
/// #[dubbo::service(interface = "org.demo.GreetService", version = "1.0.0")]
/// #[dubbo::reference]
/// pub trait Greeter {
///     async fn say_hello(&self, name: String) -> dubbo::Result<String>; // on the wire: sayHello
///
///     #[method(name = "find", timeout = "500ms", retries = 2)]
///     async fn find_user(&self, id: i64) -> dubbo::Result<Option<String>>;
/// }
///
/// struct English;
///
/// impl Greeter for English {
///     async fn say_hello(&self, name: String) -> dubbo::Result<String> {
///         Ok(format!("Hello, {name}!"))
///     }
///
///     async fn find_user(&self, id: i64) -> dubbo::Result<Option<String>> {
///         Ok((id == 1).then(|| "Maria".to_owned()))
///     }
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> dubbo::Result<()> {
/// let greeter = GreeterClient::new(GreeterServer::new(English)); // in memory, without a socket
/// assert_eq!(greeter.say_hello("Maria".to_owned()).await?, "Hello, Maria!");
/// # Ok(())
/// # }
/// ```
///
/// # Options of the trait
///
/// They may stand on `#[service]` or on `#[reference]`; where both give one, they must agree.
///
/// | option | what | Dubbo's key | default |
/// |---|---|---|---|
/// | `interface = "org.demo.Greeter"` | the Java interface, which is also the path | `interface` | the trait's name |
/// | `version = "1.0.0"` | the service's version | `version` | none |
/// | `group = "eu"` | the service's group | `group` | none |
/// | `serialization = "hessian2"` | what clients send: `hessian2`, `msgpack` or `bincode`. A server answers in what it was asked in | `serialization` | the URL's, the first compiled in; a reference and an application that name one go before it |
/// | `dispatcher = "spawn"` | where a server runs the methods: `inline`, `spawn` or `blocking`. `GreeterServer::dispatcher` goes before it | `dispatcher` | the server's |
/// | `contract = "java/GreetService.json"` | Java's definition, which the trait is held against: [below](#held-against-javas-definition). Needs the feature `contract` of dubbo-sdk | | none |
/// | `missing = "warn"` | with `contract`: a warning, or with `"deny"` an error, lists the methods of Java's that the trait lacks | | they may be missing |
/// | `dyn` | adds `DynGreeter`, the contract as a trait object | | no |
/// | `crate = acme::dubbo` | the path of this SDK, where it is not `::dubbo` | | `::dubbo` |
///
/// # Options of a method: `#[method(…)]`
///
/// | option | what | Dubbo's key | default |
/// |---|---|---|---|
/// | `name = "sayHello"` | the name on the wire. Methods that share one are overloads, told apart by their parameters | | camelCase of the Rust name |
/// | `timeout = "500ms"` | the time limit of a call: `ms`, `s`, `m`, or a whole number of milliseconds | `timeout` | the client's |
/// | `retries = 2` | how often a call that failed on its way is sent again, within the one limit | `retries` | the client's |
/// | `oneway` | a call is not answered: it ends when it is on its way, and says nothing of what fails there. The method returns `Result<()>` | `return=false` | no |
///
/// # Methods
///
/// A method takes `&self` and returns a `Result`, under whatever alias. Its error is `dubbo::Error`, or a type with
/// [`exception`](macro@exception). It is written in one of three forms:
///
/// - `async fn`. In the trait it becomes `-> impl Future<…> + Send`, and `Send + Sync` become supertraits;
///   implementations stay plain `async fn`.
/// - `fn … -> impl Future<Output = R> + Send`.
/// - `fn … -> R`: it blocks. A server runs it off the threads that do the I/O. A client of it waits on the caller's
///   thread, which needs the feature `blocking` of dubbo-sdk.
///
/// A body is what an implementation does that has none of its own; a client always asks the provider. Methods may
/// stand under `#[cfg]`.
///
/// Arguments may be owned, or lent as `&str`, `&[T]` or `&T`: the client then borrows, and the server lends what it
/// has decoded. There may be any number. Each has a Java type: `docs/java-types.md` has the table.
///
/// `#[java("…")]` on an argument states a Java type that Rust cannot, as Java's sources name it:
///
/// ```
/// # #[dubbo::service]
/// # #[dubbo::reference]
/// # pub trait Sums {
/// async fn sum(
///     &self,
///     #[java("int[]")] numbers: &[i32],                 // an array, not a List
///     #[java("java.lang.Integer")] start: i32,          // boxed, though never null
///     #[java("java.lang.Object")] note: String,         // what the Java method declares
///     #[java("java.lang.String...")] names: &[String],  // varargs
/// ) -> dubbo::Result<i64>;
/// # }
/// ```
///
/// It replaces the type in the method's descriptor; a list is sent under the array's name. The value must be one
/// that the Java type can hold, which only the peer can check.
///
/// # Without a run time
///
/// In a build of dubbo-sdk with no serializer the trait is all there is: it can be implemented and shared, and there is
/// no `GreeterServer` or `GreeterClient`. Who names one of them is told so by the compiler; the feature of a serializer,
/// such as `hessian2`, adds both.
///
/// # Extending contracts
///
/// `trait Orders: Base` serves and calls the methods of `Base` under the interface of `Orders`, as Java does, also
/// where `Base` is in another crate. All ancestors are listed: where `Base: Grand`, write `trait Orders: Base +
/// Grand`. The parent has `#[service]` and `#[reference]` where the child has them. Supertraits that are no contracts
/// are those of `std` that every client has: `Send`, `Sync`, `Unpin`, `Clone`, `Debug`, `Any`. A contract of yours may
/// have such a name, too: where it is in scope, it is meant.
///
/// ```
/// #[dubbo::service(interface = "org.demo.Health")]
/// #[dubbo::reference]
/// pub trait Health {
///     async fn state(&self) -> dubbo::Result<String>;
/// }
///
/// #[dubbo::service(interface = "org.demo.Orders")]
/// #[dubbo::reference]
/// pub trait Orders: Health {
///     async fn place(&self, item: String) -> dubbo::Result<i64>;
/// }
///
/// async fn application(orders: &impl Orders) -> dubbo::Result<()> {
///     orders.place("tea".to_owned()).await?;
///     println!("{}", orders.state().await?);
///     Ok(())
/// }
/// ```
///
/// # Held against Java's definition
///
/// Java publishes in its metadata centre what a service is: its ServiceDefinition, as JSON. With the feature
/// `contract` of dubbo-sdk a trait is held against it when it is compiled. What does not fit is an error on the Rust
/// item, with Java's signature: a method that Java does not have, a parameter that is another type there, so that Java
/// would not find the method, a result that cannot be read, a field of a `#[pojo]` that its class does not have, or has
/// with another type.
///
/// ```
/// #[dubbo::pojo("org.example.greet.User")]
/// pub struct User {
///     id: i64, // `i32` would be: `id` is `long` there and `int` here
///     name: Option<String>,
/// }
///
/// #[dubbo::reference(
///     interface = "org.example.greet.GreetService",
///     contract = "../tests/golden/definitions/greet-3.3.6.json",
///     missing = "warn"
/// )]
/// pub trait GreetService {
///     async fn add(&self, left: i32, right: i32) -> dubbo::Result<i32>;
///     async fn find(&self, id: i64) -> dubbo::Result<Option<User>>;
///     async fn greet(&self, name: &str) -> dubbo::Result<String>;
///     async fn whoami(&self) -> dubbo::Result<String>;
/// }
/// ```
///
/// The path is relative to the package's Cargo.toml, and a change of the file compiles the contract anew. The file is
/// what a provider of Dubbo 2.7 or 3 writes, with `metadata-type=remote` or a metadata report: in ZooKeeper under
/// `/dubbo/metadata/INTERFACE/VERSION/GROUP/provider/APPLICATION`, in Nacos as `INTERFACE:VERSION:GROUP:provider:APPLICATION`.
///
/// - A parameter is the very type that Java declares. What Rust has no type for is stated by `#[java("…")]`, of whose value
///   the peer alone can tell whether it fits.
/// - A result and a field may be an `Option` where Java has a primitive, but not the other way round; any list, set or
///   array stands for any other, and any map for any other. `java.lang.Object`, wildcards, type parameters and
///   futures fit everything, on either side.
/// - A class is followed through its fields, 16 classes deep, also into other crates. Fields may be left out. Fields whose
///   serde attributes say how they are written are taken as `java.lang.Object`; of Java's own classes the names count.
/// - An enum has the constants that Java's has. Java publishes what their `toString` says, so they are compared where all
///   of that could be names, and one of them is the name of a constant here. Java's further constants may be missing where
///   a variant has `#[serde(other)]` or `#[serde(alias = "…")]`.
/// - A contract that extends others is held against the file with its own methods; its parents have files of their own.
///
/// In a build that is the contract alone, without any serializer, names are compared and types are not.
///
/// The compiler stops at the first class that does not fit of each parameter and result, and says all of its fields.
///
/// The other way round, a contract in Rust prints the same JSON of itself, which Java reads; `GreeterServer` has it, too,
/// under its own group and version:
///
/// ```
/// use dubbo::Contract;
///
/// # #[dubbo::service(interface = "org.demo.GreetService")]
/// # pub trait Greeter {
/// #     async fn say_hello(&self, name: String) -> dubbo::Result<String>;
/// # }
/// let definition = GreeterContract::definition();
/// assert_eq!(definition.methods[0].parameter_types, ["java.lang.String"]);
/// println!("{definition}"); // {"annotations":[],"canonicalName":"org.demo.GreetService",…
/// ```
///
/// # As a trait object
///
/// `#[service(dyn)]` adds the trait `DynGreeter`, which everything that implements `Greeter` implements, too; and an
/// `Arc<dyn DynGreeter>` implements `Greeter`. So one field holds an implementation, a client or a fake. A call
/// through it costs one allocation. The parents of such a contract have `dyn`, too, and `DynBase` is found beside
/// `Base`.
///
/// ```
/// use std::sync::Arc;
///
/// #[dubbo::service(dyn)]
/// #[dubbo::reference]
/// pub trait Greeter {
///     async fn say_hello(&self, name: &str) -> dubbo::Result<String>;
/// }
///
/// struct Shop {
///     greeter: Arc<dyn DynGreeter>,
/// }
///
/// impl Shop {
///     async fn open(&self) -> dubbo::Result<String> {
///         self.greeter.say_hello("Maria").await
///     }
/// }
/// ```
#[proc_macro_attribute]
pub fn service(arguments: TokenStream, item: TokenStream) -> TokenStream {
    expand::service(arguments.into(), item.into()).into()
}

/// On a trait: makes its client. On a struct: injects clients.
///
/// # On a trait
///
/// Beside the trait `Greeter` it generates `GreeterClient`, which implements `Greeter`: each call goes to a
/// provider. It is an alias of `dubbo::Client`, over a remote reference unless told otherwise. Options, methods and
/// arguments are those of [`service`](macro@service). Methods called `new`, `with`, `invoker`, `connect` or `client` are refused,
/// since the client has them itself: `#[method(name = "with")] async fn with_…` is `with` on the wire.
///
/// ```no_run
/// #[dubbo::reference(interface = "org.demo.GreetService")]
/// pub trait Greeter {
///     async fn say_hello(&self, name: String) -> dubbo::Result<String>;
/// }
///
/// # async fn run() -> dubbo::Result<()> {
/// let greeter = GreeterClient::connect("dubbo://127.0.0.1:20880").await?;
/// println!("{}", greeter.say_hello("Maria".to_owned()).await?);
/// # Ok(())
/// # }
/// ```
///
/// With the feature `fake` of dubbo-sdk there is `GreeterFake` beside it, for tests: an answer for each method, and a
/// record of the calls. Its client is a client like any other:
///
/// ```
/// # #[dubbo::reference]
/// # pub trait Greeter {
/// #     async fn say_hello(&self, name: String) -> dubbo::Result<String>;
/// # }
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// let fake = GreeterFake::new().on_say_hello(|name| Ok(format!("Hello, {name}!")));
/// let greeter = fake.client();
/// assert_eq!(greeter.say_hello("Maria".to_owned()).await.unwrap(), "Hello, Maria!");
/// assert_eq!(fake.calls()[0].arguments, [dubbo::Value::from("Maria")]);
/// # }
/// ```
///
/// With the feature `blocking` there is `GreeterBlockingClient` beside it, for code without async. It needs no run
/// time around it:
///
/// ```no_run
/// # #[dubbo::reference]
/// # pub trait Greeter {
/// #     async fn say_hello(&self, name: String) -> dubbo::Result<String>;
/// # }
/// fn main() -> dubbo::Result<()> {
///     let greeter = GreeterBlockingClient::connect("dubbo://127.0.0.1:20880")?;
///     println!("{}", greeter.say_hello("Maria".to_owned())?);
///     Ok(())
/// }
/// ```
///
/// # On a struct
///
/// Fields with `#[reference(…)]` are clients; the others become the arguments of `refer`, in their order.
///
/// ```no_run
/// # #[dubbo::reference]
/// # pub trait Greeter {
/// #     async fn say_hello(&self, name: String) -> dubbo::Result<String>;
/// # }
/// # struct Stock;
/// #[dubbo::reference]
/// struct Shop {
///     #[reference(url = "dubbo://127.0.0.1:20880", timeout = "1s", retries = 2)]
///     greeter: GreeterClient,
///     stock: Stock,
/// }
///
/// # async fn run() -> dubbo::Result<()> {
/// let dubbo = dubbo::Dubbo::builder().application("shop").build()?;
/// let shop = Shop::refer(&dubbo, Stock).await?;
/// shop.greeter.say_hello("Maria".to_owned()).await?;
/// # Ok(())
/// # }
/// ```
///
/// `refer` makes all clients at the same time, and reports all that could not be made, by field. All clients of a
/// struct have the same `Stack`, that of the `Dubbo` they are made of.
///
/// | option of a field | what | Dubbo's key | default |
/// |---|---|---|---|
/// | `url = "dubbo://127.0.0.1:20880"` | where the provider is | `url` | the address that the application has for the interface |
/// | `group = "eu"` | the service's group | `group` | the URL's, the contract's |
/// | `version = "1.0.0"` | the service's version | `version` | the URL's, the contract's |
/// | `timeout = "1s"` | the time limit of a call, for methods without one: `ms`, `s`, `m`, or a whole number of milliseconds | `timeout` | the URL's, the application's, 1 s |
/// | `retries = 2` | how often a failed call is sent again, for methods that do not say | `retries` | the URL's, the application's, 0 |
/// | `serialization = "hessian2"` | what is sent: `hessian2`, `msgpack` or `bincode` | `serialization` | the application's, the contract's, the URL's, the first compiled in |
/// | `check = false` | `false`: the provider may come later | `check` | `true` |
///
/// A field may be an `Option` of a client: `None` where the provider cannot be reached when the struct is made. With
/// `check = false` nobody looks, and there is always a client.
///
/// A field may be an injected struct itself, where all fields of that have `#[reference]`. The options of the field
/// then hold for all its clients that do not say otherwise themselves:
///
/// ```
/// # #[dubbo::reference]
/// # pub trait Stock {
/// #     async fn count(&self, item: String) -> dubbo::Result<i32>;
/// # }
/// # #[dubbo::reference]
/// # pub trait Prices {
/// #     async fn price(&self, item: String) -> dubbo::Result<i64>;
/// # }
/// #[dubbo::reference]
/// struct Region {
///     #[reference]
///     stock: StockClient,
///     #[reference(timeout = "100ms")]
///     prices: Option<PricesClient>,
/// }
///
/// #[dubbo::reference]
/// struct Shop {
///     #[reference(url = "dubbo://10.0.0.5:20880", group = "eu")]
///     europe: Region,
///     #[reference(url = "dubbo://10.0.0.6:20880", group = "us")]
///     america: Region,
///     name: String,
/// }
/// ```
///
/// The struct itself takes `crate = acme::dubbo` alone.
///
/// A struct that is generic over its client can be built by hand with a fake:
///
/// ```no_run
/// # #[dubbo::reference]
/// # pub trait Greeter {
/// #     async fn say_hello(&self, name: String) -> dubbo::Result<String>;
/// # }
/// #[dubbo::reference]
/// struct Shop<G = GreeterClient> {
///     #[reference(url = "dubbo://127.0.0.1:20880")]
///     greeter: G,
/// }
///
/// # async fn run(dubbo: dubbo::Dubbo) -> dubbo::Result<()> {
/// // A default parameter counts in types, not in expressions: name the type once.
/// let shop: Shop = Shop::refer(&dubbo).await?;
/// let the_same = <Shop>::refer(&dubbo).await?;
/// # Ok(())
/// # }
///
/// struct Fake;
/// # impl Greeter for Fake {
/// #     async fn say_hello(&self, name: String) -> dubbo::Result<String> { Ok(name) }
/// # }
/// let in_a_test = Shop { greeter: Fake };
/// ```
#[proc_macro_attribute]
pub fn reference(arguments: TokenStream, item: TokenStream) -> TokenStream {
    expand::reference(arguments.into(), item.into()).into()
}

/// Makes a struct or an enum a Java class: `#[pojo("org.demo.User")]`.
///
/// ```
/// #[dubbo::pojo("org.demo.User")]
/// #[derive(Clone, Debug)]
/// pub struct User {
///     id: i64,
///     first_name: String,         // in Java: firstName
///     nickname: Option<String>,   // may be null, and may be missing
///     photo: Vec<u8>,             // byte[]
///     #[serde(rename = "URL")]
///     url: String,
/// }
///
/// #[dubbo::pojo("org.demo.Outer$Color")]
/// pub enum Color {
///     Red,        // in Java: RED
///     DarkGreen,  // DARK_GREEN
/// }
/// ```
///
/// It derives serde's `Serialize` and `Deserialize`, named by the class, with fields in camelCase and constants in
/// SCREAMING_SNAKE_CASE; each field is written as its Java type; an `Option` may be missing. What the type's own
/// serde attributes say goes before that: `rename`, `rename_all`, `default`, `skip`, `with` and the others. It
/// implements `JavaType`, so that the type can be argument, result, field and element.
///
/// No two fields, and no two constants, have the same name in Java. The class has its package; an inner class is
/// `Outer$Inner`. Structs have named fields or none, enums have constants without data, and neither has parameters.
/// The one option is `crate = acme::dubbo`.
///
/// It stands above `#[derive(Serialize)]`, if that is written: an attribute does not see the derives above it.
#[proc_macro_attribute]
pub fn pojo(arguments: TokenStream, item: TokenStream) -> TokenStream {
    expand::pojo(arguments.into(), item.into()).into()
}

/// Makes a struct or an enum the typed error of a method: Java's exception classes, both ways.
///
/// # A struct: one class
///
/// ```
/// #[dubbo::exception("org.demo.GreetException")]
/// pub struct GreetError {
///     pub code: i32,
///     pub message: String,   // Java's getMessage()
/// }
/// ```
///
/// Fields called as those of Java's `Throwable` (`cause`, `stackTrace`, `detailMessage`, `suppressedExceptions`) are
/// refused. `message` is a `String`, or an `Option<String>` where Java may have null; the other fields are those of the
/// class, in camelCase unless serde attributes say otherwise. Whatever else goes wrong in a call (a timeout, an
/// exception of another class) arrives as this struct, too: with its text as `message`, and the other fields at
/// their `Default`. To keep it apart, add a field `#[exception(other)] other: Option<dubbo::Error>`, or use an enum.
/// A struct that has neither `message` nor such a field can only be part of an enum.
///
/// # An enum: several classes
///
/// ```
/// # #[dubbo::exception("org.demo.GreetException")]
/// # #[derive(Debug)]
/// # pub struct GreetError { pub code: i32, pub message: String }
/// #[dubbo::exception]
/// #[derive(Debug)]
/// pub enum ShopError {
///     #[exception("org.demo.NotFound")]
///     NotFound { item_id: i64, message: String },
///     #[exception("org.demo.SoldOut")]
///     SoldOut,
///     Greet(GreetError),          // a struct with #[exception]
///     #[exception(other)]
///     Other(dubbo::Error),        // everything else, as it was
/// }
/// ```
///
/// Exactly one variant takes everything else, and each class has one variant. A class is matched by its name alone:
/// a subclass is something else.
///
/// # What is generated
///
/// What a method's error needs, `From<dubbo::Error>` (so `?` works in a handler; not where a variant has
/// `thiserror`'s `#[from]`), and `Display` and `Error`: the message, or the class where there is none. The last two
/// not where the type derives `Error` itself, below this attribute, or says `display = false`. `Error` needs `Debug`:
/// it is derived with it where no `#[derive(Debug)]` stands below this attribute.
///
/// | option | what | default |
/// |---|---|---|
/// | `display = false` | leaves `Display`, `Error` and `Debug` to you | `true` |
/// | `crate = acme::dubbo` | the path of this SDK | `::dubbo` |
#[proc_macro_attribute]
pub fn exception(arguments: TokenStream, item: TokenStream) -> TokenStream {
    expand::exception(arguments.into(), item.into()).into()
}

/// Makes a trait an extension point: its implementations are listed by name, and a URL chooses one of them. What Java
/// looks up at run time, in SPI files and generated Adaptive classes, is here an enum and its `match`: no vtable, no
/// box, and nothing at all to do where the name is known when the program is compiled.
///
/// ```
/// /// Says something at the door.
/// #[dubbo::extension(key = "greeting", list = greetings)]
/// pub trait Greeting {
///     /// The words for `name`.
///     fn words(&self, name: &str) -> String;
/// }
///
/// #[derive(Default)]
/// pub struct Plain;
///
/// #[derive(Default)]
/// pub struct Loud {
///     marks: usize,
/// }
///
/// impl Greeting for Plain {
///     fn words(&self, name: &str) -> String {
///         format!("Hello, {name}.")
///     }
/// }
///
/// impl Greeting for Loud {
///     fn words(&self, name: &str) -> String {
///         format!("HELLO, {name}{}", "!".repeat(self.marks))
///     }
/// }
///
/// greetings! {
///     /// The greetings that a URL can name.
///     pub enum Named {
///         /// As one greets.
///         Plain = "plain" => Plain,
///         Loud = "loud" => Loud,
///     }
/// }
///
/// let url: dubbo::Url = "dubbo://127.0.0.1?greeting=plain".parse()?;
/// let greeting = Named::adaptive(|key| url.parameter(key))?;
/// assert_eq!(greeting.words("Maria"), "Hello, Maria.");
///
/// let error = "lout".parse::<Named>().err().expect("there is none");
/// assert_eq!(error.to_string(), "unknown greeting `lout`; did you mean `loud`? there are `plain`, `loud`");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Options
///
/// | option | what | default |
/// |---|---|---|
/// | `key = "loadbalance"` | the key of URLs by which one is chosen | none: it is needed |
/// | `list = balances` | the name of the macro that makes lists | none: it is needed |
/// | `path = crate::cluster::LoadBalance` | where other crates find the trait. The macro is then exported, and stands at the root of the crate | lists are made in the trait's module and below |
/// | `built_in = crate::cluster::Balance` | the list that `..` stands for | there is no `..` |
/// | `crate = acme::dubbo` | the path of this SDK | `::dubbo` |
///
/// # The trait
///
/// It has methods alone, with `&self`, `&mut self` or `self`; plain, `async`, or `-> impl Future<Output = T>`; generic
/// where they need to be. `Self` stands in no argument and no result. Where there is a `path`, the types are
/// written from the root, `&crate::protocol::Invocation<'_>`, since the list of another crate names them, too. Supertraits such as
/// `Clone` and `Debug` are derived for the enum.
///
/// It gets one function more: `adaptive`, which looks up the key. So a type of one's own, in no list, serves
/// wherever a list does, and is itself whatever a URL says.
///
/// # The list
///
/// `Variant = "name" => Type` lists a type that has `Default`, `Variant = "name" => const VALUE` one without state; the
/// variant then holds nothing. A variant may have documentation and `#[cfg(feature = "…")]`: of what is not compiled in,
/// the error names the feature. The default is what `#[default]` marks; else that of `..`; else the first that is compiled in.
///
/// The enum implements the trait, `Default`, `FromStr` and `Display`, and has `KEY`, `NAMES`, `name` and `from_name`; and
/// `ALL`, where all are constants. Its documentation has the table of its names. What else it needs is derived as for
/// any enum.
///
/// `..` includes a list that there is, as one variant. So an application has ours and its own:
///
/// ```
/// use dubbo::{Invocation, cluster::LoadBalance};
///
/// #[derive(Clone, Default)]
/// pub struct First;
///
/// impl LoadBalance for First {
///     fn select(&self, _: usize, _: &Invocation<'_>) -> usize {
///         0
///     }
/// }
///
/// dubbo::balances! {
///     pub enum Ours { .., First = "first" => First }
/// }
///
/// assert_eq!(Ours::NAMES, ["first", "random"]);
/// assert_eq!(Ours::default().name(), "random");
/// ```
#[proc_macro_attribute]
pub fn extension(arguments: TokenStream, item: TokenStream) -> TokenStream {
    expand::extension(arguments.into(), item.into()).into()
}

/// What the macro of an extension point hands its lists to. Not for direct use.
#[doc(hidden)]
#[proc_macro]
pub fn __extension_list(tokens: TokenStream) -> TokenStream {
    expand::extension_list(tokens.into()).into()
}

/// What `#[service]` and `#[reference]` leave behind all other attributes of a trait. Not for direct use.
#[doc(hidden)]
#[proc_macro_attribute]
pub fn __contract(arguments: TokenStream, item: TokenStream) -> TokenStream {
    expand::contract(arguments.into(), item.into()).into()
}

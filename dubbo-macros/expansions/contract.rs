// What the macros make of the item in src/expand/tests.rs. UPDATE_EXPANSIONS=1 writes this file.
#[doc = " Greets."]
pub trait Greeter: ::core::marker::Send + ::core::marker::Sync + Base {
    #[doc = " Greets `name`."]
    fn say_hello(
        &self,
        name: &str,
        marks: Vec<i32>,
    ) -> impl ::core::future::Future<Output = dubbo::Result<String>> + ::core::marker::Send;
}
#[doc = "[`Greeter`] as a trait object: everything that implements the contract is one, and an `Arc<dyn DynGreeter>` implements the contract. Each call through it costs one allocation."]
#[allow(dead_code, deprecated, clippy::all, clippy::pedantic)]
pub trait DynGreeter: ::core::marker::Send + ::core::marker::Sync + DynBase {
    #[doc(hidden)]
    fn __dyn_say_hello<'__call>(
        &'__call self,
        name: &'__call str,
        marks: Vec<i32>,
    ) -> ::core::pin::Pin<
        ::dubbo::__macro::v1::Box<
            dyn ::core::future::Future<Output = dubbo::Result<String>>
                + ::core::marker::Send
                + '__call,
        >,
    >;
}
#[automatically_derived]
#[allow(deprecated, clippy::all, clippy::pedantic)]
impl<__T: Greeter> DynGreeter for __T {
    fn __dyn_say_hello<'__call>(
        &'__call self,
        name: &'__call str,
        marks: Vec<i32>,
    ) -> ::core::pin::Pin<
        ::dubbo::__macro::v1::Box<
            dyn ::core::future::Future<Output = dubbo::Result<String>>
                + ::core::marker::Send
                + '__call,
        >,
    > {
        ::dubbo::__macro::v1::Box::pin(<Self as Greeter>::say_hello(self, name, marks))
    }
}
#[automatically_derived]
#[allow(deprecated, clippy::all, clippy::pedantic)]
impl<__T: DynGreeter + ?::core::marker::Sized> Greeter for ::dubbo::__macro::v1::Arc<__T> {
    async fn say_hello(&self, name: &str, marks: Vec<i32>) -> dubbo::Result<String> {
        DynGreeter::__dyn_say_hello(&**self, name, marks).await
    }
}
#[doc = "The contract of [`Greeter`]: its name, version and methods."]
#[allow(dead_code)]
pub enum GreeterContract {}
#[automatically_derived]
impl GreeterContract {
    const __METHOD_0: ::dubbo::__macro::v1::Method = {
        const PIECES: &[&::core::primitive::str] = &[
            <::core::primitive::str as ::dubbo::__macro::v1::JavaType>::DESCRIPTOR,
            "[I",
        ];
        const BYTES: [::core::primitive::u8; ::dubbo::__macro::v1::constant::len(PIECES)] =
            ::dubbo::__macro::v1::constant::concat(PIECES);
        const DESCRIPTOR: &::core::primitive::str = ::dubbo::__macro::v1::constant::as_str(&BYTES);
        const TAIL: [::core::primitive::u8;
            ::dubbo::__macro::v1::constant::tail_len("sayHello", DESCRIPTOR)] =
            ::dubbo::__macro::v1::constant::tail("sayHello", DESCRIPTOR);
        ::dubbo::__macro::v1::Method::new("sayHello", DESCRIPTOR, &TAIL)
            .number(0)
            .timeout(::core::time::Duration::from_millis(500u64))
    };
}
#[automatically_derived]
#[allow(deprecated)]
impl ::dubbo::__macro::v1::Contract for GreeterContract {
    const INTERFACE: &'static ::core::primitive::str = "org.demo.GreetService";
    const VERSION: &'static ::core::primitive::str = "1.0.0";
    const GROUP: &'static ::core::primitive::str = "";
    const SERIALIZATION: ::core::option::Option<&'static ::core::primitive::str> =
        ::core::option::Option::None;
    const METHODS: &'static [::dubbo::__macro::v1::Method] = &::dubbo::__macro::v1::all_methods::<
        {
            ::dubbo::__macro::v1::method_count(
                <GreeterContract as ::dubbo::__macro::v1::Contract>::LINEAGE,
            )
        },
    >(Self::LINEAGE);
    const LINEAGE: &'static ::dubbo::__macro::v1::Lineage = &::dubbo::__macro::v1::Lineage {
        id: ::dubbo::__macro::v1::contract_id(
            ::core::module_path!(),
            "Greeter",
            ::core::line!(),
            ::core::column!(),
        ),
        service: true,
        reference: true,
        methods: &[GreeterContract::__METHOD_0],
        define: ::core::option::Option::Some(::dubbo::__macro::v1::Define {
            package: ::core::concat!(
                ::core::env!("CARGO_PKG_NAME"),
                "-",
                ::core::env!("CARGO_PKG_VERSION")
            ),
            methods: GreeterContract::__define,
        }),
        ancestors: &[{
            #[allow(unused_imports, clippy::wildcard_imports)]
            use ::dubbo::__macro::v1::otherwise::*;
            #[allow(unused_imports)]
            use Base as __contract;
            __contract
        }
        .lineage()],
    };
}
enum __GreeterTypes {}
#[allow(deprecated)]
impl ::dubbo::__macro::v1::Argument<0usize, 1usize> for __GreeterTypes {
    type Type = Vec<i32>;
}
#[allow(deprecated)]
impl ::dubbo::__macro::v1::Returns<0usize> for __GreeterTypes {
    type Outcome = dubbo::Result<String>;
}
#[doc(hidden)]
#[allow(non_upper_case_globals, dead_code)]
pub const Greeter: ::dubbo::__macro::v1::ContractOf<GreeterContract> =
    ::dubbo::__macro::v1::ContractOf::VALUE;
#[automatically_derived]
impl GreeterContract {
    #[allow(unused_variables)]
    fn __define(__definer: &mut ::dubbo::__macro::v1::Definer) {
        __definer
            .method("sayHello")
            .parameter::<::core::primitive::str>()
            .stated::<::dubbo::__macro::v1::Sent<'static, __GreeterTypes, 0usize, 1usize>>("int[]");
        ::dubbo::__macro::v1::define_returned::<__GreeterTypes, 0usize>(__definer);
    }
}
#[automatically_derived]
impl ::dubbo::__macro::v1::Extends<{ Greeter.lineage().id }> for GreeterContract {}
#[automatically_derived]
impl ::dubbo::__macro::v1::Extends<{ Greeter.lineage().ancestors[0].id_or(0u128) }>
    for GreeterContract
{
}
const _: () = ::core::assert!(
    Greeter.lineage().ancestors[0].is_contract(),
    "`Base` is not a contract: put `#[dubbo::service]` and `#[dubbo::reference]` on it, or leave it out and ask for it where it is used: `impl Greeter + Base` (of std's traits, `Send`, `Sync`, `Unpin`, `Clone`, `Debug` and `Any` may stand here)"
);
const _: () = ::core::assert!(
    Greeter.lineage().ancestors[0].service,
    "`Greeter` has `#[service]`, so its parent `Base` needs `#[dubbo::service]`, too"
);
const _: () = ::core::assert!(
    Greeter.lineage().ancestors[0].reference,
    "`Greeter` has `#[reference]`, so its parent `Base` needs `#[dubbo::reference]`, too"
);
const _: () = ::core::assert!(
    Greeter
        .lineage()
        .lists_all_of(Greeter.lineage().ancestors[0]),
    "`Base` extends contracts that `Greeter` does not list; write all of them: `trait Greeter: Base + …`"
);
#[automatically_derived]
#[allow(deprecated, unused_variables)]
impl<__T> ::dubbo::__macro::v1::Serve<__T> for GreeterContract
where
    __T: Greeter + ::core::marker::Send + ::core::marker::Sync + 'static,
{
    async fn serve(
        __service: &::dubbo::__macro::v1::Arc<__T>,
        __call: &mut ::dubbo::__macro::v1::Invocation<'_>,
        __number: ::core::primitive::u32,
    ) -> ::dubbo::__macro::v1::Result<::dubbo::__macro::v1::Reply> {
        match __number {
            0 => {
                let (name, (marks, ())) = ::dubbo::__macro::v1::arguments::<(
                    ::dubbo::__macro::v1::Of<::dubbo::__macro::v1::String>,
                    (::dubbo::__macro::v1::At<__GreeterTypes, 0usize, 1usize>, ()),
                )>(__call, &["name", "marks"])?;
                let __outcome = <__T as Greeter>::say_hello(&**__service, &name, marks).await;
                ::dubbo::__macro::v1::reply_of::<__GreeterTypes, 0usize>(__call, __outcome)
            }
            _ => ::core::result::Result::Err(::dubbo::__macro::v1::no_such_method(__call)),
        }
    }
}
#[doc = "The client of [`Greeter`], which it implements: each call goes to a provider."]
#[allow(dead_code)]
pub type GreeterClient<I = ::dubbo::Reference> = ::dubbo::Client<GreeterContract, I>;
#[automatically_derived]
#[allow(deprecated)]
impl<__K, __I: ::dubbo::__macro::v1::Invoker> Greeter for ::dubbo::Client<__K, __I>
where
    __K: ::dubbo::__macro::v1::Contract + ::dubbo::__macro::v1::Extends<{ Greeter.lineage().id }>,
    Self: Base,
{
    async fn say_hello(&self, name: &str, marks: Vec<i32>) -> dubbo::Result<String> {
        ::dubbo::__macro::v1::call_method::<__GreeterTypes, _, _, 0usize>(
            self,
            &GreeterContract::__METHOD_0,
            &(
                name,
                (
                    ::dubbo::__macro::v1::typed(
                        "[int",
                        &::dubbo::__macro::v1::Sent::<'_, __GreeterTypes, 0usize, 1usize>(&marks),
                    ),
                    (),
                ),
            ),
        )
        .await
    }
}
#[doc = "The provider of [`Greeter`]: publishes a type that implements it."]
#[allow(dead_code)]
pub type GreeterServer<T> = ::dubbo::Provider<GreeterContract, T>;
#[automatically_derived]
#[allow(deprecated)]
impl<__T> ::dubbo::__macro::v1::Dispatch<__T> for GreeterContract
where
    __T: Greeter + ::core::marker::Send + ::core::marker::Sync + 'static,
{
    async fn dispatch(
        __service: &::dubbo::__macro::v1::Arc<__T>,
        __call: &mut ::dubbo::__macro::v1::Invocation<'_>,
    ) -> ::dubbo::__macro::v1::Result<::dubbo::__macro::v1::Reply> {
        let __method = ::dubbo::__macro::v1::method_of::<Self>(__call)?;
        match __method.ancestor {
            0 => {
                <Self as ::dubbo::__macro::v1::Serve<__T>>::serve(
                    __service,
                    __call,
                    __method.number,
                )
                .await
            }
            1 => {
                ::dubbo::__macro::v1::serve_inherited(
                    {
                        #[allow(unused_imports, clippy::wildcard_imports)]
                        use ::dubbo::__macro::v1::otherwise::*;
                        #[allow(unused_imports)]
                        use Base as __contract;
                        __contract
                    },
                    __service,
                    __call,
                    __method.number,
                )
                .await
            }
            _ => ::core::result::Result::Err(::dubbo::__macro::v1::no_such_method(__call)),
        }
    }
}
#[doc = "Answers in place of a provider of [`Greeter`], for tests: closures by method, and a record of the calls. A method without an answer fails with its name.\n\n`GreeterFake::new().on_…(|…| Ok(…)).client()` is a `GreeterClient` over it. Clones share answers and calls."]
#[allow(dead_code)]
#[derive(:: core :: clone :: Clone, :: core :: fmt :: Debug)]
pub struct GreeterFake(::dubbo::__macro::v1::Fake);
#[automatically_derived]
#[allow(dead_code, deprecated, clippy::all, clippy::pedantic)]
impl GreeterFake {
    #[doc = r" A fake without answers."]
    #[must_use]
    pub fn new() -> Self {
        Self(::dubbo::__macro::v1::Fake::new(
            "GreeterFake",
            &[(&GreeterContract::__METHOD_0, "say_hello")],
        ))
    }
    #[doc = "What `say_hello` answers from now on."]
    #[must_use]
    pub fn on_say_hello(
        self,
        __answer: impl ::core::ops::Fn(&str, Vec<i32>) -> dubbo::Result<String>
        + ::core::marker::Send
        + ::core::marker::Sync
        + 'static,
    ) -> Self {
        self.0.answer(&GreeterContract::__METHOD_0, move |__call| {
            let (name, (marks, ())) = ::dubbo::__macro::v1::arguments::<(
                ::dubbo::__macro::v1::Of<::dubbo::__macro::v1::String>,
                (::dubbo::__macro::v1::At<__GreeterTypes, 0usize, 1usize>, ()),
            )>(__call, &["name", "marks"])?;
            ::dubbo::__macro::v1::reply_of::<__GreeterTypes, 0usize>(__call, __answer(&name, marks))
        });
        self
    }
    #[doc = r" Answers the methods of a parent as `parent`, the parent's fake, does now."]
    #[must_use]
    pub fn with_parent(
        self,
        __parent: impl ::core::convert::AsRef<::dubbo::__macro::v1::Fake>,
    ) -> Self {
        self.0.extend(::core::convert::AsRef::as_ref(&__parent));
        self
    }
    #[doc = r" A client of the fake."]
    #[must_use]
    pub fn client(&self) -> ::dubbo::Client<GreeterContract, ::dubbo::__macro::v1::Fake> {
        ::dubbo::Client::new(::core::clone::Clone::clone(&self.0))
    }
    #[doc = r" The calls so far, in the order in which they came, also those without an answer."]
    #[must_use]
    pub fn calls(&self) -> ::dubbo::__macro::v1::Vec<::dubbo::__macro::v1::FakeCall> {
        self.0.calls()
    }
}
#[automatically_derived]
impl ::core::default::Default for GreeterFake {
    fn default() -> Self {
        Self::new()
    }
}
#[automatically_derived]
impl ::core::convert::AsRef<::dubbo::__macro::v1::Fake> for GreeterFake {
    fn as_ref(&self) -> &::dubbo::__macro::v1::Fake {
        &self.0
    }
}
#[doc = "[`Greeter`] for code without async: each method waits on the caller's thread. The I/O is done on a thread that the SDK starts by itself.\n\nIt is around anything that implements the trait: a client, a client of a child of the contract, a fake."]
#[allow(dead_code)]
#[derive(:: core :: clone :: Clone, :: core :: fmt :: Debug)]
pub struct GreeterBlockingClient<C = GreeterClient>(C);
#[automatically_derived]
#[allow(dead_code)]
impl GreeterBlockingClient {
    #[doc = r" A client of the provider at `url`, with defaults for all that the URL does not say."]
    #[doc = r""]
    #[doc = r" # Errors"]
    #[doc = r" A wrong URL, or a provider that cannot be reached."]
    pub fn connect(__url: &::core::primitive::str) -> ::dubbo::Result<Self> {
        ::dubbo::blocking::wait(GreeterClient::connect(__url)).map(Self)
    }
}
#[automatically_derived]
#[allow(dead_code, deprecated, clippy::all, clippy::pedantic)]
impl<__C: Greeter> GreeterBlockingClient<__C> {
    #[doc = r" Around `client`."]
    pub fn new(__client: __C) -> Self {
        Self(__client)
    }
    #[doc = r" What it is around."]
    pub fn client(&self) -> &__C {
        &self.0
    }
    #[doc = " Greets `name`."]
    pub fn say_hello(&self, name: &str, marks: Vec<i32>) -> dubbo::Result<String> {
        ::dubbo::__macro::v1::wait_for::<__GreeterTypes, 0usize>(Greeter::say_hello(
            &self.0, name, marks,
        ))
    }
}
#[automatically_derived]
impl<__C: ::dubbo::__macro::v1::Refer + ::core::marker::Send> ::dubbo::__macro::v1::Refer
    for GreeterBlockingClient<__C>
{
    type Stack = <__C as ::dubbo::__macro::v1::Refer>::Stack;
    async fn refer(
        __dubbo: &::dubbo::Dubbo<Self::Stack>,
        __options: ::dubbo::__macro::v1::ReferenceOptions,
    ) -> ::dubbo::Result<Self> {
        <__C as ::dubbo::__macro::v1::Refer>::refer(__dubbo, __options)
            .await
            .map(Self)
    }
}

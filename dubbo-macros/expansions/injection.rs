// What the macros make of the item in src/expand/tests.rs. UPDATE_EXPANSIONS=1 writes this file.
pub struct Shop<G = GreeterClient> {
    greeter: G,
    stock: Option<StockClient>,
    name: String,
}
#[allow(deprecated, trivial_bounds)]
impl<G> Shop<G>
where
    G: ::dubbo::__macro::v1::Refer<
            Stack = <Option<StockClient> as ::dubbo::__macro::v1::Refer>::Stack,
        > + ::core::marker::Send,
    Option<StockClient>: ::dubbo::__macro::v1::Refer,
{
    #[doc = "Makes the clients of a `Shop`, all at the same time; its other fields are arguments.\n\n# Errors\nThe clients that could not be made, by field."]
    #[allow(clippy::too_many_arguments)]
    pub async fn refer(
        __dubbo: &::dubbo::Dubbo<<Option<StockClient> as ::dubbo::__macro::v1::Refer>::Stack>,
        name: String,
    ) -> ::dubbo::Result<Self> {
        let (greeter, (stock, ())) = ::dubbo::__macro::v1::refer_all((
            ::dubbo::__macro::v1::Pending::new("greeter", {
                let (__dubbo, __options) = (
                    __dubbo,
                    ::dubbo::__macro::v1::ReferenceOptions::new()
                        .url("dubbo://127.0.0.1:20880")
                        .timeout_millis(1000u64),
                );
                <G as ::dubbo::__macro::v1::Refer>::refer(__dubbo, __options)
            }),
            (
                ::dubbo::__macro::v1::Pending::new("stock", {
                    let (__dubbo, __options) =
                        (__dubbo, ::dubbo::__macro::v1::ReferenceOptions::new());
                    <Option<StockClient> as ::dubbo::__macro::v1::Refer>::refer(__dubbo, __options)
                }),
                (),
            ),
        ))
        .await?;
        ::core::result::Result::Ok(Self {
            greeter,
            stock,
            name,
        })
    }
}

//~ errors: 1
//~ message: `Shop` is no client, so it cannot be injected

#[dubbo::service]
#[dubbo::reference]
pub trait Greeter {
    async fn touch(&self) -> dubbo::Result<()>;
}

#[dubbo::reference]
pub struct Shop {
    #[reference]
    pub greeter: GreeterClient,
    pub name: String,
}

#[dubbo::reference]
pub struct Mall {
    #[reference]
    pub shop: Shop,
}

fn main() {}

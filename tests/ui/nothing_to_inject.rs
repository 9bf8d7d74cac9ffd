//~ errors: 1
//~ message: `Shop` has nothing to inject: put `#[reference(url = "…")]` on the fields that are clients

#[dubbo::service]
#[dubbo::reference]
pub trait Greeter {
    async fn touch(&self) -> dubbo::Result<()>;
}

#[dubbo::reference]
pub struct Shop {
    pub greeter: GreeterClient,
}

fn main() {}

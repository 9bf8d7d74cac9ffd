//~ errors: 1
//~ message: an injected field cannot stand under `#[cfg]`; put it on two structs

#[dubbo::service]
#[dubbo::reference]
pub trait Greeter {
    async fn touch(&self) -> dubbo::Result<()>;
}

#[dubbo::reference]
pub struct Shop {
    #[reference]
    #[cfg(all())]
    pub greeter: GreeterClient,
}

fn main() {}

//~ errors: 1
//~ message: clients are injected by name: write `struct Shop { #[reference(url = "…")] greeter: GreeterClient }`

#[dubbo::reference]
pub trait Greeter {
    async fn touch(&self) -> dubbo::Result<()>;
}

#[dubbo::reference]
pub struct Shop(#[reference] GreeterClient);

fn main() {}

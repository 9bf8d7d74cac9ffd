//~ errors: 1
//~ message: a decoded argument does not live for `'static`; take it by value, or by plain `&`

#[dubbo::service]
#[dubbo::reference]
pub trait Greeter {
    async fn touch(&self, name: &'static str) -> dubbo::Result<()>;
}

fn main() {}

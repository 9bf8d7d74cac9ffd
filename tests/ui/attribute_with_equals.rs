//~ errors: 1
//~ message: put it in parentheses: `#[method(…)]`

#[dubbo::service]
#[dubbo::reference]
pub trait Greeter {
    #[method = "sayHello"]
    async fn touch(&self) -> dubbo::Result<()>;
}

fn main() {}

//~ errors: 1
//~ message: `retries` takes a whole number from 0 up: `retries = 2`

#[dubbo::service]
#[dubbo::reference]
pub trait Greeter {
    #[method(retries = "two")]
    async fn touch(&self) -> dubbo::Result<()>;
}

fn main() {}

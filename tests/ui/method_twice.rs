//~ errors: 1
//~ message: given twice; put all options into one attribute

#[dubbo::service]
#[dubbo::reference]
pub trait Greeter {
    #[method(timeout = "1s")]
    #[method(retries = 2)]
    async fn touch(&self) -> dubbo::Result<()>;
}

fn main() {}

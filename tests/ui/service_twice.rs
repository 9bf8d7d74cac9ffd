//~ errors: 1
//~ message: `#[service]` is given twice; put all options into one

#[dubbo::service]
#[dubbo::service]
pub trait Greeter {
    async fn touch(&self) -> dubbo::Result<()>;
}

fn main() {}

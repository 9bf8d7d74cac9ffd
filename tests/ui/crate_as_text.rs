//~ errors: 1
//~ message: `crate` takes a path: `crate = acme::dubbo`

#[dubbo::service(crate = "dubbo")]
pub trait Greeter {
    async fn touch(&self) -> dubbo::Result<()>;
}

fn main() {}

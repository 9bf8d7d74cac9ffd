//~ errors: 1
//~ message: `version` takes a string: `version = "1.0"`

#[dubbo::service(version = 1.0)]
#[dubbo::reference]
pub trait Greeter {
    async fn touch(&self) -> dubbo::Result<()>;
}

fn main() {}

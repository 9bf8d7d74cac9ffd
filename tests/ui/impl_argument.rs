//~ errors: 1
//~ message: `impl` has no type on the wire; name the type

#[dubbo::service]
#[dubbo::reference]
pub trait Greeter {
    async fn touch(&self, name: impl Into<String>) -> dubbo::Result<()>;
}

fn main() {}

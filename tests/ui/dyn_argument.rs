//~ errors: 1
//~ message: `dyn` has no type on the wire; name the type

#[dubbo::service]
#[dubbo::reference]
pub trait Greeter {
    async fn touch(&self, name: Box<dyn std::fmt::Display>) -> dubbo::Result<()>;
}

fn main() {}

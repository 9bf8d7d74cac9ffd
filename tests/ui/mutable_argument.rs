//~ errors: 1
//~ message: a remote call cannot change its argument; take it by value or by `&`, and return what changes

#[dubbo::service]
#[dubbo::reference]
pub trait Greeter {
    async fn touch(&self, name: &mut String) -> dubbo::Result<()>;
}

fn main() {}

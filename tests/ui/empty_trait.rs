//~ errors: 1
//~ message: `Greeter` has no methods; write one: `async fn say_hello(&self, name: String) -> dubbo::Result<String>;`

#[dubbo::service]
#[dubbo::reference]
pub trait Greeter {}

fn main() {}

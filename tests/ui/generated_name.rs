//~ errors: 2
//~ message: the name `GreeterClient` is defined multiple times
//~ message: the name `GreeterServer` is defined multiple times

#[dubbo::service]
#[dubbo::reference]
pub trait Greeter {
    async fn say_hello(&self, name: String) -> dubbo::Result<String>;
}

pub struct GreeterClient;

pub type GreeterServer = String;

fn main() {}

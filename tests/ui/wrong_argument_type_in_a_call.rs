//~ errors: 1
//~ message: mismatched types

#[dubbo::service]
#[dubbo::reference]
pub trait Greeter {
    async fn say_hello(&self, name: String) -> dubbo::Result<()>;
}

pub async fn run(greeter: GreeterClient) {
    let _ = greeter.say_hello("Maria").await;
}

fn main() {}

//~ errors: 1
//~ message: `contract` needs the feature `contract` of dubbo-sdk: write `features = ["contract"]` behind its version in Cargo.toml

#[dubbo::service(interface = "org.example.greet.GreetService", contract = "java/GreetService.json")]
pub trait Greeter {
    async fn whoami(&self) -> dubbo::Result<String>;
}

fn main() {}

//~ errors: 2
//~ message: use of deprecated method `Greeter::greet`: use `say_hello`
//~ message: use of deprecated trait `Old`

#![deny(deprecated)]

#[dubbo::service]
#[dubbo::reference]
pub trait Greeter {
    async fn say_hello(&self, name: String) -> dubbo::Result<String>;
    #[deprecated = "use `say_hello`"]
    async fn greet(&self, name: String) -> dubbo::Result<String>;
}

#[dubbo::service]
#[deprecated]
pub trait Old {
    async fn greet(&self, name: String) -> dubbo::Result<String>;
}

struct English;

impl Old for English {
    async fn greet(&self, name: String) -> dubbo::Result<String> {
        Ok(name)
    }
}

async fn greet(greeter: GreeterClient) -> dubbo::Result<String> {
    greeter.greet(String::new()).await
}

fn main() {
    let _ = (OldServer::new(English), greet);
}

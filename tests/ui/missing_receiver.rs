//~ errors: 1
//~ message: `say_hello` lacks its receiver: write `async fn say_hello(&self, …)`

#[dubbo::service]
#[dubbo::reference]
pub trait Greeter {
    async fn say_hello(name: String) -> dubbo::Result<String>;
    async fn say_bye(&self, name: String) -> dubbo::Result<String>;
}

struct English;

impl Greeter for English {
    async fn say_hello(name: String) -> dubbo::Result<String> {
        Ok(name)
    }

    async fn say_bye(&self, name: String) -> dubbo::Result<String> {
        Ok(name)
    }
}

async fn greet() -> dubbo::Result<String> {
    let greeter = GreeterClient::new(GreeterServer::new(English));
    greeter.say_bye("Maria".to_owned()).await
}

fn main() {
    drop(greet());
}

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
    async fn say_hello(&self, name: String) -> dubbo::Result<String> {
        Ok(name)
    }

    async fn say_bye(&self, name: String) -> dubbo::Result<String> {
        Ok(name)
    }
}

async fn greet(url: &str) -> dubbo::Result<String> {
    let server = dubbo::serve("dubbo://127.0.0.1:0")
        .publish(GreeterServer::new(English))
        .start()
        .await?;
    let remote = GreeterClient::connect(url).await?;
    remote.say_hello("Maria".to_owned()).await?;
    let greeter = GreeterClient::new(GreeterServer::new(English));
    greeter.say_bye(server.url()).await?;
    greeter.say_hello("Maria".to_owned()).await
}

fn main() {
    drop(greet("dubbo://127.0.0.1:20880"));
}

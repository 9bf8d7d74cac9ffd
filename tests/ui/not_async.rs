//~ errors: 2
//~ message: a remote call waits for its reply: write `async fn say_hello`
//~ message: a remote call waits for its reply: write `async fn say_bye`

#[dubbo::service]
#[dubbo::reference]
pub trait Greeter {
    fn say_hello(&self, name: String) -> dubbo::Result<String>;
    fn say_bye(&self, name: String) -> impl Future<Output = dubbo::Result<String>> + Send;
}

struct English;

impl Greeter for English {
    fn say_hello(&self, name: String) -> dubbo::Result<String> {
        Ok(name)
    }

    async fn say_bye(&self, name: String) -> dubbo::Result<String> {
        Ok(name)
    }
}

fn main() {
    let _ = GreeterClient::new(GreeterServer::new(English));
}

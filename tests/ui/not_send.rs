//~ errors: 1
//~ message: future cannot be sent between threads safely

use std::rc::Rc;

#[dubbo::service]
#[dubbo::reference]
pub trait Greeter {
    async fn say_hello(&self, name: String) -> dubbo::Result<String>;
}

struct English;

impl Greeter for English {
    async fn say_hello(&self, name: String) -> dubbo::Result<String> {
        let shared = Rc::new(name);
        std::future::ready(()).await;
        Ok(shared.to_string())
    }
}

fn main() {
    let _ = GreeterClient::new(GreeterServer::new(English));
}

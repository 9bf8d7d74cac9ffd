//~ errors: 5
//~ message: stands for no Java type
//~ message: `Plain` cannot be the error of a service's method

pub struct Plain;

#[dubbo::service]
#[dubbo::reference]
pub trait Greeter {
    async fn own(&self, before: String, plain: Plain) -> dubbo::Result<String>;
    async fn slice(&self, plain: &[Plain]) -> dubbo::Result<String>;
    async fn unsigned(&self, port: u32) -> dubbo::Result<String>;
    async fn returned(&self) -> dubbo::Result<Plain>;
    async fn thrown(&self) -> Result<String, Plain>;
}

struct English;

impl Greeter for English {
    async fn own(&self, before: String, _plain: Plain) -> dubbo::Result<String> {
        Ok(before)
    }

    async fn slice(&self, _plain: &[Plain]) -> dubbo::Result<String> {
        Ok(String::new())
    }

    async fn unsigned(&self, port: u32) -> dubbo::Result<String> {
        Ok(port.to_string())
    }

    async fn returned(&self) -> dubbo::Result<Plain> {
        Ok(Plain)
    }

    async fn thrown(&self) -> Result<String, Plain> {
        Err(Plain)
    }
}

async fn greet() {
    let greeter = GreeterClient::new(GreeterServer::new(English));
    let _ = greeter.own(String::new(), Plain).await;
    let _ = greeter.slice(&[Plain]).await;
    let _ = greeter.returned().await;
    let _ = greeter.thrown().await;
}

fn main() {
    drop(greet());
}

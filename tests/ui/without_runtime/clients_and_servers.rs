//~ errors: 6
//~ message: this build of dubbo-sdk is the contract alone: there are no clients and no servers
//~ message: write `features = ["hessian2"]`, or another serializer, behind its version in Cargo.toml

#[dubbo::service]
#[dubbo::reference]
pub trait Greeter {
    async fn say_hello(&self, name: String) -> dubbo::Result<String>;
}

pub struct English;

impl Greeter for English {
    async fn say_hello(&self, name: String) -> dubbo::Result<String> {
        Ok(name)
    }
}

#[dubbo::reference]
pub struct Shop {
    #[reference(url = "dubbo://127.0.0.1:20880")]
    pub greeter: GreeterClient,
}

pub struct Server(GreeterServer<English>);

// In a path of an expression the compiler looks on, and finds no function either.
pub fn connect() {
    let _ = GreeterClient::connect("dubbo://127.0.0.1:20880");
}

pub fn serve() {
    let _ = GreeterServer::new(English);
}

fn main() {}

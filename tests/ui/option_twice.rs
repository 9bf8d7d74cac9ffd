//~ errors: 4
//~ message: `version` is given twice; keep one of them
//~ message: given twice; put all options into one attribute
//~ message: `timeout` is given twice; keep one of them
//~ message: `#[service]` is given twice; put all options into one

#[dubbo::service(version = "1.0.0", version = "2.0.0")]
#[dubbo::reference]
pub trait Greeter {
    #[method(timeout = "1s", timeout = "2s")]
    #[method(retries = 2)]
    async fn say_hello(&self, name: String) -> dubbo::Result<String>;
}

#[dubbo::service]
#[dubbo::service]
pub trait Twice {
    async fn say_hello(&self, name: String) -> dubbo::Result<String>;
}

fn main() {}

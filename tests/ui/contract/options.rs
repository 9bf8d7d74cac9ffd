//~ errors: 5
//~ message: `missing` is said of the methods in a file of Java's: add `contract = "…"`
//~ message: `missing` is `warn` or `deny`, not `error`
//~ message: the methods that are inherited are not known here; leave `missing` out, and write it on the contracts that extend none
//~ message: `contract` takes a string: `contract = "java/GreetService.json"`
//~ message: `contract` is "tests/golden/definitions/greet-2.7.23.json" under `#[service]` and "tests/golden/definitions/greet-3.3.6.json" under `#[reference]`; they must agree, so give it once

#[dubbo::service(interface = "org.demo.Base", missing = "warn")]
pub trait Base {
    async fn base(&self) -> dubbo::Result<()>;
}

#[dubbo::reference(
    interface = "org.example.greet.GreetService",
    contract = "tests/golden/definitions/greet-3.3.6.json",
    missing = "error"
)]
pub trait Greeter {
    async fn whoami(&self) -> dubbo::Result<String>;
}

#[dubbo::service(
    interface = "org.example.greet.GreetService",
    contract = "tests/golden/definitions/greet-3.3.6.json",
    missing = "deny"
)]
pub trait Child: Base {
    async fn whoami(&self) -> dubbo::Result<String>;
}

#[dubbo::service(contract = java::GreetService)]
pub trait Path {
    async fn whoami(&self) -> dubbo::Result<String>;
}

#[dubbo::service(
    interface = "org.example.greet.GreetService",
    contract = "tests/golden/definitions/greet-2.7.23.json"
)]
#[dubbo::reference(contract = "tests/golden/definitions/greet-3.3.6.json")]
pub trait Both {
    async fn whoami(&self) -> dubbo::Result<String>;
}

fn main() {}

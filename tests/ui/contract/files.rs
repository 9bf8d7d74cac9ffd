//~ errors: 6
//~ message: `tests/ui/contract/none.json` cannot be read, relative to the package's Cargo.toml: No such file or directory
//~ message: `tests/ui/contract` cannot be read, relative to the package's Cargo.toml: it is no file
//~ message: `tests/ui/contract/cut.json` is not JSON: EOF while parsing
//~ message: `tests/ui/contract/consumer.json` is no ServiceDefinition: it has no `canonicalName`. Take what a Java provider publishes in its metadata centre
//~ message: `tests/golden/definitions/greet-3.3.6.json` is the definition of `org.example.greet.GreetService`; this contract is `Misnamed`
//~ message: `/tests/golden/definitions/greet-3.3.6.json` is found on this machine alone; write it relative to the package's Cargo.toml

#[dubbo::service(contract = "tests/ui/contract/none.json")]
pub trait Missing {
    async fn add(&self) -> dubbo::Result<()>;
}

#[dubbo::service(contract = "tests/ui/contract")]
pub trait Folder {
    async fn add(&self) -> dubbo::Result<()>;
}

#[dubbo::service(contract = "tests/ui/contract/cut.json")]
pub trait Cut {
    async fn add(&self) -> dubbo::Result<()>;
}

#[dubbo::service(contract = "tests/ui/contract/consumer.json")]
pub trait Consumer {
    async fn add(&self) -> dubbo::Result<()>;
}

#[dubbo::service(contract = "tests/golden/definitions/greet-3.3.6.json")]
pub trait Misnamed {
    async fn add(&self) -> dubbo::Result<()>;
}

#[dubbo::service(contract = "/tests/golden/definitions/greet-3.3.6.json")]
pub trait Absolute {
    async fn add(&self) -> dubbo::Result<()>;
}

fn main() {}

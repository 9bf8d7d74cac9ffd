//~ errors: 1
//~ message: `version` is "1.0.0" under `#[service]` and "2.0.0" under `#[reference]`; they must agree, so give it once

#[dubbo::service(interface = "org.demo.Greeter", version = "1.0.0")]
#[dubbo::reference(version = "2.0.0", interface = "org.demo.Greeter")]
pub trait Greeter {
    async fn say_hello(&self, name: String) -> dubbo::Result<String>;
}

fn main() {}

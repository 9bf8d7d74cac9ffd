//~ errors: 1
//~ message: `OtherContract` does not extend the contract whose methods are called here

#[dubbo::reference]
pub trait Greeter {
    async fn say_hello(&self, name: String) -> dubbo::Result<String>;
}

#[dubbo::reference]
pub trait Other {
    async fn other(&self) -> dubbo::Result<String>;
}

fn application(_: &impl Greeter) {}

fn run(other: &OtherClient) {
    application(other);
}

fn main() {
    let _ = run;
}

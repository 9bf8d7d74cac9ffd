//~ errors: 2
//~ message: `add` has 1 parameter here; Java has `int add(int, int)`
//~ message: `whoami` has 2 parameters here; Java has `java.lang.String whoami()`

#[dubbo::reference(
    interface = "org.example.greet.GreetService",
    contract = "tests/golden/definitions/greet-2.7.23.json"
)]
pub trait Greeter {
    async fn add(&self, left: i32) -> dubbo::Result<i32>;
    async fn whoami(&self, verbose: bool, name: &str) -> dubbo::Result<String>;
}

fn main() {}

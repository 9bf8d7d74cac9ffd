//~ errors: 1
//~ message: `Greeter` lacks methods of Java's `org.example.greet.GreetService`: `org.example.greet.User find(long)` or `java.lang.String whoami()`
#![deny(deprecated)]

#[dubbo::reference(
    interface = "org.example.greet.GreetService",
    contract = "tests/golden/definitions/greet-3.3.6.json",
    missing = "warn"
)]
pub trait Greeter {
    async fn add(&self, left: i32, right: i32) -> dubbo::Result<i32>;
    async fn greet(&self, name: String) -> dubbo::Result<String>;
}

fn main() {}

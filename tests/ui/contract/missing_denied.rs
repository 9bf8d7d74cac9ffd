//~ errors: 1
//~ message: `Greeter` lacks methods of Java's `org.example.greet.GreetService`: `int add(int, int)`, `org.example.greet.User find(long)` or `java.lang.String greet(java.lang.String)`

#[dubbo::service(
    interface = "org.example.greet.GreetService",
    contract = "tests/golden/definitions/greet-2.7.23.json",
    missing = "deny"
)]
pub trait Greeter {
    async fn whoami(&self) -> dubbo::Result<String>;
}

fn main() {}

//~ errors: 2
//~ message: Java's `org.example.greet.GreetService` has no method `great`; did you mean `java.lang.String greet(java.lang.String)`?
//~ message: Java's `org.example.greet.GreetService` has no method `sayHello`; it has `int add(int, int)`, `org.example.greet.User find(long)`, `java.lang.String greet(java.lang.String)` or `java.lang.String whoami()`

#[dubbo::service(interface = "org.example.greet.GreetService")]
#[dubbo::reference(contract = "tests/golden/definitions/greet-3.3.6.json")]
pub trait Greeter {
    async fn great(&self, name: String) -> dubbo::Result<String>;
    async fn say_hello(&self, name: String) -> dubbo::Result<String>;
    async fn add(&self, left: i32, right: i32) -> dubbo::Result<i32>;
}

fn main() {}

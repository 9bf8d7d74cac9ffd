//~ errors: 4
//~ message: `right` of `add` is Java's `long`, but Java has `int add(int, int)`; write `i32`
//~ message: `id` of `find` is Java's `java.lang.Long`, but Java has `org.example.greet.User find(long)`; write `i64`
//~ message: `names` of `greet` is Java's `java.util.List<java.lang.String>`, but Java has `java.lang.String greet(java.lang.String)`; write `String`
//~ message: `name` of `welcome` is Java's `java.lang.Object`, but Java has `java.lang.String greet(java.lang.String)`; write `String`

#[dubbo::pojo("org.example.greet.User")]
pub struct User {
    id: i64,
}

#[dubbo::service(
    interface = "org.example.greet.GreetService",
    contract = "tests/golden/definitions/greet-3.3.6.json"
)]
#[dubbo::reference]
pub trait Greeter {
    async fn add(&self, left: i32, right: i64) -> dubbo::Result<i32>;
    async fn find(&self, id: Option<i64>) -> dubbo::Result<User>;
    async fn greet(&self, names: &[String]) -> dubbo::Result<String>;
    #[cfg(any())]
    #[method(name = "greet")]
    async fn hello(&self, name: i64) -> dubbo::Result<String>;
    #[method(name = "greet")]
    async fn welcome(&self, #[java("java.lang.Object")] name: &str) -> dubbo::Result<String>;
}

fn main() {}

//~ errors: 1
//~ message: this is not Java's `org.example.greet.User` of `org.example.greet.GreetService`: `firstName` is no field there, which has `id`, `name`; `name` is `java.lang.String` there and `int` here

#[dubbo::pojo("org.example.greet.User")]
pub struct User {
    id: i64,
    first_name: String,
    name: i32,
}

#[dubbo::reference(
    interface = "org.example.greet.GreetService",
    contract = "tests/golden/definitions/greet-2.7.23.json"
)]
pub trait Greeter {
    async fn find(&self, id: i64) -> dubbo::Result<Option<User>>;
}

fn main() {}

//~ errors: 3
//~ message: `add` returns Java's `long`, but Java has `int add(int, int)`; write `i32`
//~ message: `find` returns Java's `org.example.greet.Users`, but Java has `org.example.greet.User find(long)`; write `User`
//~ message: `whoami` returns Java's `void`, but Java has `java.lang.String whoami()`; write `String`

type Answer<T> = Result<T, dubbo::Error>;

#[dubbo::pojo("org.example.greet.Users")]
pub struct User {
    id: i64,
}

#[dubbo::reference(
    interface = "org.example.greet.GreetService",
    contract = "tests/golden/definitions/greet-3.3.6.json"
)]
pub trait Greeter {
    async fn add(&self, left: i32, right: i32) -> Answer<i64>;
    async fn find(&self, id: i64) -> dubbo::Result<Option<User>>;
    fn whoami(&self) -> impl Future<Output = dubbo::Result<()>>;
}

fn main() {}

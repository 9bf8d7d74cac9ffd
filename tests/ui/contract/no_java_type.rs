//~ errors: 2
//~ message: `Rc<u8>` stands for no Java type
//~ message: `Secret` stands for no Java type

use std::rc::Rc;

pub struct Secret;

#[dubbo::pojo("org.example.greet.User")]
pub struct User {
    id: i64,
    name: Rc<u8>,
}

#[dubbo::reference(
    interface = "org.example.greet.GreetService",
    contract = "tests/golden/definitions/greet-3.3.6.json"
)]
pub trait Greeter {
    async fn greet(&self, name: Secret) -> dubbo::Result<String>;
    async fn find(&self, id: i64) -> dubbo::Result<User>;
}

fn main() {}

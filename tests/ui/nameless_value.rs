//~ errors: 9
//~ message: a value needs its name: `interface = "org.demo.Greeter"`
//~ message: a value needs its name: `name = "sayHi"`
//~ message: `timeout`: expected a duration above zero: `"500ms"`
//~ message: a value needs its name: `url = "dubbo://h:1"`
//~ message: the class is a string: `#[pojo("org.demo.User")]`
//~ message: the class is a string: `#[exception("org.demo.Outer$Broken")]`
//~ message: `interface` takes a string: `interface = "org.demo.Other"`
//~ message: `version` takes a string: `version = "1.0.0"`
//~ message: unknown serialization `json`; expected one of `hessian2`, `msgpack` or `bincode`

use std::time::Duration;

#[dubbo::service("org.demo.Greeter")]
#[dubbo::reference]
pub trait Greeter {
    #[method("sayHi")]
    async fn say_hi(&self, user: User) -> Result<(), Broken>;
    #[method(timeout = Duration::from_secs(1))]
    async fn say_bye(&self) -> dubbo::Result<()>;
}

#[dubbo::reference(interface = org.demo.Other, version = 1.0.0, serialization = "json")]
pub trait Other {
    async fn say_hi(&self) -> dubbo::Result<()>;
}

#[dubbo::reference]
pub struct Shop {
    #[dubbo::reference("dubbo://h:1")]
    pub greeter: GreeterClient,
}

#[dubbo::pojo(org.demo.User)]
pub struct User {
    pub id: i64,
}

#[dubbo::exception(org.demo.Outer$Broken)]
pub struct Broken {
    pub message: String,
}

fn main() {
    let _ = Duration::from_secs(1);
}

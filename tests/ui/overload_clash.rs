//~ errors: 1
//~ message: `say_hello` and `greet` are both `sayHello` with the same parameters on the wire; give one of them another name: `#[method(name = "…")]`

type Name = String;

#[dubbo::service]
#[dubbo::reference]
pub trait Greeter {
    async fn say_hello(&self, name: String) -> dubbo::Result<String>;

    #[method(name = "sayHello")]
    async fn say_hello_often(&self, name: String, times: i32) -> dubbo::Result<String>;

    #[method(name = "sayHello")]
    async fn greet(&self, name: &Name) -> dubbo::Result<String>;
}

fn main() {}

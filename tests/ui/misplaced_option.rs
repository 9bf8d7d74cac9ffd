//~ errors: 4
//~ message: unknown option `timeout` of `#[service]`; it belongs to a method, `#[method(…)]`, or to a client in a struct, `#[reference(…)]`: expected one of `interface`
//~ message: unknown option `url` of `#[reference]`; it belongs to a client in a struct, `#[reference(…)]`: expected one of `interface`
//~ message: unknown option `interface` of `#[method]`; it belongs to a trait, `#[service(interface = …)]`: expected one of `name`
//~ message: unknown option `oneway` of `#[reference]`; it belongs to a method, `#[method(…)]`: expected one of `url`

#[dubbo::service(timeout = "1s")]
#[dubbo::reference(url = "dubbo://127.0.0.1")]
pub trait Greeter {
    #[method(interface = "org.demo.Greeter")]
    async fn say_hello(&self, name: String) -> dubbo::Result<String>;
}

#[dubbo::reference]
pub struct Shop {
    #[reference(oneway)]
    greeter: GreeterClient,
}

fn main() {}

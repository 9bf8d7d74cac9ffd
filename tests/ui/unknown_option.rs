//~ errors: 5
//~ message: unknown option `verison` of `#[service]`; did you mean `version`? expected one of `interface`, `version`, `group`, `serialization`, `dispatcher`, `contract`, `missing`, `dyn` or `crate`
//~ message: unknown option `retrys` of `#[method]`; did you mean `retries`? expected one of `name`, `timeout`, `retries` or `oneway`
//~ message: unknown option `loadbalance` of `#[method]`; expected one of `name`, `timeout`, `retries` or `oneway`
//~ message: a value needs its name: `name = "sayGoodbye"`
//~ message: unknown serialization `hessian`; did you mean `hessian2`? expected one of `hessian2`, `msgpack` or `bincode`

#[dubbo::service(interface = "org.demo.Greeter", verison = "1.0.0")]
#[dubbo::reference(serialization = "hessian")]
pub trait Greeter {
    #[method(retrys = 2, loadbalance = "random")]
    async fn say_hello(&self, name: String) -> dubbo::Result<String>;

    #[method("sayGoodbye")]
    async fn say_bye(&self, name: String) -> dubbo::Result<String>;
}

struct English;

impl Greeter for English {
    async fn say_hello(&self, name: String) -> dubbo::Result<String> {
        Ok(name)
    }

    async fn say_bye(&self, name: String) -> dubbo::Result<String> {
        Ok(name)
    }
}

fn main() {
    let _ = GreeterClient::new(GreeterServer::new(English));
}

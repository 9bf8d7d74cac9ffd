//~ errors: 12
//~ message: `timeout`: `"5"` has no unit; write `"5ms"` or `"5s"`
//~ message: `timeout`: `"soon"` is no duration; expected a duration above zero: `"500ms"`, `"2s"`, `"1m"`, or a whole number of milliseconds
//~ message: `timeout`: expected a duration above zero
//~ message: `timeout`: more than a Java `int` of milliseconds holds, some 24 days
//~ message: `retries` takes a whole number from 0 up: `retries = 2`
//~ message: `name` takes a string: `name = "sayHello"`
//~ message: `say-hello` is no name of a Java method; write it as in `name = "sayHello"`
//~ message: `org/demo/Greeter` is no name of a Java interface; write it as in `interface = "org.demo.Greeter"`
//~ message: `eu/west` holds '/', which has a meaning of its own in Dubbo's service keys
//~ message: `version` is empty; leave it out, or write `version = "1.0.0"`

#[dubbo::service(interface = "org/demo/Greeter", group = "eu/west", version = "")]
pub trait Greeter {
    #[method(timeout = "5")]
    async fn a(&self) -> dubbo::Result<()>;
    #[method(timeout = "soon")]
    async fn b(&self) -> dubbo::Result<()>;
    #[method(timeout = 0)]
    async fn c(&self) -> dubbo::Result<()>;
    #[method(timeout = "40000m")]
    async fn d(&self) -> dubbo::Result<()>;
    #[method(retries = "2")]
    async fn e(&self) -> dubbo::Result<()>;
    #[method(retries = -1)]
    async fn f(&self) -> dubbo::Result<()>;
    #[method(name = sayHello)]
    async fn g(&self) -> dubbo::Result<()>;
    #[method(name = "say-hello")]
    async fn h(&self) -> dubbo::Result<()>;
    #[method(timeout)]
    async fn i(&self) -> dubbo::Result<()>;
}

fn main() {}

//~ errors: 1
//~ message: `say-hello` is no name of a Java method; write it as in `name = "sayHello"`

#[dubbo::service]
#[dubbo::reference]
pub trait Greeter {
    #[method(name = "say-hello")]
    async fn touch(&self) -> dubbo::Result<()>;
}

fn main() {}

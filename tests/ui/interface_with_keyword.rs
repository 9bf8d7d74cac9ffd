//~ errors: 1
//~ message: `org.new.Demo` is no name of a Java interface; write it as in `interface = "org.demo.Greeter"`

#[dubbo::service(interface = "org.new.Demo")]
#[dubbo::reference]
pub trait Greeter {
    async fn touch(&self) -> dubbo::Result<()>;
}

fn main() {}

//~ errors: 1
//~ message: `Coded` cannot be the error of a service's method
//~ message: a field `message: String`

#[dubbo::exception("org.demo.CodedException")]
#[derive(Debug)]
pub struct Coded {
    pub code: i32,
}

#[dubbo::service]
#[dubbo::reference]
pub trait Greeter {
    async fn say_hello(&self, name: String) -> Result<String, Coded>;
}

fn main() {}

//~ errors: 1
//~ message: a client waits for the reply of `say_hello` on the caller's thread, which needs the feature `blocking` of dubbo-sdk; turn it on, or write `async fn say_hello`

#[dubbo::reference]
pub trait Greeter {
    fn say_hello(&self, name: String) -> dubbo::Result<String>;
}

fn main() {}

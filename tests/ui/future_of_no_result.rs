//~ errors: 1
//~ message: a remote call can fail, so its type is written as a `Result`; write `dubbo::Result<String>`

#[dubbo::service]
#[dubbo::reference]
pub trait Greeter {
    fn touch(&self) -> impl Future<Output = String> + Send;
}

fn main() {}

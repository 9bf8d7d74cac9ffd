//~ errors: 1
//~ message: a remote call can fail, so its type is written as a `Result`; write `dubbo::Result<String>`

#[dubbo::service]
pub trait Greeter {
    fn touch(&self) -> String;
}

fn main() {}

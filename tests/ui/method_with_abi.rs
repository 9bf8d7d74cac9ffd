//~ errors: 1
//~ message: a remote method has no ABI of its own; write `async fn`

#[dubbo::service]
#[dubbo::reference]
pub trait Greeter {
    extern "C" fn touch(&self) -> dubbo::Result<()>;
}

fn main() {}

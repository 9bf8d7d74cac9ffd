//~ errors: 1
//~ message: a remote call is not `unsafe`; write `async fn`

#[dubbo::service]
#[dubbo::reference]
pub trait Greeter {
    async unsafe fn touch(&self) -> dubbo::Result<()>;
}

fn main() {}

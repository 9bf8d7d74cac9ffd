//~ errors: 1
//~ message: unknown serialization `hesian2`; did you mean `hessian2`? expected one of `hessian2`, `msgpack` or `bincode`

#[dubbo::service]
#[dubbo::reference(serialization = "hesian2")]
pub trait Greeter {
    async fn touch(&self) -> dubbo::Result<()>;
}

fn main() {}

//~ errors: 1
//~ message: `#[method]` cannot stand inside `cfg_attr`; write two items, each under its own `#[cfg]`

#[dubbo::service]
#[dubbo::reference]
pub trait Greeter {
    #[cfg_attr(all(), method(timeout = "1s"))]
    async fn touch(&self) -> dubbo::Result<()>;
}

fn main() {}

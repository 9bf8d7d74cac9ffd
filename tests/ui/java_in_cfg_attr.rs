//~ errors: 1
//~ message: `#[java]` cannot stand inside `cfg_attr`; write two items, each under its own `#[cfg]`

#[dubbo::service]
#[dubbo::reference]
pub trait Greeter {
    async fn touch(&self, #[cfg_attr(all(), java("int[]"))] a: Vec<i32>) -> dubbo::Result<()>;
}

fn main() {}

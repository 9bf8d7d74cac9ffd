//~ errors: 1
//~ message: `dyn` takes no value: `dyn`

#[dubbo::service(dyn = true)]
#[dubbo::reference]
pub trait Greeter {
    async fn touch(&self) -> dubbo::Result<()>;
}

fn main() {}

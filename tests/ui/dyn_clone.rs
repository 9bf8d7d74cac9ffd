//~ errors: 1
//~ message: a trait object cannot be `Clone`: leave it out, and clone the `Arc`; or leave out `dyn`

#[dubbo::service(dyn)]
#[dubbo::reference]
pub trait Greeter: Clone {
    async fn touch(&self) -> dubbo::Result<()>;
}

fn main() {}

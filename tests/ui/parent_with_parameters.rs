//~ errors: 1
//~ message: `Base` has parameters, which a contract cannot have; leave it out

#[dubbo::service]
pub trait Greeter: Base<i32> {
    async fn touch(&self) -> dubbo::Result<()>;
}

pub trait Base<T> {}

fn main() {}

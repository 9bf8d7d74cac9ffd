//~ errors: 1
//~ message: not on an argument; put `#[cfg]` on two methods instead

#[dubbo::service]
#[dubbo::reference]
pub trait Greeter {
    async fn touch(&self, #[cfg(all())] a: i32) -> dubbo::Result<()>;
}

fn main() {}

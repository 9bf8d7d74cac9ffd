//~ errors: 1
//~ message: an associated constant does not travel: a contract has only methods; name the type, or move this to another trait

#[dubbo::service]
#[dubbo::reference]
pub trait Greeter {
    const SIZE: i32;
    async fn touch(&self) -> dubbo::Result<()>;
}

fn main() {}

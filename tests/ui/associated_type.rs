//~ errors: 1
//~ message: an associated type does not travel: a contract has only methods; name the type, or move this to another trait

#[dubbo::service]
#[dubbo::reference]
pub trait Greeter {
    type Item;
    async fn touch(&self) -> dubbo::Result<()>;
}

fn main() {}

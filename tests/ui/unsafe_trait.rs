//~ errors: 1
//~ message: a contract is not `unsafe`: its calls are plain data

#[dubbo::service]
#[dubbo::reference]
pub unsafe trait Greeter {
    async fn touch(&self) -> dubbo::Result<()>;
}

fn main() {}

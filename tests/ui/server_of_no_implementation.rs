//~ errors: 1
//~ message: the trait bound `English: Greeter` is not satisfied

#[dubbo::service]
#[dubbo::reference]
pub trait Greeter {
    async fn touch(&self) -> dubbo::Result<()>;
}

pub struct English;

fn main() {
    let _ = GreeterClient::new(GreeterServer::new(English));
}

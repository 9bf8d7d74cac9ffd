//~ errors: 1
//~ message: not all trait items implemented, missing: `touch`

#[dubbo::service]
#[dubbo::reference]
pub trait Greeter {
    async fn touch(&self) -> dubbo::Result<()>;
}

pub struct English;

impl Greeter for English {}

fn main() {
    let _ = GreeterServer::new(English);
}

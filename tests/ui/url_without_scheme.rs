//~ errors: 1
//~ message: `127.0.0.1:20880` is no URL; write `url = "dubbo://127.0.0.1:20880"`

#[dubbo::service]
#[dubbo::reference]
pub trait Greeter {
    async fn touch(&self) -> dubbo::Result<()>;
}

#[dubbo::reference]
pub struct Shop {
    #[reference(url = "127.0.0.1:20880")]
    pub greeter: GreeterClient,
}

fn main() {}

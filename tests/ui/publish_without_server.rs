//~ errors: 1
//~ message: `English` cannot be published as it is

#[dubbo::service]
#[dubbo::reference]
pub trait Greeter {
    async fn touch(&self) -> dubbo::Result<()>;
}

pub struct English;

impl Greeter for English {
    async fn touch(&self) -> dubbo::Result<()> {
        Ok(())
    }
}

fn main() {
    let _ = dubbo::serve("dubbo://0.0.0.0:20880").publish(English);
}

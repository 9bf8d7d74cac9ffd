//~ errors: 2
//~ message: `say` cannot be generic: Java's overload is chosen by concrete types; write one method for each type, or take a `dubbo::Value`
//~ message: `impl` has no type on the wire; name the type

#[dubbo::service]
#[dubbo::reference]
pub trait Greeter {
    async fn say<T: Send + Sync>(&self, what: T) -> dubbo::Result<()>;
    async fn tell(&self, what: impl Send + Sync) -> dubbo::Result<()>;
}

struct English;

impl Greeter for English {
    async fn say<T: Send + Sync>(&self, _what: T) -> dubbo::Result<()> {
        Ok(())
    }

    async fn tell(&self, _what: impl Send + Sync) -> dubbo::Result<()> {
        Ok(())
    }
}

fn main() {
    let _ = GreeterClient::new(GreeterServer::new(English));
}

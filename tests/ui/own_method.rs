//~ errors: 3
//~ message: `new` is a keyword of Java, so no method is called so; name the Java method: `#[method(name = "…")]`
//~ message: the generated client has its own `with`, which would be called in its place; write `#[method(name = "with")] async fn with_…`
//~ message: the generated client has its own `invoker`

#[dubbo::service]
#[dubbo::reference]
pub trait Shop {
    async fn new(&self, id: i64) -> dubbo::Result<()>;
    async fn with(&self, id: i64) -> dubbo::Result<()>;
    async fn invoker(&self) -> dubbo::Result<()>;
}

struct Corner;

impl Shop for Corner {
    async fn new(&self, _id: i64) -> dubbo::Result<()> {
        Ok(())
    }

    async fn with(&self, _id: i64) -> dubbo::Result<()> {
        Ok(())
    }

    async fn invoker(&self) -> dubbo::Result<()> {
        Ok(())
    }
}

fn main() {
    let _ = ShopClient::new(ShopServer::new(Corner));
}

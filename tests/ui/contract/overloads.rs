//~ errors: 2
//~ message: `put_flag` is `put(boolean)` here; Java has `void put(java.lang.String)` or `void put(int)`
//~ message: `put_name` returns Java's `int`, where Java has `void`

#[dubbo::service(interface = "org.demo.Shapes", contract = "tests/golden/definitions/shapes-3.3.6.json")]
pub trait Shapes {
    #[method(name = "put")]
    async fn put_id(&self, id: i32) -> dubbo::Result<()>;
    #[method(name = "put")]
    async fn put_name(&self, name: &str) -> dubbo::Result<i32>;
    #[method(name = "put")]
    async fn put_flag(&self, flag: bool) -> dubbo::Result<()>;
}

fn main() {}

//~ errors: 2
//~ message: `import` is a keyword of Java, so no method is called so; name the Java method: `#[method(name = "…")]`
//~ message: `do` is a keyword of Java, so no method is called so; name the Java method: `#[method(name = "…")]`

#[dubbo::service]
#[dubbo::reference]
pub trait Greeter {
    async fn import(&self) -> dubbo::Result<()>;
    async fn r#do(&self) -> dubbo::Result<()>;
}

fn main() {}

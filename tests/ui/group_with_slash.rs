//~ errors: 1
//~ message: `a/b` holds '/', which has a meaning of its own in Dubbo's service keys; use letters, digits, `.`, `-` and `_`

#[dubbo::service(group = "a/b")]
#[dubbo::reference]
pub trait Greeter {
    async fn touch(&self) -> dubbo::Result<()>;
}

fn main() {}

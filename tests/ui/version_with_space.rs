//~ errors: 1
//~ message: `1.0 0` holds ' ', which has a meaning of its own in Dubbo's service keys; use letters, digits, `.`, `-` and `_`

#[dubbo::service(version = "1.0 0")]
#[dubbo::reference]
pub trait Greeter {
    async fn touch(&self) -> dubbo::Result<()>;
}

fn main() {}

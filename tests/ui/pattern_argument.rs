//~ errors: 1
//~ message: an argument needs a plain name, such as `name: String`

#[dubbo::service]
#[dubbo::reference]
pub trait Greeter {
    async fn touch(&self, (a, b): (i32, i32)) -> dubbo::Result<()>;
}

fn main() {}

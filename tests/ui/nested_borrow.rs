//~ errors: 1
//~ message: only a whole argument can be borrowed (`&str`, `&[T]`, `&T`); inside another type write the owned one, such as `Option<String>`

#[dubbo::service]
#[dubbo::reference]
pub trait Greeter {
    async fn touch(&self, name: Option<&str>) -> dubbo::Result<()>;
}

fn main() {}

//~ errors: 1
//~ message: what is returned is owned: write `String` for `&str`, `Vec<T>` for `&[T]`, `T` for `&T`

#[dubbo::service]
#[dubbo::reference]
pub trait Greeter {
    async fn touch(&self) -> dubbo::Result<&str>;
}

fn main() {}

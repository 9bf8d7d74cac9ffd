//~ errors: 3
//~ message: what is returned is owned: write `String` for `&str`, `Vec<T>` for `&[T]`, `T` for `&T`
//~ message: `Self` is another type on each side; name the type
//~ message: `dyn` has no type on the wire; name the type

#[dubbo::service]
#[dubbo::reference]
pub trait Greeter {
    async fn name(&self) -> dubbo::Result<&str>;
    async fn same(&self) -> dubbo::Result<Box<Self>>;
    async fn any(&self) -> dubbo::Result<Box<dyn ToString + Send>>;
}

fn main() {}

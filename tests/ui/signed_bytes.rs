//~ errors: 2
//~ message: Java's bytes are sent as one binary value: write `Vec<u8>` or `&[u8]`, which is `byte[]` by itself

#[dubbo::service]
#[dubbo::reference]
pub trait Greeter {
    async fn touch(&self, #[java("byte[]")] bytes: Vec<i8>) -> dubbo::Result<()>;
    async fn lent(&self, #[java("byte[]")] bytes: &[i8]) -> dubbo::Result<()>;
}

fn main() {}

//~ errors: 1
//~ message: unknown dispatcher `spwan`; did you mean `spawn`? expected one of `inline`, `spawn` or `blocking`

#[dubbo::service(dispatcher = "spwan")]
#[dubbo::reference]
pub trait Journal {
    async fn write(&self, line: String) -> dubbo::Result<()>;
}

fn main() {}

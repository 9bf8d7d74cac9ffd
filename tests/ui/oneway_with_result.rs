//~ errors: 3
//~ message: nobody waits for what a one-way method returns; write `dubbo::Result<()>`, or leave out `oneway`
//~ message: a one-way method has no result, and `Result<i64, dubbo::Error>` is one
//~ message: `oneway` takes no value: `oneway`

pub type Count = dubbo::Result<i64>;

#[dubbo::service]
#[dubbo::reference]
pub trait Journal {
    #[method(oneway)]
    async fn write(&self, line: String) -> dubbo::Result<u64>;
    #[method(oneway = true)]
    async fn flush(&self) -> dubbo::Result<()>;
}

#[dubbo::service]
#[dubbo::reference]
pub trait Counter {
    #[method(oneway)]
    async fn count(&self) -> Count;
    #[method(oneway)]
    async fn right(&self) -> dubbo::Result<()>;
}

fn main() {}

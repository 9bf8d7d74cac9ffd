//~ errors: 2
//~ message: a service is shared by all its calls: take `&self`, and keep what changes behind a lock or an atomic
//~ message: a service is shared by all its calls: take `&self`

#[dubbo::service]
#[dubbo::reference]
pub trait Counter {
    async fn count(&mut self) -> dubbo::Result<i64>;
    async fn finish(self) -> dubbo::Result<i64>;
}

struct Plain(i64);

impl Counter for Plain {
    async fn count(&mut self) -> dubbo::Result<i64> {
        self.0 += 1;
        Ok(self.0)
    }

    async fn finish(self) -> dubbo::Result<i64> {
        Ok(self.0)
    }
}

fn main() {
    let _ = CounterClient::new(CounterServer::new(Plain(0)));
}

//~ errors: 5
//~ message: unknown option `interfce` of `#[service]`; did you mean `interface`?
//~ message: `find` lacks its receiver
//~ message: write `dubbo::Result<i64>`
//~ message: `timeout`: `"1h"` is no duration
//~ message: unknown option `retry` of `#[method]`; did you mean `retries`?

#[dubbo::service(interfce = "org.demo.Users")]
#[dubbo::reference]
pub trait Users {
    async fn find(id: i64) -> dubbo::Result<String>;
    fn count(&self) -> i64;
    #[method(timeout = "1h", retry = 1)]
    async fn delete(&self, id: i64) -> dubbo::Result<()>;
    async fn right(&self, id: i64) -> dubbo::Result<String>;
}

struct Memory;

impl Users for Memory {
    async fn find(&self, id: i64) -> dubbo::Result<String> {
        Ok(id.to_string())
    }

    fn count(&self) -> i64 {
        0
    }

    async fn delete(&self, _id: i64) -> dubbo::Result<()> {
        Ok(())
    }

    async fn right(&self, id: i64) -> dubbo::Result<String> {
        Ok(id.to_string())
    }
}

fn is_send<T: Send>(_: T) {}

fn main() {
    let users = UsersClient::new(UsersServer::new(Memory));
    is_send(users.right(1));
    is_send(users.delete(1));
    let _ = users.count();
}

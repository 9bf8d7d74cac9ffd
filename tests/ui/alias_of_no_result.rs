//~ errors: 2
//~ message: a service's method returns a `Result`, not `User`

#[dubbo::pojo("org.demo.User")]
pub struct User {
    pub id: i64,
}

type Names = Vec<String>;

#[dubbo::service]
#[dubbo::reference]
pub trait Users {
    async fn find(&self, id: i64) -> User;
    async fn names(&self) -> Names;
}

fn main() {}

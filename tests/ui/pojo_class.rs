//~ errors: 4
//~ message: `User` needs the name of its Java class: `#[pojo("org.demo.User")]`
//~ message: a class is written with dots; write `org.demo.Order`
//~ message: `Line` is no class with its package, such as `org.demo.User`
//~ message: the class stands without a name: `#[pojo("org.demo.Item")]`

#[dubbo::pojo]
pub struct User {
    pub id: i64,
}

#[dubbo::pojo("org/demo/Order")]
pub struct Order {
    pub id: i64,
}

#[dubbo::pojo("Line")]
pub struct Line {
    pub id: i64,
}

#[dubbo::pojo(class = "org.demo.Item")]
pub struct Item {
    pub id: i64,
}

#[dubbo::service]
#[dubbo::reference]
pub trait Orders {
    async fn order(&self, user: User, lines: Vec<Line>, items: &[Item]) -> dubbo::Result<Order>;
}

fn main() {}

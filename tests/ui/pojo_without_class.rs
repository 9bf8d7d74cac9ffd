//~ errors: 1
//~ message: `User` needs the name of its Java class: `#[pojo("org.demo.User")]`

#[dubbo::pojo]
pub struct User {
    pub id: i64,
}

fn main() {}

//~ errors: 1
//~ message: `first_name` and `other` are both `firstName` in Java; give one of them another name: `#[serde(rename = "…")]`

#[dubbo::pojo("org.demo.User")]
pub struct User {
    pub first_name: String,
    #[serde(rename = "firstName")]
    pub other: String,
}

fn main() {}

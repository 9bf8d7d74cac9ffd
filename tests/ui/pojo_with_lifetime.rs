//~ errors: 1
//~ message: a Java class is one type, without parameters; write a concrete type, or `dubbo::Value` where Java has `Object`

#[dubbo::pojo("org.demo.User")]
pub struct User<'a> {
    pub name: &'a str,
}

fn main() {}

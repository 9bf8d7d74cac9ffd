//~ errors: 1
//~ message: `#[pojo]` goes on a struct or an enum

#[dubbo::pojo("org.demo.Shop")]
pub fn shop() {}

fn main() {}

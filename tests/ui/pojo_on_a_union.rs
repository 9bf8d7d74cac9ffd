//~ errors: 1
//~ message: `#[pojo]` goes on a struct or an enum

#[dubbo::pojo("org.demo.Shop")]
pub union Shop {
    pub number: i32,
}

fn main() {}

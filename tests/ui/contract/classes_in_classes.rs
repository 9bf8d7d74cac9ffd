//~ errors: 1
//~ message: this is not Java's `org.demo.Line` of `org.demo.Orders`: `tags` is `java.util.Set<java.lang.String>` there and `java.util.List<java.lang.Long>` here; `count` is `java.lang.Integer` there and `int` here

use std::collections::HashMap;

#[dubbo::pojo("org.demo.Order")]
pub struct Order {
    lines: Vec<Line>,
    next: Option<Box<Order>>,
}

#[dubbo::pojo("org.demo.Line")]
pub struct Line {
    order: Option<Box<Order>>,
    tags: Vec<i64>,
    count: i32,
}

#[dubbo::service(interface = "org.demo.Orders", contract = "tests/ui/contract/classes_in_classes.json")]
#[dubbo::reference]
pub trait Orders {
    async fn all(&self, known: HashMap<String, Order>) -> dubbo::Result<Vec<Order>>;
}

fn main() {}

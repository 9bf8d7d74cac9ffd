//~ errors: 2
//~ message: in Java's `org.demo.Paint` the type `org.demo.Color` is an enum: write an enum
//~ message: in Java's `org.demo.Paint` the type `org.demo.Tin` is a class with fields: write a struct

#[dubbo::pojo("org.demo.Color")]
pub struct Color {
    name: String,
}

#[dubbo::pojo("org.demo.Tin")]
pub enum Tin {
    Small,
}

#[dubbo::reference(interface = "org.demo.Paint", contract = "tests/ui/contract/kinds_of_types.json")]
pub trait Paint {
    async fn mix(&self, color: Color) -> dubbo::Result<Tin>;
}

fn main() {}

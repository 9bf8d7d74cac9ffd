//~ errors: 5
//~ message: the fields of a Java class have names: write `struct Point { name: String, … }`
//~ message: a constant of a Java enum holds no data: write `Circle` alone, or a struct with `#[pojo]` for each class
//~ message: a Java class is one type, without parameters; write a concrete type, or `dubbo::Value` where Java has `Object`
//~ message: a Java enum has at least one constant
//~ message: `Plain`

#[dubbo::pojo("org.demo.Point")]
pub struct Point(pub i32, pub i32);

#[dubbo::pojo("org.demo.Shape")]
pub enum Shape {
    Nothing,
    Circle(i32),
}

#[dubbo::pojo("org.demo.Page")]
pub struct Page<T> {
    pub items: Vec<T>,
}

#[dubbo::pojo("org.demo.None")]
pub enum Nothing {}

pub struct Plain;

#[dubbo::pojo("org.demo.Holder")]
pub struct Holder {
    pub plain: Plain,
}

#[dubbo::service]
#[dubbo::reference]
pub trait Shapes {
    async fn draw(&self, shape: Shape, at: Point) -> dubbo::Result<Holder>;
}

fn main() {}

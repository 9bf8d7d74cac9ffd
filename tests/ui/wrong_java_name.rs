//~ errors: 6
//~ message: `String` lacks its package; write `java.lang.String`
//~ message: `Int` is no class with its package, such as `org.demo.User`; did you mean `int`?
//~ message: a class is written with dots; write `java.util.List`
//~ message: Java erases type parameters on the wire; write `java.util.List`
//~ message: name the parameter's type as Java's source does: `#[java("int[]")]`
//~ message: `org.demo.My User` is no name of a class; write it as in `org.demo.User` or `org.demo.Outer$Inner`

#[dubbo::service]
#[dubbo::reference]
pub trait Greeter {
    async fn a(&self, #[java("String")] name: String) -> dubbo::Result<()>;
    async fn b(&self, #[java("Int")] number: i32) -> dubbo::Result<()>;
    async fn c(&self, #[java("java/util/List")] list: Vec<i32>) -> dubbo::Result<()>;
    async fn d(&self, #[java("java.util.List<Integer>")] list: Vec<i32>) -> dubbo::Result<()>;
    async fn e(&self, #[java(int)] number: i32) -> dubbo::Result<()>;
    async fn f(&self, #[java("org.demo.My User")] number: i32) -> dubbo::Result<()>;
}

fn main() {}

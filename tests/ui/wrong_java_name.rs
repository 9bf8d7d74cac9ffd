//~ errors: 12
//~ message: `String` lacks its package; write `java.lang.String`
//~ message: `Int` is no class with its package, such as `org.demo.User`; did you mean `int`?
//~ message: a class is written with dots; write `java.util.List`
//~ message: Java erases type parameters on the wire; write `java.util.List`
//~ message: name the parameter's type as Java's source does: `#[java("int[]")]`
//~ message: `org.demo.My User` is no name of a class; write it as in `org.demo.User` or `org.demo.Outer$Inner`
//~ message: `string` lacks its package; write `java.lang.String`
//~ message: `integer` is no type of Java's; write `int` or `java.lang.Integer`
//~ message: Java erases the type parameter `T` to its first bound on the wire; write that, normally `java.lang.Object`
//~ message: a type is written as in Java's source; write `int[]`
//~ message: `void` is no type of a parameter; leave the argument out
//~ message: each `[` has its `]`, without a length; write `int[][]`

#[dubbo::service]
#[dubbo::reference]
pub trait Greeter {
    async fn a(&self, #[java("String")] name: String) -> dubbo::Result<()>;
    async fn b(&self, #[java("Int")] number: i32) -> dubbo::Result<()>;
    async fn c(&self, #[java("java/util/List")] list: Vec<i32>) -> dubbo::Result<()>;
    async fn d(&self, #[java("List<Integer>")] list: Vec<i32>) -> dubbo::Result<()>;
    async fn e(&self, #[java(int)] number: i32) -> dubbo::Result<()>;
    async fn f(&self, #[java("org.demo.My User")] number: i32) -> dubbo::Result<()>;
    async fn g(&self, #[java("string")] name: String) -> dubbo::Result<()>;
    async fn h(&self, #[java("integer")] number: i32) -> dubbo::Result<()>;
    async fn i(&self, #[java("T")] value: String) -> dubbo::Result<()>;
    async fn j(&self, #[java("[I")] numbers: &[i32]) -> dubbo::Result<()>;
    async fn k(&self, #[java("void")] nothing: i32) -> dubbo::Result<()>;
    async fn l(&self, #[java("int[][")] numbers: &[Vec<i32>]) -> dubbo::Result<()>;
}

fn main() {}

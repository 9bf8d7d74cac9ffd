//~ errors: 2
//~ message: `nodes` of `concrete` is Java's `java.util.List<java.lang.String>`, but Java has `java.util.ArrayList<org.demo.Shapes.Node> concrete(java.util.Collection<org.demo.Shapes.Node>, java.util.ArrayList<java.lang.String>)`; state it: `#[java("java.util.Collection")]`
//~ message: `names` of `concrete` is Java's `java.util.LinkedList`, but Java has `java.util.ArrayList<org.demo.Shapes.Node> concrete(java.util.Collection<org.demo.Shapes.Node>, java.util.ArrayList<java.lang.String>)`; state it: `#[java("java.util.ArrayList")]`

#[dubbo::reference(interface = "org.demo.Shapes", contract = "tests/golden/definitions/shapes-3.3.6.json")]
pub trait Shapes {
    async fn concrete(
        &self,
        nodes: &[String],
        #[java("java.util.LinkedList")] names: Vec<String>,
    ) -> dubbo::Result<Vec<dubbo::Value>>;
}

fn main() {}

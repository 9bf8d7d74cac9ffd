//~ errors: 1
//~ message: this is not Java's `org.demo.Detail` of `org.demo.Clinic`: `lines` is `long` there and `int` here
//~ message: pub lines: i32,

#[dubbo::reference(interface = "org.demo.Clinic", contract = "tests/ui/contract/another_package.json")]
pub trait Clinic {
    async fn inspect(&self, detail: &parent_contracts::Detail) -> dubbo::Result<()>;
}

fn main() {}

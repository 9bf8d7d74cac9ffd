//~ errors: 1
//~ message: `#[extension]` goes on a trait: what all of a list implement

#[dubbo::extension(key = "store", list = stores)]
pub struct Store;

fn main() {
    let _ = Store;
}

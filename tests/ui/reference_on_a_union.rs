//~ errors: 1
//~ message: `#[reference]` goes on a trait, for its client, or on a struct, to inject clients into it

#[dubbo::reference]
pub union Shop {
    pub number: i32,
}

fn main() {}

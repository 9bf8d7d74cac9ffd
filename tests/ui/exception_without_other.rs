//~ errors: 1
//~ message: `ShopError` has no variant for a timeout, a lost connection, or an exception of another class; one variant takes everything else: `#[exception(other)] Other(dubbo::Error)`

#[dubbo::exception]
#[derive(Debug)]
pub enum ShopError {
    #[exception("org.demo.SoldOut")]
    SoldOut,
}

fn main() {}

//~ errors: 2
//~ message: a list in another crate cannot find `Key`: write its path from the root, `crate::…::Key`
//~ message: a list in another crate cannot find `Word`: write its path from the root, `crate::…::Word`

pub struct Key;
pub struct Word;

#[dubbo::extension(key = "store", list = stores, path = crate::Store)]
pub trait Store {
    fn put<T: Into<String>>(&self, key: &Key, of: T) -> Option<Vec<Word>>;
    fn last(&self, key: &crate::Key) -> ::std::io::Result<Option<crate::Word>>;
}

fn main() {}

//~ errors: 11
//~ message: an extension point cannot be generic: one list implements it once; move the parameter to a method of `Store`
//~ message: an associated type would be another one for each of a list, which has only one
//~ message: an associated constant would be another one for each of a list, which has only one
//~ message: `open` has no `self` by which a list could choose; write `fn open(&self, …)`
//~ message: what a list holds cannot be taken out of this: write `&self`, `&mut self` or `self`
//~ message: `Self` is the list here, and one of those that it holds there
//~ message: each of a list would return another type: of those without a name, only `impl Future<Output = T>` can be forwarded
//~ message: a list forwards every method, in whichever crate it is made; put `#[cfg]` on the trait
//~ message: `#[extension]` adds a function of this name; call this one otherwise
//~ message: a list calls what it holds, which is not `unsafe`

use std::sync::Arc;

#[dubbo::extension(key = "store", list = stores)]
pub trait Store<T> {
    type Key;
    const LIMIT: usize;
    fn open() -> u32;
    fn share(self: Arc<Self>);
    fn merge(&self, other: &Self);
    fn copy(&self) -> Self;
    fn names(&self) -> impl Iterator<Item = String>;
    #[cfg(unix)]
    fn path(&self);
    fn right(&self, of: T);
    fn adaptive();
    unsafe fn raw(&self);
}

fn main() {}

// What the macros make of the item in src/expand/tests.rs. UPDATE_EXPANSIONS=1 writes this file.
#[doc = " Chooses one of several."]
pub trait Choice: Clone {
    #[doc = " The index."]
    fn select(&self, count: usize, call: &crate::Call<'_>) -> usize;
    #[doc = " Tells how it went."]
    async fn tell(&mut self, _: usize);
    #[doc = "The one that is asked for: a list of names obeys `choice`, which it looks up by `parameter`; every other type is itself, whatever the parameters say.\n\n# Errors\nA name that the list does not have."]
    fn adaptive<'__parameters>(
        parameter: impl ::core::ops::FnOnce(&str) -> ::core::option::Option<&'__parameters str>,
    ) -> ::core::result::Result<Self, ::dubbo::extension::UnknownName>
    where
        Self: ::core::marker::Sized + ::core::default::Default,
    {
        let _ = parameter;
        ::core::result::Result::Ok(::core::default::Default::default())
    }
}
#[doc = "Makes an enum of types that implement `Choice`, each with the name by which `choice` chooses it. `..` stands for those that there are already.\n\n```text\nchoices! {\n    pub enum Ours { .., Mine = \"mine\" => Mine }\n}\n```\n\nThe enum implements `Choice`, by `match`, and `Default`. See `#[dubbo::extension]`."]
#[macro_export]
macro_rules ! choices { ($ ($ list : tt) *) => { :: dubbo :: extension :: list ! { (key = "choice" , list = choices , path = $ crate :: Choice , built_in = $ crate :: Choices , crate = :: dubbo) { trait Choice : Clone { fn select (& self , count : usize , call : & $ crate :: Call < '_ >) -> usize ; async fn tell (& mut self , _ : usize) ; } } $ ($ list) * } } ; }

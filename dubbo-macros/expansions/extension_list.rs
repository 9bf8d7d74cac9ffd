// What the macros make of the item in src/expand/tests.rs. UPDATE_EXPANSIONS=1 writes this file.
#[doc = " Ours."]
#[doc = ""]
#[doc = ""]
#[doc = "A URL's `choice` chooses one by its name; without it there is that of [`Choices`](Self::Choices)."]
#[doc = ""]
#[doc = "| name | |"]
#[doc = "|---|---|"]
#[doc = "| `first` | Always the first. |"]
#[cfg_attr(all(feature = "last"), doc = "| `last` | `Last` |")]
#[doc = "| … | all of [`Choices`](Self::Choices) |"]
#[derive(:: core :: clone :: Clone)]
pub enum Ours {
    #[doc = " Always the first."]
    #[doc = ""]
    #[doc = "By its name: `first`."]
    First(First),
    #[cfg(feature = "last")]
    #[doc = ""]
    #[doc = "By its name: `last`."]
    Last(Last),
    #[doc = "One of the list that this one includes."]
    Choices(crate::Choices),
}
#[allow(dead_code)]
impl Ours {
    #[doc = r" The key of URLs by which one is chosen."]
    pub const KEY: &'static str = "choice";
    #[doc = r" The names of those that are compiled in, in the order of the list."]
    pub const NAMES: &'static [&'static str] = {
        const OWN: &[&str] = &[
            "first",
            #[cfg(feature = "last")]
            "last",
        ];
        &::dubbo::extension::joined::<{ OWN.len() + <crate::Choices>::NAMES.len() }, &str>(
            "",
            OWN,
            <crate::Choices>::NAMES,
        )
    };
    #[doc(hidden)]
    pub const __ABSENT: &'static [(&'static str, &'static str)] = {
        const OWN: &[(&str, &str)] = &[
            #[cfg(not(feature = "last"))]
            ("last", "last"),
        ];
        &::dubbo::extension::joined::<{ OWN.len() + <crate::Choices>::__ABSENT.len() }, (&str, &str)>(
            ("", ""),
            OWN,
            <crate::Choices>::__ABSENT,
        )
    };
}
#[allow(dead_code)]
impl Ours {
    #[doc = r" The name by which it is chosen."]
    #[inline]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::First(_) => "first",
            #[cfg(feature = "last")]
            Self::Last(_) => "last",
            Self::Choices(__within) => __within.name(),
        }
    }
    #[doc = r" The one of this name, if it is compiled in."]
    #[inline]
    pub fn from_name(__name: &str) -> ::core::option::Option<Self> {
        match __name {
            "first" => ::core::option::Option::Some(Self::First(
                <First as ::core::default::Default>::default(),
            )),
            #[cfg(feature = "last")]
            "last" => ::core::option::Option::Some(Self::Last(
                <Last as ::core::default::Default>::default(),
            )),
            _ => <crate::Choices>::from_name(__name).map(Self::Choices),
        }
    }
}
#[automatically_derived]
impl ::core::default::Default for Ours {
    #[inline]
    fn default() -> Self {
        Self::Choices(<crate::Choices as ::core::default::Default>::default())
    }
}
#[automatically_derived]
impl ::core::str::FromStr for Ours {
    type Err = ::dubbo::extension::UnknownName;
    #[inline]
    fn from_str(__name: &str) -> ::core::result::Result<Self, Self::Err> {
        Self::from_name(__name).ok_or_else(|| {
            ::dubbo::extension::UnknownName::new(Self::KEY, __name, Self::NAMES, Self::__ABSENT)
        })
    }
}
#[automatically_derived]
impl ::core::fmt::Display for Ours {
    fn fmt(&self, __formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        __formatter.pad(self.name())
    }
}
const _: () = {
    #[allow(unused_imports)]
    use ::std::prelude::rust_2024::*;
    #[automatically_derived]
    #[diagnostic::do_not_recommend]
    #[allow(deprecated, trivial_bounds)]
    impl crate::Choice for Ours
    where
        First: crate::Choice,
    {
        #[inline]
        fn select(&self, count: usize, call: &crate::Call<'_>) -> usize {
            match self {
                Self::First(__chosen) => crate::Choice::select(__chosen, count, call),
                #[cfg(feature = "last")]
                Self::Last(__chosen) => crate::Choice::select(__chosen, count, call),
                Self::Choices(__chosen) => crate::Choice::select(__chosen, count, call),
            }
        }
        #[inline]
        async fn tell(&mut self, argument_0: usize) {
            match self {
                Self::First(__chosen) => crate::Choice::tell(__chosen, argument_0).await,
                #[cfg(feature = "last")]
                Self::Last(__chosen) => crate::Choice::tell(__chosen, argument_0).await,
                Self::Choices(__chosen) => crate::Choice::tell(__chosen, argument_0).await,
            }
        }
        #[inline]
        fn adaptive<'__parameters>(
            __parameter: impl ::core::ops::FnOnce(&str) -> ::core::option::Option<&'__parameters str>,
        ) -> ::core::result::Result<Self, ::dubbo::extension::UnknownName> {
            match __parameter(Self::KEY) {
                ::core::option::Option::Some(__name) => ::core::str::FromStr::from_str(__name),
                ::core::option::Option::None => {
                    ::core::result::Result::Ok(::core::default::Default::default())
                }
            }
        }
    }
};
const _: () = ::core::assert!(
    !::dubbo::extension::has_name(<crate::Choices>::NAMES, "first"),
    "`first` is a name of `Choices` already, which `..` includes"
);
#[cfg(feature = "last")]
const _: () = ::core::assert!(
    !::dubbo::extension::has_name(<crate::Choices>::NAMES, "last"),
    "`last` is a name of `Choices` already, which `..` includes"
);

// What the macros make of the item in src/expand/tests.rs. UPDATE_EXPANSIONS=1 writes this file.
#[derive(Debug)]
pub enum ShopError {
    SoldOut { item_id: i64, message: String },
    Other(dubbo::Error),
}
#[automatically_derived]
#[allow(deprecated)]
impl ::core::fmt::Display for ShopError {
    fn fmt(&self, __formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        match self {
            Self::Other(__held) => ::core::fmt::Display::fmt(__held, __formatter),
            Self::SoldOut {
                message: __message, ..
            } => __formatter.write_str(__message),
        }
    }
}
#[automatically_derived]
#[allow(deprecated)]
impl ::core::error::Error for ShopError {
    fn source(&self) -> ::core::option::Option<&(dyn ::core::error::Error + 'static)> {
        #[allow(unreachable_patterns)]
        match self {
            Self::Other(__held) => ::core::error::Error::source(__held),
            _ => ::core::option::Option::None,
        }
    }
}
enum __ShopErrorFields {}
#[allow(deprecated)]
impl ::dubbo::__macro::v1::FieldType<0usize> for __ShopErrorFields {
    type Type = i64;
}
enum __ShopErrorHeld {}
#[automatically_derived]
#[allow(deprecated)]
impl ::dubbo::__macro::v1::ServiceError for ShopError {
    fn from_error(__error: ::dubbo::__macro::v1::Error) -> Self {
        let __error = match ::dubbo::__macro::v1::thrown_as(
            __error,
            "org.demo.SoldOut",
            |__exception: &::dubbo::__macro::v1::Exception| {
                #[::core::prelude::v1::derive(::dubbo::__macro::v1::serde::Deserialize)]
                #[serde(crate = "::dubbo::__macro::v1::serde", rename_all = "camelCase")]
                struct __Received {
                    #[serde(
                        deserialize_with = "::dubbo::__macro::v1::deserialize_field::<__ShopErrorFields, 0, _>"
                    )]
                    item_id: i64,
                }
                let __fields: __Received = __exception.fields()?;
                let _ = __exception;
                ::core::result::Result::Ok(Self::SoldOut {
                    message: ::core::clone::Clone::clone(&__exception.message).unwrap_or_default(),
                    item_id: __fields.item_id,
                })
            },
        ) {
            ::core::result::Result::Ok(__this) => return __this,
            ::core::result::Result::Err(__error) => __error,
        };
        Self::Other(__error)
    }
    fn encode(
        &self,
        __encoder: &mut ::dubbo::__macro::v1::Encoder<'_>,
    ) -> ::core::result::Result<(), ::dubbo::__macro::v1::CodecError> {
        match self {
            Self::SoldOut {
                item_id: __field_item_id,
                message: __message,
            } => {
                #[::core::prelude::v1::derive(::dubbo::__macro::v1::serde::Serialize)]
                #[serde(crate = "::dubbo::__macro::v1::serde", rename_all = "camelCase")]
                struct __Sent<'__sent> {
                    #[serde(
                        serialize_with = "::dubbo::__macro::v1::serialize_borrowed_field::<__ShopErrorFields, 0, _>"
                    )]
                    item_id: &'__sent i64,
                }
                __encoder.exception(
                    "org.demo.SoldOut",
                    ::core::option::Option::Some(__message.as_str()),
                    ::core::option::Option::None,
                    &__Sent {
                        item_id: __field_item_id,
                    },
                )
            }
            Self::Other(__error) => ::dubbo::__macro::v1::ServiceError::encode(__error, __encoder),
        }
    }
}
#[automatically_derived]
#[allow(deprecated)]
impl ::core::convert::From<::dubbo::__macro::v1::Error> for ShopError {
    fn from(__error: ::dubbo::__macro::v1::Error) -> Self {
        <Self as ::dubbo::__macro::v1::ServiceError>::from_error(__error)
    }
}

// What the macros make of the item in src/expand/tests.rs. UPDATE_EXPANSIONS=1 writes this file.
#[::core::prelude::v1::derive(::dubbo::__macro::v1::serde::Serialize)]
#[::core::prelude::v1::derive(::dubbo::__macro::v1::serde::Deserialize)]
#[serde(crate = "::dubbo::__macro::v1::serde")]
#[serde(rename = "org.demo.User")]
#[serde(rename_all = "camelCase")]
pub struct User {
    #[serde(serialize_with = "::dubbo::__macro::v1::serialize_field::<__UserFields, 0, _>")]
    #[serde(deserialize_with = "::dubbo::__macro::v1::deserialize_field::<__UserFields, 0, _>")]
    id: i64,
    #[serde(serialize_with = "::dubbo::__macro::v1::serialize_field::<__UserFields, 1, _>")]
    #[serde(deserialize_with = "::dubbo::__macro::v1::deserialize_field::<__UserFields, 1, _>")]
    #[serde(default)]
    first_name: Option<String>,
    #[serde(serialize_with = "::dubbo::__macro::v1::serialize_field::<__UserFields, 2, _>")]
    #[serde(deserialize_with = "::dubbo::__macro::v1::deserialize_field::<__UserFields, 2, _>")]
    photo: Vec<u8>,
}
enum __UserFields {}
impl ::dubbo::__macro::v1::FieldType<0usize> for __UserFields {
    type Type = i64;
}
impl ::dubbo::__macro::v1::FieldType<1usize> for __UserFields {
    type Type = Option<String>;
}
impl ::dubbo::__macro::v1::FieldType<2usize> for __UserFields {
    type Type = Vec<u8>;
}
#[automatically_derived]
#[allow(unused_variables)]
impl ::dubbo::__macro::v1::JavaType for User {
    const DESCRIPTOR: &'static ::core::primitive::str = "Lorg/demo/User;";
    const ELEMENT: &'static ::core::primitive::str = "org.demo.User";
    const NAME: &'static ::core::primitive::str = "org.demo.User";
    fn serialize<__S: ::dubbo::__macro::v1::serde::Serializer>(
        &self,
        __serializer: __S,
    ) -> ::core::result::Result<__S::Ok, __S::Error> {
        ::dubbo::__macro::v1::serde::Serialize::serialize(self, __serializer)
    }
}
#[automatically_derived]
#[allow(unused_variables)]
impl ::dubbo::__macro::v1::FromJava for User {
    fn deserialize<'__de, __D: ::dubbo::__macro::v1::serde::Deserializer<'__de>>(
        __deserializer: __D,
    ) -> ::core::result::Result<Self, __D::Error> {
        ::dubbo::__macro::v1::serde::Deserialize::deserialize(__deserializer)
    }
}
#[automatically_derived]
impl ::dubbo::__macro::v1::Pojo for User {
    const CLASS: &'static ::core::primitive::str = "org.demo.User";
    const FIELDS: &'static [::dubbo::__macro::v1::Field] = &[
        ::dubbo::__macro::v1::Field {
            rust: "id",
            wire: "id",
            java: ::dubbo::__macro::v1::field_name::<__UserFields, 0usize>(),
        },
        ::dubbo::__macro::v1::Field {
            rust: "first_name",
            wire: "firstName",
            java: ::dubbo::__macro::v1::field_name::<__UserFields, 1usize>(),
        },
        ::dubbo::__macro::v1::Field {
            rust: "photo",
            wire: "photo",
            java: ::dubbo::__macro::v1::field_name::<__UserFields, 2usize>(),
        },
    ];
}

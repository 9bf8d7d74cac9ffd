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
#[allow(deprecated)]
impl ::dubbo::__macro::v1::FieldType<0usize> for __UserFields {
    type Type = i64;
}
#[allow(deprecated)]
impl ::dubbo::__macro::v1::FieldType<1usize> for __UserFields {
    type Type = Option<String>;
}
#[allow(deprecated)]
impl ::dubbo::__macro::v1::FieldType<2usize> for __UserFields {
    type Type = Vec<u8>;
}
#[automatically_derived]
#[allow(deprecated, unused_variables)]
impl ::dubbo::__macro::v1::JavaType for User {
    const DESCRIPTOR: &'static ::core::primitive::str = "Lorg/demo/User;";
    const ELEMENT: &'static ::core::primitive::str = "org.demo.User";
    const NAME: &'static ::core::primitive::str = "org.demo.User";
    type Proof<__C: ::dubbo::__macro::v1::JavaSide, __D: ::dubbo::__macro::v1::Depth> =
        <__D as ::dubbo::__macro::v1::Depth>::Of<::dubbo::__macro::v1::OfClass<Self, __C, __D>>;
    fn define(__types: &mut ::dubbo::__macro::v1::TypeDefinitions) {
        if ::dubbo::__macro::v1::define_class::<Self>(__types) {
            ::dubbo::__macro::v1::define_field::<__UserFields, 0usize>(__types);
            ::dubbo::__macro::v1::define_field::<__UserFields, 1usize>(__types);
            ::dubbo::__macro::v1::define_field::<__UserFields, 2usize>(__types);
        }
    }
    fn serialize<__S: ::dubbo::__macro::v1::serde::Serializer>(
        &self,
        __serializer: __S,
    ) -> ::core::result::Result<__S::Ok, __S::Error> {
        ::dubbo::__macro::v1::serde::Serialize::serialize(self, __serializer)
    }
}
#[automatically_derived]
#[allow(deprecated, unused_variables)]
impl ::dubbo::__macro::v1::FromJava for User {
    fn deserialize<'__de, __D: ::dubbo::__macro::v1::serde::Deserializer<'__de>>(
        __deserializer: __D,
    ) -> ::core::result::Result<Self, __D::Error> {
        ::dubbo::__macro::v1::serde::Deserialize::deserialize(__deserializer)
    }
}
#[automatically_derived]
#[allow(deprecated)]
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
    const CONSTANTS: &'static [&'static ::core::primitive::str] = &[];
}
#[automatically_derived]
#[allow(deprecated, unused_variables)]
impl<__C: ::dubbo::__macro::v1::JavaSide, __D: ::dubbo::__macro::v1::Depth>
    ::dubbo::__macro::v1::ClassProof<User> for ::dubbo::__macro::v1::Proving<__C, __D>
{
    const FIELDS: () = {
        let __class = ::dubbo::__macro::v1::expect_class::<User, __C>(false);
        let () = ::dubbo::__macro::v1::expect_field::<User, __C>(__class, "id");
        let () = ::dubbo::__macro::v1::expect_field::<User, __C>(__class, "firstName");
        let () = ::dubbo::__macro::v1::expect_field::<User, __C>(__class, "photo");
    };
    const PARTS: () = {
        let () = ::dubbo::__macro::v1::FieldProof::<__UserFields, 0usize, __C, __D>::CHECK;
        let () = ::dubbo::__macro::v1::FieldProof::<__UserFields, 1usize, __C, __D>::CHECK;
        let () = ::dubbo::__macro::v1::FieldProof::<__UserFields, 2usize, __C, __D>::CHECK;
    };
}

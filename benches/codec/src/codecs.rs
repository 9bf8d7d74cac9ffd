//! The codecs by one name each: bytes appended to a buffer, an owned value back.

use serde::Serialize;
use serde::de::DeserializeOwned;

/// A codec of values of the type `T`.
pub trait Codec<T> {
    /// What the codec takes: `T` itself, or a type of its own.
    type Message;

    /// The value as the codec takes it.
    fn message(value: T) -> Self::Message;

    /// Appends the value to `output`.
    fn encode(value: &Self::Message, output: &mut Vec<u8>);

    /// Reads it back.
    fn decode(bytes: &[u8]) -> Self::Message;
}

const VALID: &str = "the values are made for it";

macro_rules! serde_codec {
    ($(#[$doc:meta] $name:ident: |$value:ident, $output:ident| $encode:expr, |$bytes:ident| $decode:expr;)*) => {$(
        #[$doc]
        pub struct $name;

        impl<T: Serialize + DeserializeOwned> Codec<T> for $name {
            type Message = T;

            fn message(value: T) -> T {
                value
            }

            fn encode($value: &T, $output: &mut Vec<u8>) {
                $encode
            }

            fn decode($bytes: &[u8]) -> T {
                $decode
            }
        }
    )*};
}

serde_codec! {
    /// Ours.
    Hessian2:
        |value, output| value
            .serialize(&mut dubbo_codec::hessian2::Serializer::new(output))
            .expect(VALID),
        |bytes| dubbo_codec::hessian2::from_slice(bytes).expect(VALID);
    /// rmp-serde, structs as arrays, which is the faster way.
    RmpSerde:
        |value, output| rmp_serde::encode::write(output, value).expect(VALID),
        |bytes| rmp_serde::from_slice(bytes).expect(VALID);
    /// bincode 1.3: numbers of fixed length.
    Bincode1:
        |value, output| bincode1::serialize_into(output, value).expect(VALID),
        |bytes| bincode1::deserialize(bytes).expect(VALID);
    /// bincode 2.0.1 through serde: numbers of variable length.
    Bincode2:
        |value, output| {
            let config = bincode::config::standard();
            bincode::serde::encode_into_std_write(value, output, config).expect(VALID);
        },
        |bytes| {
            let config = bincode::config::standard();
            bincode::serde::decode_from_slice(bytes, config).expect(VALID).0
        };
    /// serde_json.
    SerdeJson:
        |value, output| serde_json::to_writer(output, value).expect(VALID),
        |bytes| serde_json::from_slice(bytes).expect(VALID);
}

/// prost, with messages of its own.
pub struct Prost;

macro_rules! prost_codec {
    ($($value:ty => $message:ident, |$from:ident| $make:expr;)*) => {$(
        impl Codec<$value> for Prost {
            type Message = crate::protobuf::$message;

            fn message($from: $value) -> Self::Message {
                $make
            }

            fn encode(value: &Self::Message, output: &mut Vec<u8>) {
                prost::Message::encode(value, output).expect(VALID);
            }

            fn decode(bytes: &[u8]) -> Self::Message {
                prost::Message::decode(bytes).expect(VALID)
            }
        }
    )*};
}

prost_codec! {
    crate::values::User => User, |user| user.into();
    crate::values::Page => Page, |page| page.into();
    String => Text, |text| crate::protobuf::Text { text };
    Vec<i32> => Ints, |ints| crate::protobuf::Ints { ints };
    std::collections::BTreeMap<String, i64> => Map, |map| crate::protobuf::Map { map };
}

/// The same bytes as ours, by hand: see [`crate::floor`].
pub struct Floor;

impl Codec<crate::values::User> for Floor {
    type Message = crate::values::User;

    fn message(value: Self::Message) -> Self::Message {
        value
    }

    fn encode(value: &Self::Message, output: &mut Vec<u8>) {
        crate::floor::Writer::new(output).user(value);
    }

    fn decode(bytes: &[u8]) -> Self::Message {
        crate::floor::Reader::new(bytes).user().expect(VALID)
    }
}

impl Codec<crate::values::Page> for Floor {
    type Message = crate::values::Page;

    fn message(value: Self::Message) -> Self::Message {
        value
    }

    fn encode(value: &Self::Message, output: &mut Vec<u8>) {
        crate::floor::Writer::new(output).page(value);
    }

    fn decode(bytes: &[u8]) -> Self::Message {
        crate::floor::Reader::new(bytes).page().expect(VALID)
    }
}

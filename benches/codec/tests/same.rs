//! Each codec gives back what it was given, and the floor's bytes are ours.

use codec_bench::codecs::{Bincode1, Bincode2, Codec, Floor, Hessian2, Prost, RmpSerde, SerdeJson};
use codec_bench::values;

fn round_trip<C: Codec<T>, T: Clone>(value: &T) -> Vec<u8>
where
    C::Message: PartialEq + std::fmt::Debug,
{
    let message = C::message(value.clone());
    let mut bytes = Vec::new();
    C::encode(&message, &mut bytes);
    assert!(C::decode(&bytes) == message);
    bytes
}

macro_rules! round_trips {
    ($value:expr, [$($codec:ident),*]) => {{
        let value = $value;
        $(round_trip::<$codec, _>(&value);)*
    }};
}

#[test]
fn each_codec_gives_back_what_it_was_given() {
    round_trips!(
        values::user(77),
        [RmpSerde, Bincode1, Bincode2, SerdeJson, Prost]
    );
    round_trips!(
        values::page(),
        [RmpSerde, Bincode1, Bincode2, SerdeJson, Prost]
    );
    round_trips!(
        values::text(),
        [Hessian2, RmpSerde, Bincode1, Bincode2, SerdeJson, Prost]
    );
    round_trips!(
        values::ints(),
        [Hessian2, RmpSerde, Bincode1, Bincode2, SerdeJson, Prost]
    );
    round_trips!(
        values::map(),
        [Hessian2, RmpSerde, Bincode1, Bincode2, SerdeJson, Prost]
    );
}

#[test]
fn the_floor_writes_our_bytes_and_reads_them() {
    let user = values::user(77);
    assert_eq!(
        round_trip::<Floor, _>(&user),
        round_trip::<Hessian2, _>(&user)
    );
    let page = values::page();
    assert_eq!(
        round_trip::<Floor, _>(&page),
        round_trip::<Hessian2, _>(&page)
    );
}

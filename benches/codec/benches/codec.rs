//! Writing and reading five values with each codec: `cargo bench --manifest-path benches/codec/Cargo.toml`.
//!
//! Values are written into a buffer that has grown already, as a connection's has, and read into owned values.

use std::collections::BTreeMap;
use std::hint::black_box;

use codec_bench::codecs::{Bincode1, Bincode2, Codec, Floor, Hessian2, Prost, RmpSerde, SerdeJson};
use codec_bench::values;
use divan::Bencher;
use divan::counter::BytesCount;

fn main() {
    divan::main();
}

macro_rules! measured {
    ($($name:ident: $value:expr, $type:ty, [$($codec:ty),*];)*) => {$(
        mod $name {
            use super::*;

            #[divan::bench(types = [$($codec),*])]
            fn encode<C: Codec<$type>>(bencher: Bencher<'_, '_>) {
                let message = C::message($value);
                let mut output = Vec::new();
                C::encode(&message, &mut output);
                let bencher = bencher.counter(BytesCount::new(output.len()));
                bencher.bench_local(|| {
                    output.clear();
                    C::encode(black_box(&message), &mut output);
                    black_box(&output);
                });
            }

            // What is read is dropped where it is measured, since a caller drops it, too.
            #[divan::bench(types = [$($codec),*])]
            fn decode<C: Codec<$type>>(bencher: Bencher<'_, '_>) {
                let mut bytes = Vec::new();
                C::encode(&C::message($value), &mut bytes);
                let bencher = bencher.counter(BytesCount::new(bytes.len()));
                bencher.bench_local(|| drop(C::decode(black_box(&bytes))));
            }
        }
    )*};
}

measured! {
    user: values::user(77), values::User,
        [Floor, Hessian2, RmpSerde, Bincode1, Bincode2, SerdeJson, Prost];
    page: values::page(), values::Page,
        [Floor, Hessian2, RmpSerde, Bincode1, Bincode2, SerdeJson, Prost];
    text: values::text(), String,
        [Hessian2, RmpSerde, Bincode1, Bincode2, SerdeJson, Prost];
    ints: values::ints(), Vec<i32>,
        [Hessian2, RmpSerde, Bincode1, Bincode2, SerdeJson, Prost];
    map: values::map(), BTreeMap<String, i64>,
        [Hessian2, RmpSerde, Bincode1, Bincode2, SerdeJson, Prost];
}

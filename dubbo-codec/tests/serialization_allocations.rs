//! What hessian2 bodies cost in allocations.
#![cfg(feature = "hessian2")]

use allocation_counter::measure;
use dubbo_codec::{Decoder, Encoder, Serialization};

fn write(body: &mut Vec<u8>) {
    let mut encoder = Encoder::new(Serialization::Hessian2, body);
    encoder.string("2.0.2");
    encoder.value("Maria").unwrap();
    encoder.value(&5i64).unwrap();
    let path = "org.demo.GreetService";
    let attachments = [
        ("path", path),
        ("remote.application", "demo-consumer"),
        ("interface", path),
        ("version", "0.0.0"),
        ("timeout", "3000"),
    ];
    encoder.attachments(attachments).unwrap();
}

#[test]
fn a_counting_allocator_counts() {
    assert_eq!(measure(|| drop(Box::new(5))).count_total, 1);
}

#[test]
fn writing_into_a_buffer_with_room_allocates_nothing() {
    let mut body = Vec::with_capacity(1024);
    assert_eq!(measure(|| write(&mut body)).count_total, 0);
}

#[test]
fn reading_strings_and_visiting_attachments_allocates_nothing() {
    let mut body = Vec::new();
    write(&mut body);
    let mut seen = 0;
    let allocations = measure(|| {
        let mut decoder = Decoder::new(Serialization::Hessian2, &body);
        assert_eq!(decoder.string().unwrap().as_deref(), Some("2.0.2"));
        decoder.skip_block(2).unwrap();
        decoder
            .visit_attachments(&mut |_, value| seen += usize::from(value.is_some()))
            .unwrap();
        assert!(decoder.is_at_end());
    });
    assert_eq!(seen, 5);
    assert_eq!(allocations.count_total, 0);
}

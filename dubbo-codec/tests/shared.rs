//! Objects that Java shares, as shared ones.

#![cfg(feature = "hessian2")]

use std::sync::Arc;

use dubbo_codec::hessian2::{Deserializer, Serializer, from_slice, to_vec};
use dubbo_codec::{
    Back, Decoder, Encoder, ErrorKind, Serialization, Shared, Value, from_value, to_value,
};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Debug, PartialEq)]
#[serde(rename = "org.demo.User")]
struct User {
    id: i64,
}

#[derive(Serialize, Deserialize, Debug, Default)]
#[serde(rename = "org.demo.Node")]
struct Node {
    id: i32,
    parent: Back<Node>,
    children: Vec<Shared<Node>>,
}

/// Node 1 with a child 2, which knows its parent.
const FAMILY: &[u8] =
    b"C\x0dorg.demo.Node\x93\x02id\x06parent\x08children\x60\x91N\x79\x60\x92Q\x90\x78";

#[test]
fn what_java_refers_to_is_one_object() {
    let user = Shared::new(User { id: 7 });
    let other = Shared::new(User { id: 7 });
    let bytes = to_vec(&vec![user.clone(), user.clone(), other]).unwrap();
    assert_eq!(&bytes[bytes.len() - 6..], b"\x60\xe7Q\x91\x60\xe7");
    let check = |read: Vec<Shared<User>>| {
        assert!(Shared::is_same(&read[0], &read[1]));
        assert!(!Shared::is_same(&read[0], &read[2]));
        assert_eq!(read[0], read[2]);
        assert_eq!(Arc::strong_count(&Shared::into_arc(read[2].clone())), 2);
        read[0].clone()
    };
    let one = check(from_slice(&bytes).unwrap());
    // It belongs to its holder alone once the others are gone.
    assert_eq!(Arc::strong_count(&Shared::into_arc(one)), 1);
    check(from_value(from_slice(&bytes).unwrap()).unwrap());
    // As everything else it is read once per use by types that do not ask.
    assert_eq!(from_slice::<[User; 3]>(&bytes).unwrap()[1], User { id: 7 });
}

#[test]
fn a_child_knows_its_parent() {
    let check = |root: Shared<Node>| {
        let child = &root.children[0];
        assert!(Shared::is_same(&child.parent.get().unwrap(), &root));
        assert!(root.parent.get().is_none());
        assert_eq!(to_vec(&root).unwrap(), FAMILY);
        let weak = Arc::downgrade(&Shared::into_arc(root));
        assert_eq!(weak.strong_count(), 0, "a cycle is freed");
    };
    check(from_slice(FAMILY).unwrap());
    check(from_value(from_slice(FAMILY).unwrap()).unwrap());
    // Elsewhere each stands once per use, and what leads back is null.
    let root: Shared<Node> = from_slice(FAMILY).unwrap();
    let text = r#"org.demo.Node{id=1, parent=null, children=[org.demo.Node{id=2, parent=null, children=[]}]}"#;
    assert_eq!(to_value(&root).unwrap().to_string(), text);
}

#[test]
fn sharing_reaches_through_the_values_of_a_message() {
    let user = Shared::new(User { id: 7 });
    let mut bytes = Vec::new();
    let mut serializer = Serializer::new(&mut bytes);
    user.serialize(&mut serializer).unwrap();
    // Another object may get the address of one that is gone.
    for id in 0..100 {
        Shared::new(User { id }).serialize(&mut serializer).unwrap();
    }
    Some(&user).serialize(&mut serializer).unwrap();
    assert!(bytes.ends_with(b"Q\x90"));
    let mut deserializer = Deserializer::new(&bytes);
    let first = Shared::<User>::deserialize(&mut deserializer).unwrap();
    for id in 0..100 {
        assert_eq!(User::deserialize(&mut deserializer).unwrap(), User { id });
    }
    let last = Option::<Shared<User>>::deserialize(&mut deserializer).unwrap();
    assert!(Shared::is_same(&first, &last.unwrap()));
}

#[test]
fn an_object_that_is_read_as_two_types_is_two_objects() {
    #[derive(Deserialize)]
    struct Id {
        id: i32,
    }
    let user = Shared::new(User { id: 7 });
    let bytes = to_vec(&(user.clone(), user.clone(), user)).unwrap();
    let (one, two, three): (Shared<User>, Shared<Id>, Shared<User>) = from_slice(&bytes).unwrap();
    assert_eq!((one.id, two.id), (7, 7));
    assert!(Shared::is_same(&one, &three));
    // And one that was read as something else before is read for the first shared one.
    let (_, one, two): (Value, Shared<User>, Shared<User>) = from_slice(&bytes).unwrap();
    assert!(Shared::is_same(&one, &two));
}

#[test]
fn what_is_no_container_is_a_copy_each() {
    let text = Shared::new("a".to_owned());
    let bytes = to_vec(&(text.clone(), text)).unwrap();
    assert_eq!(bytes, b"\x7a\x01a\x01a");
    let (one, two): (Shared<String>, Shared<String>) = from_slice(&bytes).unwrap();
    assert!(one == two && !Shared::is_same(&one, &two));
}

#[test]
fn a_cycle_must_be_closed_by_a_back_or_an_option() {
    #[derive(Deserialize, Debug)]
    struct Ring {
        #[allow(dead_code, reason = "it cannot be read")]
        next: Shared<Ring>,
    }
    let ring = b"C\x01r\x91\x04next\x60Q\x90";
    for error in [
        from_slice::<Shared<Ring>>(ring).unwrap_err(),
        from_value::<Shared<Ring>>(from_slice(ring).unwrap()).unwrap_err(),
    ] {
        assert_eq!(error.kind(), ErrorKind::Mismatch);
        assert_eq!(error.path(), "r.next");
        assert!(
            error.message().contains("only a Back, or an Option"),
            "{error}"
        );
    }
    #[derive(Deserialize, Debug)]
    struct Chain {
        next: Option<Shared<Chain>>,
    }
    assert!(from_slice::<Shared<Chain>>(ring).unwrap().next.is_none());
}

#[test]
fn a_back_leads_to_a_shared_object_of_its_type_or_nowhere() {
    let kind = |bytes: &[u8]| {
        let read = from_slice::<Shared<Node>>(bytes).unwrap_err();
        let taken = from_value::<Shared<Node>>(from_slice(bytes).unwrap()).unwrap_err();
        assert_eq!(read.kind(), taken.kind());
        (read.kind(), read.path().to_owned())
    };
    // An object that stands in the place of the reference, and one that was read as a list.
    let object = b"C\x0dorg.demo.Node\x93\x02id\x06parent\x08children\x60\x91\x60\x92NNN";
    assert_eq!(kind(object), (ErrorKind::Mismatch, "Node.parent".into()));
    let list = b"C\x0dorg.demo.Node\x93\x02id\x08children\x06parent\x60\x91\x78Q\x91";
    assert_eq!(kind(list), (ErrorKind::Mismatch, "Node.parent".into()));
    // Written it must be to what stands further in front; to what is gone it is null.
    let parent = Shared::new(Node::default());
    let node = Node {
        parent: Back::to(&parent),
        ..Node::default()
    };
    assert_eq!(to_vec(&node).unwrap_err().kind(), ErrorKind::Unsupported);
    assert!(to_vec(&(&parent, &node)).is_ok());
    drop(parent);
    assert_eq!(format!("{:?}", node.parent), "Back(nothing)");
    assert!(to_vec(&node).is_ok());
}

#[test]
fn arguments_of_a_call_are_shared_too_and_once_per_use_in_other_serializations() {
    let user = Shared::new(vec![1i64]);
    for serialization in Serialization::ALL {
        let mut body = Vec::new();
        let mut encoder = Encoder::new(*serialization, &mut body);
        encoder.value(&user).unwrap();
        encoder.value(&user).unwrap();
        let mut decoder = Decoder::new(*serialization, &body);
        let one: Shared<Vec<i64>> = decoder.value().unwrap();
        let two: Shared<Vec<i64>> = decoder.value().unwrap();
        assert_eq!((&one, &two), (&user, &user));
        let is_hessian2 = *serialization == Serialization::Hessian2;
        assert_eq!(
            Shared::is_same(&one, &two),
            is_hessian2,
            "{serialization:?}"
        );
    }
}

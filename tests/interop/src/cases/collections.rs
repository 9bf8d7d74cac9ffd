//! Arrays, lists, sets and maps.

use std::collections::{HashMap, HashSet};

use dubbo::java::Array;

use crate::case::{Answer, Case, Failure, datum};
use crate::contract::{Color, InteropService, InteropServiceClient, User};
use crate::values::*;

pub(super) fn add(cases: &mut Vec<Case>) {
    bytes_and_arrays(cases);
    lists(cases);
    sets_and_maps(cases);
}

fn bytes_and_arrays(cases: &mut Vec<Case>) {
    echo!(cases, "bytes-null", echo_bytes, None::<Vec<u8>>);
    for length in [0, 15, 16, 1023, 1024, 20_000, 100_000] {
        echo!(
            cases,
            format!("bytes-{length}"),
            echo_bytes,
            Some(bytes(length))
        );
    }
    echo!(
        cases,
        "bytes-array",
        echo_bytes_array,
        Array(vec![bytes(3), bytes(0), bytes(300)])
    );
    echo!(
        cases,
        "bytes-array-empty",
        echo_bytes_array,
        Array(Vec::<Vec<u8>>::new())
    );
    echo!(
        cases,
        "booleans",
        echo_booleans,
        Array(vec![true, false, true])
    );
    let ints = || vec![1, -1, i32::MAX, i32::MIN];
    case!(cases, "ints", echo_ints(ints()) => Array(ints()));
    case!(cases, "ints-empty", echo_ints(Vec::<i32>::new()) => Array(Vec::<i32>::new()));
    echo!(
        cases,
        "longs",
        echo_longs,
        Array(vec![1, -1, i64::MAX, i64::MIN])
    );
    echo!(
        cases,
        "floats",
        echo_floats,
        Array(vec![0.0, 1.1, -2.5, f32::MAX])
    );
    echo!(
        cases,
        "doubles",
        echo_doubles,
        Array(vec![0.0, 1.1, -128.0, f64::MAX])
    );
    echo!(
        cases,
        "boxed-ints",
        echo_boxed_ints,
        Array(vec![Some(1), None, Some(i32::MIN)])
    );
    let strings = || {
        Array(vec![
            Some("a".to_owned()),
            None,
            Some(String::new()),
            Some("😀".to_owned()),
        ])
    };
    echo!(cases, "strings", echo_strings, strings());
    echo!(
        cases,
        "strings-empty",
        echo_strings,
        Array(Vec::<Option<String>>::new())
    );
    echo!(
        cases,
        "strings-300",
        echo_strings,
        texts_300().into_iter().map(Some).collect::<Array<_>>()
    );
    echo!(
        cases,
        "users",
        echo_users,
        Array(vec![named_user(1, "Ann"), named_user(2, "Bob")])
    );
    case!(cases, "varargs", echo_varargs(texts(&["one", "two"])) => Array(texts(&["one", "two"])));
    case!(cases, "varargs-none", echo_varargs(texts(&[])) => Array(texts(&[])));
}

fn lists(cases: &mut Vec<Case>) {
    echo!(
        cases,
        "list-of-int",
        echo_integer_list,
        vec![0, -1, i32::MAX]
    );
    echo!(
        cases,
        "list-of-long",
        echo_long_list,
        vec![0, -1, 1i64 << 40, 7]
    );
    echo!(
        cases,
        "list-of-string",
        echo_string_list,
        texts(&["a", "", "世"])
    );
    echo!(cases, "list-of-string-empty", echo_string_list, texts(&[]));
    echo!(cases, "list-of-string-300", echo_string_list, texts_300());
    echo!(
        cases,
        "list-of-bytes",
        echo_bytes_list,
        vec![bytes(3), bytes(0), bytes(20)]
    );
    let ann = || Some(named_user(1, "Ann"));
    echo!(
        cases,
        "list-of-user",
        echo_user_list,
        Some(vec![ann(), None, Some(full_user())])
    );
    echo!(
        cases,
        "list-of-user-empty",
        echo_user_list,
        Some(Vec::<Option<User>>::new())
    );
    echo!(
        cases,
        "list-of-user-null",
        echo_user_list,
        None::<Vec<Option<User>>>
    );
    // Java's consumer sends the next two in forms of its own: another class, and a back reference.
    echo!(
        cases,
        "list-of-user-arrays-aslist",
        echo_user_list,
        Some(vec![ann(), Some(named_user(2, "Bob"))])
    );
    echo!(
        cases,
        "list-of-user-same-twice",
        echo_user_list,
        Some(vec![Some(named_user(4, "Twice")); 2])
    );
    echo!(
        cases,
        "list-of-color",
        echo_color_list,
        vec![Color::Red, Color::Blue, Color::Red]
    );
}

fn sets_and_maps(cases: &mut Vec<Case>) {
    echo!(
        cases,
        "set-of-string",
        echo_string_set,
        HashSet::from(["x", "y", ""].map(String::from))
    );
    echo!(
        cases,
        "set-of-string-linked",
        echo_string_set,
        HashSet::from(["b", "a"].map(String::from))
    );
    echo!(
        cases,
        "set-of-string-empty",
        echo_string_set,
        HashSet::<String>::new()
    );
    echo!(
        cases,
        "set-of-user",
        echo_user_set,
        HashSet::from([named_user(1, "Ann"), full_user()])
    );
    let ann = || Some(named_user(1, "Ann"));
    echo!(
        cases,
        "map-of-user",
        echo_user_map,
        map([("a", ann()), ("none", None)])
    );
    echo!(
        cases,
        "map-of-user-linked",
        echo_user_map,
        map([("z", ann()), ("a", Some(full_user()))])
    );
    echo!(
        cases,
        "map-of-user-empty",
        echo_user_map,
        HashMap::<String, Option<User>>::new()
    );
    let by_long = || {
        HashMap::from(
            [(1i64, "one"), (1 << 40, "big"), (-1, "")].map(|(id, text)| (id, text.to_owned())),
        )
    };
    echo!(cases, "map-by-long", echo_long_map, by_long());
    echo!(
        cases,
        "map-of-user-lists",
        echo_user_list_map,
        map([("some", vec![deep(3), full_user()]), ("none", vec![])])
    );
    echo!(
        cases,
        "list-of-user-maps",
        echo_user_map_list,
        vec![map([("deep", deep(3))]), HashMap::new()]
    );
}

fn map<V, const N: usize>(entries: [(&str, V); N]) -> HashMap<String, V> {
    entries
        .into_iter()
        .map(|(key, value)| (key.to_owned(), value))
        .collect()
}

//! What the compiler knows of each type's Java side.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};
use std::sync::Arc;

use dubbo_codec::java::{
    Array, BigDecimal, Date, LocalDate, LocalDateTime, SqlTimestamp, Uuid, ZonedDateTime,
};
use dubbo_codec::proof::{Depth, JavaSide};
use dubbo_codec::{JavaType, Value};

/// A class of the user's, as `#[pojo]` makes it: here an inner one.
struct Inner;

impl JavaType for Inner {
    const DESCRIPTOR: &'static str = "Lorg/demo/Outer$Inner;";
    const ELEMENT: &'static str = "org.demo.Outer$Inner";
    const NAME: &'static str = "org.demo.Outer$Inner";
    type Proof<C: JavaSide, D: Depth> = ();

    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_unit_struct(Self::NAME)
    }
}

fn check<T: JavaType + ?Sized>(descriptor: &str, name: &str, element: &str) {
    assert_eq!(T::DESCRIPTOR, descriptor);
    assert_eq!(T::NAME, name);
    assert_eq!(T::ELEMENT, element);
}

const LIST: (&str, &str) = ("Ljava/util/List;", "java.util.List");
const SET: (&str, &str) = ("Ljava/util/Set;", "java.util.Set");
const MAP: (&str, &str) = ("Ljava/util/Map;", "java.util.Map");
const STRING: (&str, &str) = ("Ljava/lang/String;", "java.lang.String");

#[test]
fn primitives_have_one_letter_and_their_boxes_a_class() {
    check::<bool>("Z", "boolean", "boolean");
    check::<i8>("B", "byte", "byte");
    check::<i16>("S", "short", "short");
    check::<i32>("I", "int", "int");
    check::<i64>("J", "long", "long");
    check::<f32>("F", "float", "float");
    check::<f64>("D", "double", "double");
    check::<char>("C", "char", "char");
    check::<()>("V", "void", "void");
    check::<Option<bool>>(
        "Ljava/lang/Boolean;",
        "java.lang.Boolean",
        "java.lang.Boolean",
    );
    check::<Option<i8>>("Ljava/lang/Byte;", "java.lang.Byte", "java.lang.Byte");
    check::<Option<i16>>("Ljava/lang/Short;", "java.lang.Short", "java.lang.Short");
    check::<Option<i32>>(
        "Ljava/lang/Integer;",
        "java.lang.Integer",
        "java.lang.Integer",
    );
    check::<Option<i64>>("Ljava/lang/Long;", "java.lang.Long", "java.lang.Long");
    check::<Option<f32>>("Ljava/lang/Float;", "java.lang.Float", "java.lang.Float");
    check::<Option<f64>>("Ljava/lang/Double;", "java.lang.Double", "java.lang.Double");
    check::<Option<char>>(
        "Ljava/lang/Character;",
        "java.lang.Character",
        "java.lang.Character",
    );
    check::<Option<Option<i32>>>(
        "Ljava/lang/Integer;",
        "java.lang.Integer",
        "java.lang.Integer",
    );
}

#[test]
fn pointers_and_options_change_nothing_in_a_class() {
    check::<str>(STRING.0, STRING.1, "string");
    check::<String>(STRING.0, STRING.1, "string");
    check::<&str>(STRING.0, STRING.1, "string");
    check::<&&str>(STRING.0, STRING.1, "string");
    check::<Box<str>>(STRING.0, STRING.1, "string");
    check::<Arc<str>>(STRING.0, STRING.1, "string");
    check::<Cow<'_, str>>(STRING.0, STRING.1, "string");
    check::<Option<String>>(STRING.0, STRING.1, "string");
    check::<Option<&str>>(STRING.0, STRING.1, "string");
    check::<Option<Box<i32>>>(
        "Ljava/lang/Integer;",
        "java.lang.Integer",
        "java.lang.Integer",
    );
    check::<Value>("Ljava/lang/Object;", "java.lang.Object", "object");
    check::<Inner>(
        "Lorg/demo/Outer$Inner;",
        "org.demo.Outer$Inner",
        "org.demo.Outer$Inner",
    );
}

#[test]
fn bytes_are_an_array_in_every_container() {
    check::<[u8]>("[B", "byte[]", "[byte");
    check::<&[u8]>("[B", "byte[]", "[byte");
    check::<Vec<u8>>("[B", "byte[]", "[byte");
    check::<Box<[u8]>>("[B", "byte[]", "[byte");
    check::<Arc<[u8]>>("[B", "byte[]", "[byte");
    check::<Option<Vec<u8>>>("[B", "byte[]", "[byte");
    check::<bytes::Bytes>("[B", "byte[]", "[byte");
    check::<Array<i8>>("[B", "byte[]", "[byte");
    check::<Array<Vec<u8>>>("[[B", "byte[][]", "[[byte");
}

#[test]
fn collections_erase_what_is_in_them() {
    check::<Vec<i32>>(LIST.0, LIST.1, LIST.1);
    check::<&[Inner]>(LIST.0, LIST.1, LIST.1);
    check::<VecDeque<Vec<String>>>(LIST.0, LIST.1, LIST.1);
    check::<HashSet<String>>(SET.0, SET.1, SET.1);
    check::<BTreeSet<i64>>(SET.0, SET.1, SET.1);
    check::<HashMap<String, Vec<Inner>>>(MAP.0, MAP.1, MAP.1);
    check::<BTreeMap<i32, Value>>(MAP.0, MAP.1, MAP.1);
}

#[test]
fn arrays_name_what_is_in_them() {
    check::<Array<i32>>("[I", "int[]", "[int");
    check::<Array<Option<i32>>>(
        "[Ljava/lang/Integer;",
        "java.lang.Integer[]",
        "[java.lang.Integer",
    );
    check::<Array<String>>("[Ljava/lang/String;", "java.lang.String[]", "[string");
    check::<Array<Option<String>>>("[Ljava/lang/String;", "java.lang.String[]", "[string");
    check::<Array<Value>>("[Ljava/lang/Object;", "java.lang.Object[]", "[object");
    check::<Array<Date>>("[Ljava/util/Date;", "java.util.Date[]", "[date");
    check::<Array<char>>("[C", "char[]", "[char");
    check::<Array<Array<i64>>>("[[J", "long[][]", "[[long");
    check::<Array<Array<Inner>>>(
        "[[Lorg/demo/Outer$Inner;",
        "org.demo.Outer$Inner[][]",
        "[[org.demo.Outer$Inner",
    );
    check::<Array<Vec<String>>>("[Ljava/util/List;", "java.util.List[]", "[java.util.List");
    check::<Option<Array<f64>>>("[D", "double[]", "[double");
}

#[test]
fn java_s_own_types_have_their_classes() {
    check::<Date>("Ljava/util/Date;", "java.util.Date", "date");
    check::<SqlTimestamp>(
        "Ljava/sql/Timestamp;",
        "java.sql.Timestamp",
        "java.sql.Timestamp",
    );
    check::<LocalDate>(
        "Ljava/time/LocalDate;",
        "java.time.LocalDate",
        "java.time.LocalDate",
    );
    check::<LocalDateTime>(
        "Ljava/time/LocalDateTime;",
        "java.time.LocalDateTime",
        "java.time.LocalDateTime",
    );
    check::<ZonedDateTime>(
        "Ljava/time/ZonedDateTime;",
        "java.time.ZonedDateTime",
        "java.time.ZonedDateTime",
    );
    check::<BigDecimal>(
        "Ljava/math/BigDecimal;",
        "java.math.BigDecimal",
        "java.math.BigDecimal",
    );
    check::<Uuid>("Ljava/util/UUID;", "java.util.UUID", "java.util.UUID");
}

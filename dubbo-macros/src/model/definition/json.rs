//! The definition's JSON, as Dubbo 2.7 and 3 write it. 2.7's has a type's definition in place of its name, and
//! fastjson's references in place of what was written before: `{"$ref":"$.types[1].properties.name"}`.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::{Definition, JavaClass, JavaMethod};

/// How many references may lead to each other; fastjson writes one.
const HOPS: usize = 16;

/// Reads a definition. The error continues a sentence that begins with the file's name.
pub(super) fn parse(text: &str) -> Result<Definition, String> {
    let root: Value =
        serde_json::from_str(text).map_err(|error| format!("is not JSON: {error}"))?;
    let Some(fields) = root.as_object() else {
        return Err(no_definition("it is no object"));
    };
    let Some(interface) = fields.get("canonicalName").and_then(Value::as_str) else {
        return Err(no_definition("it has no `canonicalName`"));
    };
    let Some(methods) = fields.get("methods").and_then(Value::as_array) else {
        return Err(no_definition("it has no `methods`"));
    };
    let methods = methods.iter().enumerate();
    let methods = methods.map(|(at, method)| self::method(method, at));
    let reader = Reader { root: &root };
    let mut classes = BTreeMap::new();
    for published in array(fields, "types") {
        reader.collect(published, &mut classes)?;
    }
    Ok(Definition {
        interface: interface.to_owned(),
        methods: methods.collect::<Result<_, _>>()?,
        classes: classes.into_values().collect(),
    })
}

fn no_definition(reason: &str) -> String {
    format!(
        "is no ServiceDefinition: {reason}. Take what a Java provider publishes in its metadata centre, such as \
         ZooKeeper's `/dubbo/metadata/INTERFACE/provider/APPLICATION`"
    )
}

fn method(method: &Value, at: usize) -> Result<JavaMethod, String> {
    let text = |name: &str| {
        let text = method.get(name).and_then(Value::as_str).map(str::to_owned);
        text.ok_or_else(|| no_definition(&format!("`methods[{at}]` has no `{name}`")))
    };
    let parameters = method.get("parameterTypes").and_then(Value::as_array);
    let parameters = parameters.map(|types| types.iter().map(Value::as_str).collect::<Option<_>>());
    let Some(Some(parameters)) = parameters else {
        let reason = format!("`methods[{at}]` has no `parameterTypes`");
        return Err(no_definition(&reason));
    };
    let parameters: Vec<&str> = parameters;
    Ok(JavaMethod {
        name: text("name")?,
        parameters: parameters.into_iter().map(str::to_owned).collect(),
        result: text("returnType")?,
    })
}

/// An array of an object, where there is one.
fn array<'a>(fields: &'a Map<String, Value>, name: &str) -> &'a [Value] {
    fields
        .get(name)
        .and_then(Value::as_array)
        .map_or(&[], Vec::as_slice)
}

/// The constants of the enum `name`.
fn constants(name: &str, published: &[Value]) -> Result<Vec<String>, String> {
    let constants = published.iter();
    let constants = constants.map(|constant| constant.as_str().map(str::to_owned));
    let constants: Option<_> = constants.collect();
    constants.ok_or_else(|| no_definition(&format!("`{name}` has `enums` that are no names")))
}

/// Reads types with the references that they have to others.
struct Reader<'a> {
    root: &'a Value,
}

impl<'a> Reader<'a> {
    /// Adds a type, and those written inside it, where they are classes. No deeper than the JSON is, which the parser
    /// limits.
    fn collect(
        &self,
        published: &'a Value,
        classes: &mut BTreeMap<String, JavaClass>,
    ) -> Result<(), String> {
        let Value::Object(fields) = published else {
            return Ok(());
        };
        // Either a reference to what stands elsewhere, or Dubbo's own mark of a class inside itself.
        if fields.contains_key("$ref") {
            return Ok(());
        }
        let name = self.name(published)?;
        let mut class = JavaClass {
            name: name.to_owned(),
            constants: constants(name, array(fields, "enums"))?,
            fields: Vec::new(),
        };
        let properties = fields.get("properties").and_then(Value::as_object);
        for (name, published) in properties.into_iter().flatten() {
            self.collect(published, classes)?;
            class
                .fields
                .push((name.clone(), self.name(published)?.to_owned()));
        }
        for item in array(fields, "items") {
            self.collect(item, classes)?;
        }
        if is_class(name) {
            classes.insert(name.to_owned(), class);
        }
        Ok(())
    }

    /// The name of a type: the text itself, or that of the definition that stands here, or is referred to.
    fn name(&self, published: &'a Value) -> Result<&'a str, String> {
        let mut place = published;
        for _ in 0..HOPS {
            let fields = match place {
                Value::String(name) => return Ok(name),
                Value::Object(fields) => fields,
                _ => return Err(no_definition("a type is neither a name nor a definition")),
            };
            if let Some(name) = fields.get("type").and_then(Value::as_str) {
                return Ok(name);
            }
            let Some(path) = fields.get("$ref").and_then(Value::as_str) else {
                return Err(no_definition("one of its `types` has no `type`"));
            };
            place = self
                .find(path)
                .ok_or_else(|| no_definition(&format!("its reference `{path}` leads nowhere")))?;
        }
        Err(no_definition("its references lead to each other"))
    }

    /// What a path of fastjson's leads to: `$.types[1].properties.name`, where `\` stands before what is no letter.
    fn find(&self, path: &str) -> Option<&'a Value> {
        let mut place = self.root;
        let mut rest = path.strip_prefix('$')?;
        while !rest.is_empty() {
            if let Some(index) = rest.strip_prefix('[') {
                let (index, behind) = index.split_once(']')?;
                place = place.get(index.parse::<usize>().ok()?)?;
                rest = behind;
            } else {
                let (name, behind) = property(rest.strip_prefix('.')?);
                place = place.get(name)?;
                rest = behind;
            }
        }
        Some(place)
    }
}

/// The name up to the next `.` or `[` that has no `\` before it, and the rest.
fn property(path: &str) -> (String, &str) {
    let mut name = String::new();
    let mut is_escaped = false;
    for (at, character) in path.char_indices() {
        match character {
            '\\' => is_escaped = true,
            '.' | '[' if !is_escaped => return (name, &path[at..]),
            other => {
                name.push(other);
                is_escaped = false;
            }
        }
    }
    (name, "")
}

/// Whether a type is a class of somebody's own, whose fields are theirs. Of Java's own the inside does not travel.
fn is_class(name: &str) -> bool {
    let is_of_java = name.starts_with("java.") || name.starts_with("javax.");
    name.contains('.') && !is_of_java && !name.contains(['<', '[', ' '])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::parse;

    fn published(types: &str) -> String {
        format!(
            r#"{{"canonicalName":"org.demo.A","methods":[{{"name":"f","parameterTypes":["int"],"returnType":"org.demo.User"}}],"types":[{types}]}}"#
        )
    }

    fn fields(types: &str) -> Vec<(String, String)> {
        let mut classes = parse(&published(types)).unwrap().classes;
        assert_eq!(classes.len(), 1, "{classes:?}");
        classes.remove(0).fields
    }

    #[test]
    fn a_fields_type_is_a_name_a_definition_or_a_reference() {
        let expected = [
            ("a$b".to_owned(), "int".to_owned()),
            ("c".to_owned(), "int".to_owned()),
        ];
        for types in [
            r#"{"type":"org.demo.User","properties":{"a$b":"int","c":"int"}}"#,
            r#"{"type":"org.demo.User","properties":{"a$b":{"type":"int"},"c":{"$ref":"$.types[0].properties.a\\$b"}}}"#,
            r#"{"type":"org.demo.User","properties":{"a$b":{"$ref":"$.types[1]"},"c":{"$ref":"$.types[1]"}}},{"type":"int"}"#,
        ] {
            assert_eq!(fields(types), expected, "{types}");
        }
    }

    #[test]
    fn a_class_inside_itself_is_dubbos_mark_not_a_class_without_fields() {
        let types = r#"{"type":"org.demo.User","properties":{"friend":{"$ref":"org.demo.User","type":"org.demo.User","properties":{}}}}"#;
        assert_eq!(
            fields(types),
            [("friend".to_owned(), "org.demo.User".to_owned())]
        );
    }

    #[test]
    fn what_is_no_definition_is_refused_with_the_reason() {
        let loops =
            published(r#"{"type":"a.B","properties":{"c":{"$ref":"$.types[0].properties.c"}}}"#);
        let nowhere = published(r#"{"type":"a.B","properties":{"c":{"$ref":"$.types[7]"}}}"#);
        let nameless = published(r#"{"properties":{}}"#);
        let numbered = published(r#"{"type":"a.B","properties":{"c":7}}"#);
        let constants = published(r#"{"type":"a.B","enums":["RED",7]}"#);
        let deep = "[".repeat(100_000);
        for (text, reason) in [
            ("", "is not JSON: EOF"),
            ("{,}", "is not JSON"),
            (&deep, "is not JSON: recursion limit"),
            ("[]", "it is no object"),
            (
                r#"{"interface":"org.demo.A","side":"consumer"}"#,
                "no `canonicalName`",
            ),
            (r#"{"canonicalName":"org.demo.A"}"#, "no `methods`"),
            (
                r#"{"canonicalName":"a.A","methods":[7]}"#,
                "`methods[0]` has no `parameterTypes`",
            ),
            (
                r#"{"canonicalName":"a.A","methods":[{"parameterTypes":[1]}]}"#,
                "`methods[0]` has no `parameterTypes`",
            ),
            (
                r#"{"canonicalName":"a.A","methods":[{"parameterTypes":[]}]}"#,
                "`methods[0]` has no `name`",
            ),
            (&loops, "lead to each other"),
            (&nowhere, "`$.types[7]` leads nowhere"),
            (&nameless, "has no `type`"),
            (&numbered, "neither a name nor a definition"),
            (&constants, "`a.B` has `enums` that are no names"),
        ] {
            let error = parse(text).unwrap_err();
            assert!(error.contains(reason), "{error}");
        }
    }

    /// JSON that looks like a definition here and there.
    fn value() -> impl Strategy<Value = serde_json::Value> {
        let name = prop::sample::select(vec![
            "canonicalName",
            "methods",
            "types",
            "type",
            "name",
            "properties",
            "items",
            "enums",
            "$ref",
            "parameterTypes",
            "returnType",
        ]);
        let leaf = prop_oneof![
            Just(serde_json::Value::Null),
            any::<i8>().prop_map(Into::into),
            prop::sample::select(vec![
                "",
                "int",
                "org.demo.User",
                "$",
                "$.",
                "$.types[0]",
                "$.types[0",
                "$.types.0",
                "$.types[0].properties.é\\",
                "$[",
                "$.methods[1].name",
                "..",
                "@",
                "java.util.List<",
            ])
            .prop_map(Into::into),
        ];
        leaf.prop_recursive(6, 64, 6, move |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Into::into),
                prop::collection::vec((name.clone(), inner), 0..6).prop_map(|fields| {
                    fields
                        .into_iter()
                        .map(|(name, value)| (name.to_owned(), value))
                        .collect()
                }),
            ]
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn no_text_makes_it_panic(text in "\\PC*") {
            let _ = parse(&text);
        }

        #[test]
        fn no_types_make_it_panic(types in value()) {
            let _ = parse(&published(&types.to_string()));
        }

        #[test]
        fn no_value_makes_it_panic(value in value()) {
            let _ = parse(&value.to_string());
        }
    }
}

//! Names of Java's types as Java's sources write them: `int`, `java.util.List`, `org.demo.Outer$Inner[]`.

use crate::diagnostics::did_you_mean;
use crate::model::names::is_java_identifier;

const PRIMITIVES: &[(&str, char)] = &[
    ("boolean", 'Z'),
    ("byte", 'B'),
    ("char", 'C'),
    ("double", 'D'),
    ("float", 'F'),
    ("int", 'I'),
    ("long", 'J'),
    ("short", 'S'),
];

/// What a user is likely to write without its package.
const FAMILIAR: &[&str] = &[
    "java.lang.Boolean",
    "java.lang.Byte",
    "java.lang.Character",
    "java.lang.Double",
    "java.lang.Float",
    "java.lang.Integer",
    "java.lang.Long",
    "java.lang.Number",
    "java.lang.Object",
    "java.lang.Short",
    "java.lang.String",
    "java.math.BigDecimal",
    "java.math.BigInteger",
    "java.util.Collection",
    "java.util.Date",
    "java.util.List",
    "java.util.Map",
    "java.util.Set",
];

/// A parameter's type in Java.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct JavaName {
    /// The name without brackets.
    base: String,
    /// The descriptor's letter, where it is a primitive.
    primitive: Option<char>,
    /// How many `[]` follow.
    dimensions: usize,
}

impl JavaName {
    /// Reads a name. The error says what is wrong and what to write.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let mut base = text.trim();
        let mut dimensions = 0;
        if let Some(element) = base.strip_suffix("...") {
            (base, dimensions) = (element.trim_end(), 1);
        }
        while let Some(element) = base.strip_suffix("[]") {
            (base, dimensions) = (element.trim_end(), dimensions + 1);
        }
        let primitive = PRIMITIVES
            .iter()
            .find(|(name, _)| *name == base)
            .map(|(_, letter)| *letter);
        if primitive.is_none() {
            check_class(base)?;
        }
        Ok(Self {
            base: base.to_owned(),
            primitive,
            dimensions,
        })
    }

    /// `[I`, `Lorg/demo/User;`.
    pub(crate) fn descriptor(&self) -> String {
        let brackets = "[".repeat(self.dimensions);
        match self.primitive {
            Some(letter) => format!("{brackets}{letter}"),
            None => format!("{brackets}L{};", self.base.replace('.', "/")),
        }
    }

    /// The name that hessian2 gives the list that carries an array, such as `[int` or `[string`.
    /// None where the type is no array, or is `byte[]`, which is no list.
    pub(crate) fn list_name(&self) -> Option<String> {
        if self.dimensions == 0 || (self.base == "byte" && self.dimensions == 1) {
            return None;
        }
        let element = match self.base.as_str() {
            "java.lang.String" => "string",
            "java.lang.Object" => "object",
            "java.util.Date" => "date",
            other => other,
        };
        Some(format!("{}{element}", "[".repeat(self.dimensions)))
    }
}

/// Whether `name` is a class with its package. The error says what is wrong and what to write.
pub(crate) fn check_class(name: &str) -> Result<(), String> {
    if let Some((raw, _)) = name.split_once('<') {
        return Err(format!(
            "Java erases type parameters on the wire; write `{}`",
            raw.trim()
        ));
    }
    if name.contains('/') {
        let dotted = name
            .trim_start_matches('L')
            .trim_end_matches(';')
            .replace('/', ".");
        return Err(format!("a class is written with dots; write `{dotted}`"));
    }
    let simple = |full: &'static str| full.rsplit('.').next().unwrap_or(full);
    if let Some(full) = FAMILIAR.iter().find(|full| simple(full) == name) {
        return Err(format!("`{name}` lacks its package; write `{full}`"));
    }
    if !name.contains('.') {
        let near = did_you_mean(name, PRIMITIVES.iter().map(|(name, _)| *name));
        return Err(format!(
            "`{name}` is no class with its package, such as `org.demo.User`{near}"
        ));
    }
    if !name.split('.').all(is_java_identifier) {
        return Err(format!(
            "`{name}` is no name of a class; write it as in `org.demo.User` or `org.demo.Outer$Inner`"
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{JavaName, check_class};

    fn both(text: &str) -> (String, Option<String>) {
        let name = JavaName::parse(text).unwrap();
        (name.descriptor(), name.list_name())
    }

    #[test]
    fn descriptors_and_list_names_are_javas() {
        assert_eq!(both("int"), ("I".to_owned(), None));
        assert_eq!(both("int[]"), ("[I".to_owned(), Some("[int".to_owned())));
        assert_eq!(
            both("long[][]"),
            ("[[J".to_owned(), Some("[[long".to_owned()))
        );
        assert_eq!(both("byte[]"), ("[B".to_owned(), None));
        assert_eq!(
            both("byte[][]"),
            ("[[B".to_owned(), Some("[[byte".to_owned()))
        );
        assert_eq!(
            both("java.util.List"),
            ("Ljava/util/List;".to_owned(), None)
        );
        let strings = ("[Ljava/lang/String;".to_owned(), Some("[string".to_owned()));
        assert_eq!(both("java.lang.String..."), strings);
        let inner = (
            "[Lorg/demo/Outer$Inner;".to_owned(),
            Some("[org.demo.Outer$Inner".to_owned()),
        );
        assert_eq!(both("org.demo.Outer$Inner[]"), inner);
        assert_eq!(both("java.lang.Integer[]").1.unwrap(), "[java.lang.Integer");
        assert_eq!(both("java.lang.Object[]").1.unwrap(), "[object");
        assert_eq!(both("java.util.Date[]").1.unwrap(), "[date");
    }

    #[test]
    fn what_is_no_type_of_java_is_refused_with_what_is_meant() {
        for (wrong, remedy) in [
            ("Int", "did you mean `int`"),
            ("String", "write `java.lang.String`"),
            ("java/lang/String", "write `java.lang.String`"),
            ("Ljava/lang/String;", "write `java.lang.String`"),
            ("java.util.List<String>", "write `java.util.List`"),
            ("org..User", "org.demo.User"),
            ("org.demo.My User", "org.demo.User"),
            ("org.demo.1st", "org.demo.User"),
            ("", "org.demo.User"),
            ("void", "org.demo.User"),
        ] {
            let error = JavaName::parse(wrong).unwrap_err();
            assert!(error.contains(remedy), "{wrong}: {error}");
        }
        assert!(check_class("org.demo.Outer$Inner").is_ok());
    }
}

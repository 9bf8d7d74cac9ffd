//! Names of Java's types as Java's sources write them: `int`, `java.util.List`, `org.demo.Outer$Inner[]`.

use crate::diagnostics::did_you_mean;
use crate::model::names::is_java_identifier;

/// Name, letter in descriptors, class of the boxed value.
const PRIMITIVES: &[(&str, char, &str)] = &[
    ("boolean", 'Z', "java.lang.Boolean"),
    ("byte", 'B', "java.lang.Byte"),
    ("char", 'C', "java.lang.Character"),
    ("double", 'D', "java.lang.Double"),
    ("float", 'F', "java.lang.Float"),
    ("int", 'I', "java.lang.Integer"),
    ("long", 'J', "java.lang.Long"),
    ("short", 'S', "java.lang.Short"),
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
            .find(|(name, ..)| *name == base)
            .map(|(_, letter, _)| *letter);
        if primitive.is_none() {
            check_parameter(base)?;
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

    /// As Java's source has it: `int[]`.
    pub(crate) fn name(&self) -> String {
        format!("{}{}", self.base, "[]".repeat(self.dimensions))
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

/// Reports what is a type elsewhere, but none of a parameter in Java's source.
fn check_parameter(name: &str) -> Result<(), String> {
    if name == "void" {
        return Err("`void` is no type of a parameter; leave the argument out".to_owned());
    }
    let mut letters = name.chars();
    if letters
        .next()
        .is_some_and(|first| first.is_ascii_uppercase())
        && letters.next().is_none()
    {
        return Err(format!(
            "Java erases the type parameter `{name}` to its first bound on the wire; write that, normally \
             `java.lang.Object`"
        ));
    }
    if name.starts_with('[') {
        let written = of_descriptor(name);
        return Err(format!(
            "a type is written as in Java's source; write `{written}`"
        ));
    }
    if let Some(bracket) = name.find(['[', ']']) {
        let element = name[..bracket].trim_end();
        let dimensions = name.matches('[').count().max(1);
        let written = format!("{}{}", familiar(element), "[]".repeat(dimensions));
        return Err(format!(
            "each `[` has its `]`, without a length; write `{written}`"
        ));
    }
    match PRIMITIVES
        .iter()
        .find(|(_, _, boxed)| is_simple_name(boxed, name))
    {
        Some((primitive, _, boxed))
            if !boxed.ends_with(name) && !primitive.eq_ignore_ascii_case(name) =>
        {
            Err(format!(
                "`{name}` is no type of Java's; write `{primitive}` or `{boxed}`"
            ))
        }
        _ => Ok(()),
    }
}

/// `[[I` as `int[][]`.
fn of_descriptor(descriptor: &str) -> String {
    let element = descriptor.trim_start_matches('[');
    let brackets = "[]".repeat(descriptor.len() - element.len());
    let primitive = PRIMITIVES
        .iter()
        .find(|(_, letter, _)| element.chars().eq([*letter]));
    let name = match primitive {
        Some((name, _, _)) => (*name).to_owned(),
        None => dotted(element),
    };
    format!("{name}{brackets}")
}

/// `Lorg/demo/User;` as `org.demo.User`.
fn dotted(name: &str) -> String {
    let class = name
        .strip_suffix(';')
        .map_or(name, |class| class.strip_prefix('L').unwrap_or(class));
    class.replace('/', ".")
}

/// The full name of what a user is likely to write without its package.
fn familiar(name: &str) -> &str {
    let full = FAMILIAR.iter().find(|full| is_simple_name(full, name));
    full.map_or(name, |full| *full)
}

/// Whether `name` is the last part of `full`, whatever its case.
fn is_simple_name(full: &str, name: &str) -> bool {
    full.rsplit('.')
        .next()
        .is_some_and(|simple| simple.eq_ignore_ascii_case(name))
}

/// Whether `name` is a class with its package. The error says what is wrong and what to write.
pub(crate) fn check_class(name: &str) -> Result<(), String> {
    if let Some((raw, _)) = name.split_once('<') {
        return Err(format!(
            "Java erases type parameters on the wire; write `{}`",
            familiar(raw.trim())
        ));
    }
    if name.contains('/') {
        return Err(format!(
            "a class is written with dots; write `{}`",
            dotted(name)
        ));
    }
    let is_primitive = |name: &str| {
        PRIMITIVES
            .iter()
            .any(|(primitive, ..)| primitive.eq_ignore_ascii_case(name))
    };
    let full = familiar(name);
    if full != name && (full.ends_with(name) || !is_primitive(name)) {
        return Err(format!("`{name}` lacks its package; write `{full}`"));
    }
    if !name.contains('.') {
        let near = did_you_mean(name, PRIMITIVES.iter().map(|(name, ..)| *name));
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
            ("void", "leave the argument out"),
            ("string", "write `java.lang.String`"),
            ("integer", "write `int` or `java.lang.Integer`"),
            ("Integer", "write `java.lang.Integer`"),
            ("character", "write `char` or `java.lang.Character`"),
            ("object", "write `java.lang.Object`"),
            ("T", "normally `java.lang.Object`"),
            ("T[]", "normally `java.lang.Object`"),
            ("[I", "write `int[]`"),
            ("[[Ljava/lang/String;", "write `java.lang.String[][]`"),
            ("[Ljava.lang.String;", "write `java.lang.String[]`"),
            ("int[][", "write `int[][]`"),
            ("int[3]", "write `int[]`"),
            ("String[", "write `java.lang.String[]`"),
            ("int]", "write `int[]`"),
            ("List<String>", "write `java.util.List`"),
        ] {
            let error = JavaName::parse(wrong).unwrap_err();
            assert!(error.contains(remedy), "{wrong}: {error}");
        }
        assert!(check_class("org.demo.Outer$Inner").is_ok());
    }
}

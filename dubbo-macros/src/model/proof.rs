//! A contract held against what Java publishes of it: `contract = "java/GreetService.json"`. Names are compared here;
//! types by the compiler, which alone knows them.

use syn::{Ident, LitStr, Path};

use crate::diagnostics::{Diagnostics, alternatives, nearest};
use crate::model::definition::{Definition, JavaClass, JavaMethod};
use crate::model::method::Method;

/// How many names or methods a message lists.
const LISTED: usize = 12;

/// What is left to prove.
pub(crate) struct Proof {
    /// The file, relative to the package.
    pub(crate) path: String,
    /// Java's interface.
    pub(crate) interface: String,
    /// Java's classes.
    pub(crate) classes: Vec<JavaClass>,
    /// The methods that have Java's name and number of parameters.
    pub(crate) methods: Vec<Claim>,
    /// What to warn of: the methods that the trait lacks.
    pub(crate) warning: Option<String>,
}

/// A method, and what it may be in Java: one method, or one of several overloads.
pub(crate) struct Claim {
    /// Its index in the trait.
    pub(crate) index: usize,
    /// Java's methods with its name and as many parameters.
    pub(crate) java: Vec<JavaMethod>,
}

/// The option `missing`: what happens where the trait lacks methods of Java's.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Missing {
    /// Nothing.
    Allow,
    /// A warning.
    Warn,
    /// An error.
    Deny,
}

/// What the trait is, for a proof.
pub(crate) struct Claimed<'a> {
    /// The trait's name.
    pub(crate) ident: &'a Ident,
    /// Its Java interface.
    pub(crate) interface: &'a str,
    /// The contracts that it extends.
    pub(crate) parents: &'a [Path],
    /// Its methods.
    pub(crate) methods: &'a [Method],
}

impl Missing {
    /// Reads the option, where it is given.
    pub(crate) fn read(
        given: Option<LitStr>,
        contract: Option<&LitStr>,
        parents: &[Path],
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let Some(given) = given else {
            return Self::Allow;
        };
        if contract.is_none() {
            let message =
                "`missing` is said of the methods in a file of Java's: add `contract = \"…\"`";
            diagnostics.error(given.span(), message);
        }
        if !parents.is_empty() {
            let message = "the methods that are inherited are not known here; leave `missing` out, and write it on the \
                           contracts that extend none";
            diagnostics.error(given.span(), message);
            return Self::Allow;
        }
        match given.value().as_str() {
            "warn" => Self::Warn,
            "deny" => Self::Deny,
            other => {
                let message = format!("`missing` is `warn` or `deny`, not `{other}`");
                diagnostics.error(given.span(), message);
                Self::Allow
            }
        }
    }
}

impl Proof {
    /// Reads the file, and reports what in the trait is not in it. None where the file is not right.
    pub(crate) fn read(
        path: &LitStr,
        missing: Missing,
        claimed: &Claimed<'_>,
        diagnostics: &mut Diagnostics,
    ) -> Option<Self> {
        let before = diagnostics.len();
        let definition = match Definition::load(&path.value()) {
            Ok(definition) => definition,
            Err(message) => {
                diagnostics.error(path.span(), message);
                return None;
            }
        };
        if definition.interface.replace('$', ".") != claimed.interface.replace('$', ".") {
            let message = format!(
                "`{}` is the definition of `{}`; this contract is `{}`",
                path.value(),
                definition.interface,
                claimed.interface
            );
            diagnostics.error(path.span(), message);
            return None;
        }
        let methods = claimed.methods.iter();
        let methods = methods.filter_map(|method| claim(method, &definition, diagnostics));
        let methods: Vec<_> = methods.collect();
        let lacking = (missing != Missing::Allow && diagnostics.len() == before)
            .then(|| lacking(claimed, &definition))
            .flatten();
        let warning = match (lacking, missing) {
            (Some(message), Missing::Deny) => {
                diagnostics.error(claimed.ident.span(), message);
                None
            }
            (message, _) => message,
        };
        Some(Self {
            path: path.value(),
            interface: definition.interface,
            classes: definition.classes,
            methods,
            warning,
        })
    }
}

/// What `method` may be in Java. A name or a number of parameters that Java does not have is reported.
fn claim(method: &Method, definition: &Definition, diagnostics: &mut Diagnostics) -> Option<Claim> {
    let named = definition.methods_called(&method.wire_name);
    if named.is_empty() {
        diagnostics.error(method.ident.span(), unknown(&method.wire_name, definition));
        return None;
    }
    let count = method.arguments.len();
    let fitting = named.iter().filter(|java| java.parameters.len() == count);
    let java: Vec<JavaMethod> = fitting.map(|&java| java.clone()).collect();
    if java.is_empty() {
        let parameters = match count {
            0 => "no parameter".to_owned(),
            1 => "1 parameter".to_owned(),
            count => format!("{count} parameters"),
        };
        let message = format!(
            "`{}` has {parameters} here; Java has {}",
            method.ident,
            listed(named.into_iter())
        );
        diagnostics.error(method.ident.span(), message);
        return None;
    }
    Some(Claim {
        index: method.index,
        java,
    })
}

fn unknown(name: &str, definition: &Definition) -> String {
    let names = || definition.methods.iter().map(|method| method.name.as_str());
    let interface = &definition.interface;
    match nearest(name, names()) {
        Some(near) => format!(
            "Java's `{interface}` has no method `{name}`; did you mean {}?",
            listed(definition.methods_called(near).into_iter())
        ),
        None => format!(
            "Java's `{interface}` has no method `{name}`; it has {}",
            listed(definition.methods.iter())
        ),
    }
}

/// The methods that Java has and the trait does not, as a sentence. Overloads with as many parameters are told
/// apart by types alone, so there the number counts.
fn lacking(claimed: &Claimed<'_>, definition: &Definition) -> Option<String> {
    let is_like = |java: &JavaMethod, name: &str, count: usize| {
        java.name == name && java.parameters.len() == count
    };
    let lacking = definition.methods.iter().filter(|java| {
        let (name, count) = (&java.name, java.parameters.len());
        let here = claimed.methods.iter();
        let here = here.filter(|method| is_like(java, &method.wire_name, method.arguments.len()));
        let there = definition
            .methods
            .iter()
            .filter(|other| is_like(other, name, count));
        here.count() < there.count()
    });
    let lacking: Vec<_> = lacking.collect();
    (!lacking.is_empty()).then(|| {
        format!(
            "`{}` lacks methods of Java's `{}`: {}",
            claimed.ident,
            definition.interface,
            listed(lacking.into_iter())
        )
    })
}

/// "`int add(int)`, `int add(int, int)` or 3 more".
fn listed<'a>(methods: impl ExactSizeIterator<Item = &'a JavaMethod>) -> String {
    if methods.len() == 0 {
        return "none".to_owned();
    }
    let more = methods.len().saturating_sub(LISTED);
    let mut shown: Vec<String> = methods.take(LISTED).map(JavaMethod::to_string).collect();
    if more == 0 {
        return alternatives(shown.iter().map(String::as_str));
    }
    shown
        .iter_mut()
        .for_each(|method| *method = format!("`{method}`"));
    format!("{} and {more} more", shown.join(", "))
}

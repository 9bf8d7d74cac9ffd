//! What Java publishes of a service: the ServiceDefinition in its metadata centre.

#[cfg(feature = "contract")]
mod file;
#[cfg(feature = "contract")]
mod json;

use std::fmt;

/// A service as Java publishes it.
#[derive(Debug, PartialEq)]
pub(crate) struct Definition {
    /// The interface.
    pub(crate) interface: String,
    /// Its methods, those that it inherits included.
    pub(crate) methods: Vec<JavaMethod>,
    /// The classes of its parameters, results and fields.
    pub(crate) classes: Vec<JavaClass>,
}

/// One method.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct JavaMethod {
    /// Its name.
    pub(crate) name: String,
    /// The types of its parameters.
    pub(crate) parameters: Vec<String>,
    /// The type of its result.
    pub(crate) result: String,
}

/// One class.
#[derive(Debug, PartialEq)]
pub(crate) struct JavaClass {
    /// Its name with its package.
    pub(crate) name: String,
    /// Its constants, where it is an enum; else none.
    pub(crate) constants: Vec<String>,
    /// Name and type of each field.
    pub(crate) fields: Vec<(String, String)>,
}

impl Definition {
    /// Reads the file `path`, relative to the package that is compiled. The error says what is wrong with it.
    #[cfg(feature = "contract")]
    pub(crate) fn load(path: &str) -> Result<Self, String> {
        json::parse(&file::read(path)?).map_err(|error| format!("`{path}` {error}"))
    }

    /// Says which feature reads such a file.
    #[cfg(not(feature = "contract"))]
    pub(crate) fn load(_path: &str) -> Result<Self, String> {
        Err(
            "`contract` needs the feature `contract` of dubbo-sdk: write `features = [\"contract\"]` \
             behind its version in Cargo.toml"
                .to_owned(),
        )
    }

    /// The methods called `name`.
    pub(crate) fn methods_called(&self, name: &str) -> Vec<&JavaMethod> {
        let methods = self.methods.iter();
        methods.filter(|method| method.name == name).collect()
    }
}

impl fmt::Display for JavaMethod {
    /// As Java writes it: `org.demo.User find(long)`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parameters = self.parameters.join(", ");
        write!(formatter, "{} {}({parameters})", self.result, self.name)
    }
}

use dubbo_codec::{Encoder, Exception};

use crate::error::Error;

/// The error type of a contract's method: [`Error`], or a type with `#[exception]`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the error of a service's method",
    label = "not an error that travels",
    note = "return `dubbo::Result<T>`, or put `#[dubbo::exception(\"org.demo.GreetException\")]` on the error type",
    note = "a struct with `#[exception]` needs a field `message: String` (or `#[exception(other)] other: Option<dubbo::Error>`) to be a method's error on its own"
)]
pub trait ServiceError: Sized + Send {
    /// What a consumer gets for a call that failed, for whatever reason.
    fn from_error(error: Error) -> Self;

    /// Writes the exception that a provider throws.
    ///
    /// # Errors
    /// A field that the serialization cannot carry.
    fn encode(&self, encoder: &mut Encoder<'_>) -> Result<(), dubbo_codec::Error>;
}

/// One Java exception class as a Rust type.
#[diagnostic::on_unimplemented(
    message = "`{Self}` stands for no Java exception",
    label = "not a struct with `#[exception]`",
    note = "a variant without a class of its own holds a struct with `#[dubbo::exception(\"org.demo.GreetException\")]`",
    note = "the variant for everything else is `#[exception(other)] Other(dubbo::Error)`"
)]
pub trait JavaException: Sized {
    /// The Java class.
    const CLASS: &'static str;

    /// The exception that a provider threw, which is of this class.
    ///
    /// # Errors
    /// A field that is missing or of another type.
    fn from_exception(exception: &Exception) -> Result<Self, dubbo_codec::Error>;

    /// Writes it as a Java throwable.
    ///
    /// # Errors
    /// A field that the serialization cannot carry.
    fn encode_exception(&self, encoder: &mut Encoder<'_>) -> Result<(), dubbo_codec::Error>;
}

impl ServiceError for Error {
    fn from_error(error: Error) -> Self {
        error
    }

    fn encode(&self, encoder: &mut Encoder<'_>) -> Result<(), dubbo_codec::Error> {
        crate::protocol::encode_error(self, encoder)
    }
}

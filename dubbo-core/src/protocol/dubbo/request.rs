use std::borrow::Cow;
use std::sync::OnceLock;
use std::time::Duration;

use dubbo_codec::{Decoder, Encoder, ErrorKind, Serialization, Value};

use super::{NO_VERSION, PROTOCOL_VERSION};
use crate::protocol::{Invocation, Method, constant};

/// What is the same in all requests of a reference, encoded once: protocol version, service and
/// service version, and the attachments that the protocol adds.
#[derive(Debug)]
pub(super) struct Head {
    serialization: Serialization,
    bytes: Vec<u8>,
    attachments: Vec<(&'static str, Value)>,
    /// The usual time limit, as an attachment.
    timeout: Value,
    /// Name and parameter types of the methods that have been called, by their numbers.
    methods: Box<[OnceLock<EncodedMethod>]>,
    /// The attachments of a call that has no others and the usual time limit.
    usual: Vec<u8>,
}

/// A method, and its name and parameter types as they stand in a body.
type EncodedMethod = (&'static Method, Box<[u8]>);

impl Head {
    pub(super) fn new(
        serialization: Serialization,
        address: &super::ServiceAddress,
        application: Option<&str>,
        timeout: Duration,
    ) -> Result<Self, dubbo_codec::Error> {
        let version = if address.version.is_empty() {
            NO_VERSION
        } else {
            &address.version
        };
        let mut bytes = Vec::new();
        let mut encoder = Encoder::new(serialization, &mut bytes);
        encoder.string(PROTOCOL_VERSION);
        encoder.string(&address.interface);
        encoder.string(version);
        let mut attachments = vec![
            ("path", address.path.as_str().into()),
            ("interface", address.interface.as_str().into()),
            ("version", version.into()),
        ];
        if let Some(application) = application {
            attachments.push(("remote.application", application.into()));
        }
        if !address.group.is_empty() {
            attachments.push(("group", address.group.as_str().into()));
        }
        if let Some(token) = &address.token {
            attachments.push(("token", token.as_str().into()));
        }
        let timeout = milliseconds(timeout);
        let mut usual = Vec::new();
        let own = attachments.iter().map(|(key, value)| (*key, value));
        let all = own.chain(std::iter::once(("timeout", &timeout)));
        Encoder::new(serialization, &mut usual).attachments(all)?;
        // In hessian2 they are constants of the methods.
        let kept = match serialization.id() {
            constant::TAIL_SERIALIZATION => 0,
            _ => address.methods,
        };
        Ok(Self {
            serialization,
            bytes,
            attachments,
            timeout,
            methods: (0..kept).map(|_| OnceLock::new()).collect(),
            usual,
        })
    }

    pub(super) fn serialization(&self) -> Serialization {
        self.serialization
    }

    /// Appends a method's name and its parameter types.
    fn encode_method(&self, method: &'static Method, encoder: &mut Encoder<'_>) {
        if self.serialization.id() == constant::TAIL_SERIALIZATION {
            return encoder.raw(method.hessian2);
        }
        let encode = |encoder: &mut Encoder<'_>| {
            encoder.string(method.name);
            encoder.string(method.descriptor);
        };
        let encoded = self.methods.get(method.number as usize).map(|encoded| {
            encoded.get_or_init(|| {
                let mut bytes = Vec::new();
                encode(&mut Encoder::new(self.serialization, &mut bytes));
                (method, bytes.into())
            })
        });
        match encoded {
            Some((same, bytes)) if std::ptr::eq(*same, method) => encoder.raw(bytes),
            // One of an ancestor, or of another contract.
            _ => encode(encoder),
        }
    }

    /// Appends the body of `call`; `timeout` is its time limit, if it is not the usual one.
    pub(super) fn encode(
        &self,
        call: &Invocation<'_>,
        timeout: Option<Duration>,
        out: &mut Vec<u8>,
    ) -> Result<(), dubbo_codec::Error> {
        let mut encoder = Encoder::new(self.serialization, out);
        encoder.raw(&self.bytes);
        self.encode_method(call.constant(), &mut encoder);
        let block = encoder.open_block();
        call.arguments().encode(&mut encoder)?;
        encoder.close_block(block);
        if timeout.is_none() && call.attachments.is_empty() {
            encoder.raw(&self.usual);
            return Ok(());
        }
        let timeout = timeout.map(milliseconds);
        let timeout = std::iter::once(("timeout", timeout.as_ref().unwrap_or(&self.timeout)));
        let own = self.attachments.iter().map(|(key, value)| (*key, value));
        encoder.attachments(own.chain(timeout).chain(call.attachments.iter()))
    }
}

fn milliseconds(timeout: Duration) -> Value {
    timeout.as_millis().to_string().into()
}

/// A request's body, read as far as it takes to know whom it is for.
#[derive(Debug)]
pub(super) struct Request<'a> {
    pub(super) protocol: Option<Cow<'a, str>>,
    pub(super) interface: Cow<'a, str>,
    pub(super) version: Cow<'a, str>,
    pub(super) method: Cow<'a, str>,
    pub(super) descriptor: Cow<'a, str>,
    /// Where the method's name begins.
    method_at: usize,
    /// Where the arguments begin.
    at: usize,
}

/// What the attachments say of whom the request is for: only what differs from the items.
#[derive(Debug, Default)]
pub(super) struct Routing {
    pub(super) path: Option<String>,
    pub(super) group: Option<String>,
    pub(super) version: Option<String>,
    /// `_TO`, or else `timeout`: the caller's time limit in milliseconds.
    pub(super) timeout: Option<u64>,
    /// Whether all values are texts or numbers: none stands for another part of the body.
    pub(super) is_text: bool,
}

impl<'a> Request<'a> {
    pub(super) fn decode(
        serialization: Serialization,
        body: &'a [u8],
    ) -> Result<Self, dubbo_codec::Error> {
        let mut decoder = Decoder::new(serialization, body);
        let protocol = decoder.string()?;
        let interface = decoder.string()?.unwrap_or_default();
        let version = decoder.string()?.unwrap_or_default();
        let method_at = decoder.position();
        let method = decoder.string()?.unwrap_or_default();
        // No parameters are an empty text; null is refused (dubbo-protocol §11.1, 14).
        let descriptor = decoder.string()?.ok_or_else(|| {
            let text = "the list of parameter types is null; expected a text";
            dubbo_codec::Error::new(ErrorKind::Mismatch, text)
        })?;
        let at = decoder.position();
        Ok(Self {
            protocol,
            interface,
            version,
            method,
            descriptor,
            method_at,
            at,
        })
    }

    pub(super) fn before_method<'b>(&self, body: &'b [u8]) -> &'b [u8] {
        &body[..self.method_at]
    }

    /// Passes over the arguments to the attachments, which say more of whom the request is for.
    pub(super) fn locate(
        &self,
        serialization: Serialization,
        body: &[u8],
    ) -> Result<(ArgumentsAt, Routing), RouteError> {
        let count = parameters(&self.descriptor).ok_or(RouteError::Descriptor)?;
        let mut decoder = Decoder::new(serialization, &body[self.at..]);
        decoder.skip_block(count).map_err(RouteError::Codec)?;
        let end = decoder.position();
        let mut routing = Routing {
            is_text: true,
            ..Routing::default()
        };
        let mut visit = |key: &str, value: Option<&str>| routing.visit(self, key, value);
        decoder
            .visit_attachments(&mut visit)
            .map_err(RouteError::Codec)?;
        let at = self.at;
        Ok((ArgumentsAt { at, end, count }, routing))
    }
}

/// Where a request's arguments are.
#[derive(Debug)]
pub(super) struct ArgumentsAt {
    /// Where they begin in the body.
    pub(super) at: usize,
    /// Where they end, from there.
    pub(super) end: usize,
    /// How many there are.
    pub(super) count: usize,
}

#[derive(Debug)]
pub(super) enum RouteError {
    Descriptor,
    Codec(dubbo_codec::Error),
}

impl Routing {
    fn visit(&mut self, request: &Request<'_>, key: &str, value: Option<&str>) {
        let Some(value) = value else {
            self.is_text = false;
            return;
        };
        let differs = |from: &str| (value != from).then(|| value.to_owned());
        match key {
            "path" => self.path = differs(&request.interface),
            "group" => self.group = differs(""),
            "version" => self.version = differs(&request.version),
            "timeout" if self.timeout.is_none() => self.timeout = value.parse().ok(),
            "_TO" | "_to" => self.timeout = value.parse().ok(),
            _ => {}
        }
    }
}

/// How many parameters a descriptor has; `None` where it is none.
pub(super) fn parameters(descriptor: &str) -> Option<usize> {
    let mut rest = descriptor;
    let mut count = 0;
    while !rest.is_empty() {
        let element = rest.trim_start_matches('[');
        rest = match element.chars().next()? {
            'L' => element.split_once(';')?.1,
            'V' | 'Z' | 'B' | 'C' | 'D' | 'F' | 'I' | 'J' | 'S' => &element[1..],
            _ => return None,
        };
        count += 1;
    }
    Some(count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_of_a_descriptor_are_counted() {
        for (descriptor, count) in [
            ("", Some(0)),
            ("ILjava/lang/String;[[J[La/B$C;", Some(4)),
            ("Ljava/lang/String", None),
            ("X", None),
            ("[", None),
            ("é", None),
        ] {
            assert_eq!(parameters(descriptor), count, "{descriptor}");
        }
    }

    /// A number is a contract's own: an ancestor's method, or one of another contract that a filter passes on, may
    /// have it, too.
    #[test]
    fn methods_with_one_number_are_each_called_by_their_own_names() {
        static OWN: Method = Method::new("own", "I", &[]).number(0);
        static OTHER: Method = Method::new("other", "J", &[]).number(0);
        static FAR: Method = Method::new("far", "", &[]).number(9);
        let address = crate::protocol::dubbo::ServiceAddress {
            path: String::new(),
            interface: String::new(),
            version: String::new(),
            group: String::new(),
            token: None,
            methods: 1,
        };
        let others = Serialization::ALL
            .iter()
            .filter(|one| one.id() != constant::TAIL_SERIALIZATION);
        for &serialization in others {
            let head = Head::new(serialization, &address, None, Duration::ZERO).unwrap();
            for method in [&OWN, &OTHER, &OWN, &FAR] {
                let mut bytes = Vec::new();
                head.encode_method(method, &mut Encoder::new(serialization, &mut bytes));
                let mut decoder = Decoder::new(serialization, &bytes);
                assert_eq!(decoder.string().unwrap().as_deref(), Some(method.name));
                assert_eq!(
                    decoder.string().unwrap().as_deref(),
                    Some(method.descriptor)
                );
                assert!(decoder.is_at_end());
            }
        }
    }
}

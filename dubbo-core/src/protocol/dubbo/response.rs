use std::sync::OnceLock;

use bytes::{Buf, Bytes};
use dubbo_codec::{
    Attachment, Decoder, Encoder, ErrorKind, Serialization, Value, fastjson2_string,
};

use super::PROTOCOL_VERSION;
use crate::error::{Error, Result};
use crate::exchange::Outgoing;
use crate::protocol::{Content, Reply};
use crate::transport::{Header, status};

/// The serialization that a 3.2 provider answers errors in, whatever the request's (§2.1).
const FASTJSON2: u8 = 23;

/// Appends the body of a response with status OK (dubbo-protocol §4.1).
pub(super) fn encode(
    reply: Reply,
    with_attachments: bool,
    out: &mut Outgoing,
) -> Result<(), dubbo_codec::Error> {
    let flag = match reply.content() {
        Content::Exception => 0,
        Content::Value => 1,
        Content::Null => 2,
    };
    let constants = Constants::of(reply.serialization());
    let flag = if with_attachments { flag + 3 } else { flag };
    out.bytes().push(constants.flags[flag]);
    if !with_attachments || reply.attachments.is_empty() {
        if reply.content() != Content::Null {
            reply.into_item().append_to(out);
        }
        if with_attachments {
            out.bytes().extend_from_slice(&constants.only_own);
        }
        return Ok(());
    }
    let bytes = match reply.content() {
        Content::Null => &[],
        Content::Value | Content::Exception => reply.bytes(),
    };
    let mut encoder = Encoder::new(reply.serialization(), out.bytes());
    let mut attached = reply.attachments.iter();
    match attached.any(|(_, value)| is_container(value)) {
        false => encoder.raw(bytes),
        // Classes and references are numbered through the whole body (dubbo-protocol §3), so
        // result and attachments must be written by one encoder.
        true => values(reply.serialization(), bytes)?
            .iter()
            .try_for_each(|value| encoder.value(value))?,
    }
    let own = std::iter::once(("dubbo", Attachment::from(PROTOCOL_VERSION)));
    let others = reply
        .attachments
        .iter()
        .map(|(key, value)| (key, value.into()));
    encoder.attachments(own.chain(others))
}

/// What stands in most replies, made once.
struct Constants {
    /// The flags by their numbers: each is one byte in every serialization.
    flags: [u8; FLAGS],
    /// The attachments of a reply that has no others.
    only_own: Vec<u8>,
}

/// The flags of a response (dubbo-protocol §4.1) are 0 to 5.
const FLAGS: usize = 6;

impl Constants {
    fn of(serialization: Serialization) -> &'static Self {
        static MADE: [OnceLock<Constants>; Serialization::ALL.len()] =
            [const { OnceLock::new() }; Serialization::ALL.len()];
        let index = Serialization::ALL
            .iter()
            .position(|&one| one == serialization);
        MADE[index.unwrap_or_default()].get_or_init(|| Self::make(serialization))
    }

    fn make(serialization: Serialization) -> Self {
        let flags = std::array::from_fn(|flag| {
            let mut bytes = Vec::new();
            Encoder::new(serialization, &mut bytes).int(flag as i32);
            debug_assert_eq!(bytes.len(), 1, "a small int is one byte");
            bytes[0]
        });
        let mut only_own = Vec::new();
        let own = [("dubbo", Attachment::from(PROTOCOL_VERSION))];
        let written = Encoder::new(serialization, &mut only_own).attachments(own);
        debug_assert!(
            written.is_ok(),
            "a text can be written in every serialization"
        );
        Self { flags, only_own }
    }

    /// The flag that `body` begins with, and where the rest does.
    fn flag(
        &self,
        serialization: Serialization,
        body: &[u8],
    ) -> Result<(usize, usize), dubbo_codec::Error> {
        let usual = |first: &u8| self.flags.iter().position(|flag| flag == first);
        if let Some(flag) = body.first().and_then(usual) {
            return Ok((flag, 1));
        }
        // A peer may write it in another form.
        let mut decoder = Decoder::new(serialization, body);
        let flag = decoder.int()?;
        let known = usize::try_from(flag).ok().filter(|flag| *flag < FLAGS);
        let known = known.ok_or_else(|| {
            let text = format!("flag {flag}; expected 0 to 5 (dubbo-protocol §4.1)");
            dubbo_codec::Error::new(ErrorKind::Malformed, text)
        })?;
        Ok((known, decoder.position()))
    }
}

fn is_container(value: &Value) -> bool {
    matches!(value, Value::List(_) | Value::Map(_) | Value::Object(_))
}

/// The values that `bytes` hold.
fn values(serialization: Serialization, bytes: &[u8]) -> Result<Vec<Value>, dubbo_codec::Error> {
    let mut decoder = Decoder::new(serialization, bytes);
    let mut values = Vec::new();
    while !decoder.is_at_end() {
        values.push(decoder.any()?);
    }
    Ok(values)
}

/// Appends the body of a response with any other status.
pub(super) fn encode_refusal(serialization: Serialization, text: &str, out: &mut Outgoing) {
    Encoder::new(serialization, out.bytes()).string(text);
}

/// Reads a response. The header's own serialization counts, not the request's (§2.1).
pub(super) fn decode(header: Header, mut body: Bytes) -> Result<Reply> {
    let serialization = Serialization::from_id(header.serialization());
    if header.status != status::OK {
        return Err(refusal(header, serialization, &body));
    }
    let wrong = |error| Error::serialization("the reply", error);
    let serialization = serialization.ok_or_else(|| {
        let (id, names) = (header.serialization(), Serialization::names());
        let text = format!("serialization {id} is not compiled in; this side has {names}");
        wrong(dubbo_codec::Error::new(ErrorKind::Unsupported, text))
    })?;
    let constants = Constants::of(serialization);
    let (flag, at) = constants.flag(serialization, &body).map_err(wrong)?;
    let content = match flag % 3 {
        0 => Content::Exception,
        1 => Content::Value,
        _ => Content::Null,
    };
    body.advance(at);
    Ok(Reply::received(content, serialization, body, flag >= 3))
}

fn refusal(header: Header, serialization: Option<Serialization>, body: &[u8]) -> Error {
    let text = match serialization {
        Some(serialization) => Decoder::new(serialization, body)
            .string()
            .map(|text| text.unwrap_or_default().into_owned())
            .ok(),
        None if header.serialization() == FASTJSON2 => fastjson2_string(body),
        None => None,
    };
    let text = text.unwrap_or_else(|| {
        format!(
            "(a text in serialization {} that this side cannot read)",
            header.serialization()
        )
    });
    if is_not_found(header.status, first_line(&text)) {
        return Error::NotFound(text.into());
    }
    // Java 3.x says nothing of the cause (§4.3).
    let bare = header.status == status::BAD_REQUEST
        && first_line(&text).starts_with("Fail to decode request due to: RpcInvocation");
    let hint = match bare {
        true => {
            " (the provider's log has the cause: no such service, version or method with these \
             parameter types, or an argument that does not fit)"
        }
        false => "",
    };
    Error::Refused {
        status: header.status,
        message: format!("{text}{hint}").into(),
    }
}

/// Whether a refusal says that the service or the method is not there, in the words of Java's
/// several versions (dubbo-protocol §4.3).
fn is_not_found(status: u8, text: &str) -> bool {
    let words = match status {
        status::SERVICE_NOT_FOUND => return true,
        status::BAD_REQUEST => &["Service not found:", " not found, invocation "][..],
        status::SERVICE_ERROR => &[
            "Not found exported service",
            "Not found method",
            "No such method",
        ],
        _ => &[],
    };
    words.iter().any(|words| text.contains(words))
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}

/// Whether a request of this protocol version is answered with attachments (§4.2).
pub(super) fn wants_attachments(version: Option<&str>) -> bool {
    let Some(patch) = version.and_then(|version| version.strip_prefix("2.0.")) else {
        return false;
    };
    let digits = patch
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(patch.len());
    let (number, rest) = patch.split_at(digits);
    number
        .parse()
        .is_ok_and(|number: u64| (2..=99).contains(&number))
        && !rest.contains('.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attachments_go_to_those_who_speak_2_0_2_to_2_0_99() {
        for (version, wanted) in [
            (Some("2.0.2"), true),
            (Some("2.0.99"), true),
            (Some("2.0.10-beta"), true),
            (Some("2.0.1"), false),
            (Some("2.7.23"), false),
            (Some("3.2.0"), false),
            (Some("abc"), false),
            (Some(""), false),
            (None, false),
        ] {
            assert_eq!(wants_attachments(version), wanted, "{version:?}");
        }
    }
}

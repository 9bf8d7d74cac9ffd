//! Bodies of live Java Dubbo, of four versions: exceptions and attachments.
#![cfg(feature = "hessian2")]

#[allow(dead_code, reason = "each test uses its part")]
#[path = "support/java.rs"]
mod java_bytes;

use dubbo_codec::{Decoder, Encoder, Exception, FASTJSON2, Serialization, Value, fastjson2_string};
use java_bytes::{VERSIONS, bodies};

const HESSIAN2: u8 = 2;

/// Decodes a reply that holds an exception, and its attachments behind it.
fn exception_of(body: &[u8]) -> Option<Exception> {
    let mut decoder = Decoder::new(Serialization::Hessian2, body);
    if decoder.int().unwrap() != 3 {
        return None;
    }
    let exception = decoder.exception().unwrap();
    assert_eq!(
        decoder.attachments().unwrap(),
        [("dubbo".to_owned(), Value::from("2.0.2"))]
    );
    assert!(decoder.is_at_end());
    Some(exception)
}

fn reply(version: &str, case: &str) -> Vec<u8> {
    let replies = bodies(version, case, "s2c", HESSIAN2);
    replies
        .into_iter()
        .find(|(name, _)| name == case)
        .expect(case)
        .1
}

#[test]
fn a_declared_exception_with_its_fields() {
    for version in VERSIONS {
        let exception = exception_of(&reply(version, "exception-declared")).unwrap();
        assert_eq!(exception.class, "org.demo.GreetException", "{version}");
        let (message, code) = (exception.message.as_deref(), exception.code());
        assert_eq!(
            (message, code),
            (Some("404: no user -5"), Some(404)),
            "{version}"
        );
        assert_eq!(
            exception.cause, None,
            "{version}: a throwable that is its own cause has none"
        );
        let first = &exception.stack[0];
        assert_eq!(first.class, "org.demo.impl.GreetServiceImpl", "{version}");
        assert_eq!(first.method, "findUser", "{version}");
        assert_eq!(
            first.file.as_deref(),
            Some("GreetServiceImpl.java"),
            "{version}"
        );
        assert!(first.line > 0 && exception.stack.len() > 10, "{version}");
    }
}

#[test]
fn an_exception_with_a_cause() {
    for version in VERSIONS {
        let exception = exception_of(&reply(version, "exception-with-cause")).unwrap();
        assert_eq!(
            exception.class, "java.lang.IllegalStateException",
            "{version}"
        );
        let cause = exception.cause.as_deref().unwrap();
        assert_eq!(
            cause.class, "java.lang.IllegalArgumentException",
            "{version}"
        );
        assert_eq!(cause.cause, None, "{version}");
        assert!(
            cause.message.is_some() && cause.stack.len() > 10,
            "{version}"
        );
        assert!(std::error::Error::source(&exception).is_some(), "{version}");
    }
}

#[test]
fn every_exception_of_every_version() {
    let mut seen = 0;
    for version in VERSIONS {
        for (case, body) in bodies(version, "exception-", "s2c", HESSIAN2) {
            // Some of these cases succeed, or fail with a status whose body is a string.
            if !(0x90..=0x95).contains(&body[0]) {
                continue;
            }
            let Some(exception) = exception_of(&body) else {
                continue;
            };
            assert!(
                !exception.class.is_empty() && exception.message.is_some(),
                "{version} {case}"
            );
            seen += 1;
        }
    }
    println!("{seen} exceptions of four versions");
    assert!(seen >= 18, "only {seen} exceptions");
}

#[test]
fn an_exception_goes_out_as_it_came_in() {
    let exception = exception_of(&reply("3.3.6", "exception-with-cause")).unwrap();
    let mut body = Vec::new();
    Encoder::new(Serialization::Hessian2, &mut body)
        .thrown(&exception)
        .unwrap();
    assert_eq!(
        Decoder::new(Serialization::Hessian2, &body)
            .exception()
            .unwrap(),
        exception
    );
}

#[test]
fn what_is_no_throwable_is_no_exception() {
    let mut body = Vec::new();
    let user = Value::object("org.demo.User", [("id", 1i64.into())]);
    Encoder::new(Serialization::Hessian2, &mut body)
        .value(&user)
        .unwrap();
    let error = Decoder::new(Serialization::Hessian2, &body)
        .exception()
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("expected a throwable") && error.contains("org.demo.User"),
        "{error}"
    );
}

/// The five strings of a request, and its attachments once `arguments` have been passed over.
fn attachments_of(body: &[u8], arguments: usize) -> Vec<(String, Option<String>)> {
    let mut decoder = Decoder::new(Serialization::Hessian2, body);
    for _ in 0..5 {
        decoder.string().unwrap();
    }
    decoder.skip_block(arguments).unwrap();
    let mut attachments = Vec::new();
    let visit = &mut |key: &str, value: Option<&str>| {
        attachments.push((key.to_owned(), value.map(str::to_owned)));
    };
    decoder.visit_attachments(visit).unwrap();
    assert!(decoder.is_at_end());
    attachments
}

#[test]
fn attachments_of_a_request() {
    for version in VERSIONS {
        let requests = bodies(version, "attachments", "c2s", HESSIAN2);
        let attachments = attachments_of(&requests[0].1, 1);
        let value = |name: &str| {
            let found = attachments.iter().find(|(key, _)| key == name);
            found.and_then(|(_, value)| value.clone())
        };
        assert_eq!(
            value("user-key").as_deref(),
            Some("user-value"),
            "{version}"
        );
        assert_eq!(value("k2").as_deref(), Some("世界"), "{version}");
        assert!(
            value("path").is_some() && value("version").is_some(),
            "{version}"
        );
    }
}

#[test]
fn attachments_that_are_no_strings() {
    for version in ["2.7.23", "3.2.16", "3.3.6"] {
        let (_, body) = bodies(version, "attachments-object", "c2s", HESSIAN2).remove(0);
        let attachments = attachments_of(&body, 1);
        let has = |name: &str, text: Option<&str>| {
            attachments
                .iter()
                .any(|(key, value)| key == name && value.as_deref() == text)
        };
        assert!(
            has("int-key", Some("42")) && has("user-obj", None),
            "{version}: {attachments:?}"
        );

        let mut decoder = Decoder::new(Serialization::Hessian2, &body);
        decoder.skip_block(6).unwrap();
        let attachments = decoder.attachments().unwrap();
        let value = |name: &str| &attachments.iter().find(|(key, _)| key == name).unwrap().1;
        assert_eq!(value("int-key"), &Value::Int(42), "{version}");
        let user = value("user-obj");
        assert_eq!(
            user.get("name").and_then(Value::as_str),
            Some("Att"),
            "{version}"
        );
    }
}

#[test]
fn the_attachments_of_a_plain_call_are_written_as_java_writes_them() {
    for version in VERSIONS {
        let (_, body) = bodies(version, "hello-ascii", "c2s", HESSIAN2).remove(0);
        let mut decoder = Decoder::new(Serialization::Hessian2, &body);
        decoder.skip_block(6).unwrap();
        let start = decoder.position();
        let attachments = decoder.attachments().unwrap();
        let mut written = Vec::new();
        let entries = attachments.iter().map(|(key, value)| (key.as_str(), value));
        Encoder::new(Serialization::Hessian2, &mut written)
            .attachments(entries)
            .unwrap();
        assert_eq!(written, body[start..], "{version}");
    }
}

#[test]
fn the_error_texts_of_a_3_2_provider_are_read_from_fastjson2() {
    let (_, body) = bodies("3.2.16", "unknown-service", "s2c", FASTJSON2).remove(0);
    let text = fastjson2_string(&body).unwrap();
    assert!(
        text.starts_with("Fail to decode request due to: RpcInvocation ["),
        "{text}"
    );
    let mut read = 0;
    for (case, body) in bodies("3.2.16", "", "s2c", FASTJSON2) {
        // Successful replies in fastjson2 begin with a flag, and heartbeats with null.
        let begins = body.get(4).copied().unwrap_or(0);
        let is_text = (0x49..=0x7d).contains(&begins);
        assert_eq!(
            fastjson2_string(&body).is_some(),
            is_text,
            "{case}: {begins:02x}"
        );
        read += usize::from(is_text);
    }
    println!("{read} texts in fastjson2");
    assert!(read > 10, "only {read} texts");
}

#[test]
fn every_kind_of_string_of_fastjson2() {
    let string = |bytes: &[u8]| {
        let body = [&(bytes.len() as u32).to_be_bytes()[..], bytes, b"behind"].concat();
        fastjson2_string(&body)
    };
    let reads = |bytes: &[u8], text: &str| assert_eq!(string(bytes).as_deref(), Some(text));
    reads(b"\x49", "");
    reads(b"\x4bh\xe9", "hé");
    reads(b"\x79\x02hi", "hi");
    reads(b"\x7a\x06\xe4\xb8\x96\xe7\x95\x8c", "世界");
    reads(b"\x7b\x06\xff\xfe\x16\x4e\x4c\x75", "世界");
    reads(b"\x7b\x06\xfe\xff\x4e\x16\x75\x4c", "世界");
    reads(b"\x7c\x04\x16\x4e\x4c\x75", "世界");
    reads(b"\x7d\x04\x4e\x16\x75\x4c", "世界");
    reads(b"\x7d\x02\xd8\x3d", "\u{fffd}");
    let lengths: [(&[u8], usize); 4] = [
        (b"\x38\x57", 0x57),
        (b"\x3b\xff", 1023),
        (b"\x44\x0e\x31", 3633),
        (b"\x48\0\0\0\x05", 5),
    ];
    for (prefix, length) in lengths {
        let bytes = [b"\x79", prefix, &vec![b'x'; length]].concat();
        assert_eq!(string(&bytes).map(|text| text.len()), Some(length));
        assert_eq!(string(&bytes[..bytes.len() - 1]), None);
    }
    let malformed: [&[u8]; 9] = [
        b"",
        b"\xaf",
        b"\x4bh",
        b"\x79",
        b"\x79\xf0",
        b"\x79\x48\xff\xff\xff\xff",
        b"\x7a\x01\xff",
        b"\x7c\x03abc",
        b"\x79\x34",
    ];
    for bytes in malformed {
        assert_eq!(string(bytes), None, "{bytes:02x?}");
    }
    assert_eq!(fastjson2_string(b"\xff\xff\xff\xff\x49"), None);
}

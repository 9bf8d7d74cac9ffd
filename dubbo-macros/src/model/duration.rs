//! Durations in options: `"500ms"`, `"2s"`, `"1m"`, or a whole number of milliseconds.

use syn::Lit;

use crate::diagnostics::Diagnostics;
use crate::options::{Options, Value};

const EXPECTED: &str = "expected a duration above zero: `\"500ms\"`, `\"2s\"`, `\"1m\"`, or a whole number of milliseconds";

/// The milliseconds given for `name`.
pub(crate) fn millis(options: &Options, name: &str, diagnostics: &mut Diagnostics) -> Option<u32> {
    let entry = options.entry(name)?;
    let parsed = match &entry.value {
        Value::Literal(Lit::Int(number)) if number.suffix().is_empty() => number
            .base10_parse()
            .map_err(|_| EXPECTED.to_owned())
            .and_then(in_range),
        Value::Literal(Lit::Str(text)) => parse(&text.value()),
        _ => Err(EXPECTED.to_owned()),
    };
    parsed
        .map_err(|message| diagnostics.error_on(entry.tokens(), format!("`{name}`: {message}")))
        .ok()
}

fn parse(text: &str) -> Result<u32, String> {
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (number, unit) = text.split_at(digits);
    let factor: u64 = match unit.trim_start() {
        "ms" => 1,
        "s" => 1_000,
        "m" => 60_000,
        "" if digits > 0 => {
            return Err(format!(
                "`\"{text}\"` has no unit; write `\"{text}ms\"` or `\"{text}s\"`"
            ));
        }
        _ => return Err(format!("`\"{text}\"` is no duration; {EXPECTED}")),
    };
    let number: u64 = number
        .parse()
        .map_err(|_| format!("`\"{text}\"` is no duration; {EXPECTED}"))?;
    in_range(number.saturating_mul(factor))
}

/// Dubbo keeps a timeout in a Java `int` of milliseconds.
fn in_range(millis: u64) -> Result<u32, String> {
    match u32::try_from(millis) {
        Ok(0) => Err(EXPECTED.to_owned()),
        Ok(millis) if i32::try_from(millis).is_ok() => Ok(millis),
        _ => Err("more than a Java `int` of milliseconds holds, some 24 days".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn a_duration_has_a_number_and_a_unit() {
        assert_eq!(parse("500ms"), Ok(500));
        assert_eq!(parse("2s"), Ok(2_000));
        assert_eq!(parse("1 m"), Ok(60_000));
    }

    #[test]
    fn what_is_no_duration_is_refused_with_what_is() {
        for text in [
            "",
            "ms",
            "1h",
            "-1s",
            "1.5s",
            "s1",
            "0ms",
            "99999999999999999999s",
        ] {
            assert!(
                parse(text).is_err_and(|error| error.contains("duration above zero")),
                "{text}"
            );
        }
        assert!(parse("500").is_err_and(|error| error.contains("no unit")));
        assert!(parse("40000m").is_err_and(|error| error.contains("24 days")));
    }
}

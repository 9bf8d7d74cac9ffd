use std::time::Duration;

use tokio::time::Instant;

use crate::error::{Error, Result};

/// A length of time as options give it: `"500ms"`, `"2s"`, `"1m"`, `"500"` or `500` (milliseconds,
/// as in Dubbo's URLs), or a [`Duration`].
#[derive(Clone, Debug)]
pub struct Period(Result<Duration, String>);

impl Period {
    /// The time.
    ///
    /// # Errors
    /// Names `option` and what it should look like.
    pub fn get(self, option: &str) -> Result<Duration> {
        self.0.map_err(|text| {
            Error::config(format!(
                "`{option}` is `{text}`; expected a time such as `500ms`, `2s`, `1m`, or milliseconds"
            ))
        })
    }

    /// The time, which must not be zero.
    ///
    /// # Errors
    /// As [`get`](Self::get), and for a time of zero.
    pub fn positive(self, option: &str) -> Result<Duration> {
        match self.get(option)? {
            Duration::ZERO => Err(Error::config(format!(
                "`{option}` is 0; expected a time above 0 such as `500ms`"
            ))),
            time => Ok(time),
        }
    }
}

/// Thirty years: what is longer is no time that a clock has to reckon with.
const LONGEST: Duration = Duration::from_secs(30 * 365 * 24 * 3600);

/// When `time` from now is over.
pub(crate) fn after(time: Duration) -> Instant {
    Instant::now() + time.min(LONGEST)
}

impl From<Duration> for Period {
    fn from(duration: Duration) -> Self {
        Self(Ok(duration.min(LONGEST)))
    }
}

impl From<u64> for Period {
    fn from(milliseconds: u64) -> Self {
        Duration::from_millis(milliseconds).into()
    }
}

impl From<&str> for Period {
    fn from(text: &str) -> Self {
        match parse(text.trim()) {
            Some(time) => time.into(),
            None => Self(Err(text.to_owned())),
        }
    }
}

fn parse(text: &str) -> Option<Duration> {
    let digits = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    let number: u64 = text[..digits].parse().ok()?;
    let unit = match text[digits..].trim() {
        "" | "ms" => 1,
        "s" => 1_000,
        "m" => 60_000,
        "h" => 3_600_000,
        _ => return None,
    };
    Some(Duration::from_millis(number.checked_mul(unit)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_people_write_them() {
        for (text, milliseconds) in [("500", 500), ("500ms", 500), (" 2 s", 2000), ("1m", 60_000)] {
            let period = Period::from(text).get("timeout").unwrap();
            assert_eq!(period, Duration::from_millis(milliseconds), "{text}");
        }
        for text in ["", "s", "-1", "1.5s", "2 weeks", "99999999999999999999"] {
            let error = Period::from(text).get("timeout").unwrap_err().to_string();
            assert!(
                error.contains("`timeout` is") && error.contains("500ms"),
                "{error}"
            );
        }
    }
}

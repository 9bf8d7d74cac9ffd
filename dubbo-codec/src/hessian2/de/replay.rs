use super::Deserializer;
use crate::error::{Error, ErrorKind};

/// How references are followed: by reading again what they refer to.
#[derive(Debug, Default)]
pub(super) struct Replays {
    /// How many references are being followed, each within the one before.
    active: usize,
    /// Where reading goes on when none is followed any more.
    back: usize,
    /// How many bytes have been read again.
    bytes: usize,
}

impl Replays {
    pub(super) fn is_replaying(&self) -> bool {
        self.active > 0
    }

    /// How far the message has been read for the first time, while something in it is read again.
    pub(super) fn position_before(&self) -> Option<usize> {
        self.is_replaying().then_some(self.back)
    }
}

/// Always allowed, because a short message may well repeat one object a hundred times.
const FREE: usize = 256 << 10;

impl<'de> Deserializer<'de> {
    /// Reads with `read` the container that a reference names by number.
    pub(super) fn replay<T>(
        &mut self,
        number: i32,
        read: impl FnOnce(&mut Self) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let offset = self.container(number)?;
        if self.open.contains(offset) {
            let message = format!(
                "a reference to the container {number}, which this value is in itself; only an Option can be that"
            );
            return Err(Error::new(ErrorKind::Mismatch, message));
        }
        self.check_replays()?;
        let back = std::mem::replace(&mut self.position, offset);
        if self.replays.active == 0 {
            self.replays.back = back;
        }
        self.replays.active += 1;
        let value = read(self)?;
        self.replays.active -= 1;
        self.replays.bytes += self.position - offset;
        self.position = back;
        self.check_replays()?;
        Ok(value)
    }

    /// Whether a reference stands here to a container that this place is in.
    pub(super) fn cycle_is_next(&mut self, number: i32) -> Result<bool, Error> {
        let offset = self.container(number)?;
        Ok(self.open.contains(offset))
    }

    pub(super) fn check_replays(&self) -> Result<(), Error> {
        let allowed = self
            .input
            .len()
            .saturating_mul(self.limits.replays)
            .max(FREE);
        if self.replays.bytes <= allowed {
            return Ok(());
        }
        let message = format!("references repeat more than {allowed} bytes");
        Err(Error::new(ErrorKind::Limit, message))
    }
}

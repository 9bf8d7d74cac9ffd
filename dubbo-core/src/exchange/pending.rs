//! Calls that wait for their reply: a slab whose index and generation are the request id, so that a
//! late reply never reaches a stranger.

use std::task::Waker;

use bytes::Bytes;
use tokio::time::Instant;

use crate::transport::Header;

/// How a call ended.
#[derive(Debug)]
pub(super) enum Ending {
    /// The reply's header and body.
    Reply(Header, Bytes),
    /// The reply was larger than the payload limit.
    Oversize(Header),
    /// The deadline passed.
    Expired,
    /// The connection closed.
    Closed,
}

#[derive(Debug, Default)]
pub(super) struct Pending {
    slots: Vec<Slot>,
    free: Vec<u32>,
}

#[derive(Debug)]
struct Slot {
    generation: u32,
    state: State,
}

#[derive(Debug)]
enum State {
    Free,
    Waiting { deadline: Instant, waker: Waker },
    Ended(Ending),
}

impl Pending {
    /// Calls that hold a slot.
    pub(super) fn len(&self) -> usize {
        self.slots.len() - self.free.len()
    }

    /// Takes a slot; the id names it until [`remove`](Self::remove). `waker` is woken when the call ends.
    pub(super) fn insert(&mut self, deadline: Instant, waker: Waker) -> u64 {
        let state = State::Waiting { deadline, waker };
        let index = match self.free.pop() {
            Some(index) => {
                self.slots[index as usize].state = state;
                index
            }
            None => {
                self.slots.push(Slot {
                    generation: 0,
                    state,
                });
                (self.slots.len() - 1) as u32
            }
        };
        u64::from(self.slots[index as usize].generation) << 32 | u64::from(index)
    }

    /// Ends the call `id`. The waker is to be woken once the lock is released.
    ///
    /// # Errors
    /// Gives the ending back where no such call waits any more.
    pub(super) fn end(&mut self, id: u64, ending: Ending) -> Result<Waker, Ending> {
        match self.slot(id) {
            Some(slot) => slot.end(ending),
            None => Err(ending),
        }
    }

    /// How the call `id` ended, else `None`, and `waker` is woken when it does.
    pub(super) fn poll(&mut self, id: u64, waker: &Waker) -> Option<Ending> {
        match &mut self.slot(id)?.state {
            State::Waiting { waker: kept, .. } => {
                kept.clone_from(waker);
                None
            }
            State::Ended(_) => self.remove(id),
            State::Free => None,
        }
    }

    /// Gives the slot back: from now on a reply to `id` goes to nobody.
    pub(super) fn remove(&mut self, id: u64) -> Option<Ending> {
        let slot = self.slot(id)?;
        slot.generation = slot.generation.wrapping_add(1);
        let state = std::mem::replace(&mut slot.state, State::Free);
        self.free.push(id as u32);
        match state {
            State::Ended(ending) => Some(ending),
            _ => None,
        }
    }

    /// Ends all calls whose deadline has passed, and says when the next one does.
    pub(super) fn expire(&mut self, now: Instant, wakers: &mut Vec<Waker>) -> Option<Instant> {
        let mut next: Option<Instant> = None;
        for slot in &mut self.slots {
            let State::Waiting { deadline, .. } = slot.state else {
                continue;
            };
            if deadline <= now {
                wakers.extend(slot.end(Ending::Expired));
            } else {
                next = Some(next.map_or(deadline, |next| next.min(deadline)));
            }
        }
        next
    }

    /// Ends all calls: the connection is closed.
    pub(super) fn close(&mut self, wakers: &mut Vec<Waker>) {
        for slot in &mut self.slots {
            wakers.extend(slot.end(Ending::Closed));
        }
    }

    fn slot(&mut self, id: u64) -> Option<&mut Slot> {
        let slot = self.slots.get_mut(id as u32 as usize)?;
        let current = u64::from(slot.generation) == id >> 32 && !matches!(slot.state, State::Free);
        current.then_some(slot)
    }
}

impl Slot {
    /// Ends the call that waits here, else gives the ending back.
    fn end(&mut self, ending: Ending) -> Result<Waker, Ending> {
        match std::mem::replace(&mut self.state, State::Free) {
            State::Waiting { waker, .. } => {
                self.state = State::Ended(ending);
                Ok(waker)
            }
            state => {
                self.state = state;
                Err(ending)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_late_reply_never_reaches_the_next_call_in_the_slot() {
        let mut pending = Pending::default();
        let deadline = Instant::now();
        let first = pending.insert(deadline, Waker::noop().clone());
        pending.remove(first);
        let second = pending.insert(deadline, Waker::noop().clone());
        assert_eq!(first as u32, second as u32);
        assert!(pending.end(first, Ending::Closed).is_err());
        assert!(pending.poll(second, Waker::noop()).is_none());
        assert!(pending.end(second, Ending::Closed).is_ok());
        assert!(matches!(
            pending.poll(second, Waker::noop()),
            Some(Ending::Closed)
        ));
        assert_eq!(pending.len(), 0);
    }

    #[test]
    fn only_what_is_due_expires_and_the_next_deadline_is_told() {
        let mut pending = Pending::default();
        let now = Instant::now();
        let (early, late) = (
            pending.insert(now, Waker::noop().clone()),
            pending.insert(now + Duration::from_secs(1), Waker::noop().clone()),
        );
        let next = pending.expire(now, &mut Vec::new());
        assert_eq!(next, Some(now + Duration::from_secs(1)));
        assert!(matches!(
            pending.poll(early, Waker::noop()),
            Some(Ending::Expired)
        ));
        assert!(pending.poll(late, Waker::noop()).is_none());
    }

    #[test]
    fn generations_begin_again_after_the_last() {
        let mut pending = Pending::default();
        let deadline = Instant::now();
        let id = pending.insert(deadline, Waker::noop().clone());
        pending.remove(id);
        pending.slots[0].generation = u32::MAX;
        let last = pending.insert(deadline, Waker::noop().clone());
        assert_eq!(last >> 32, u64::from(u32::MAX));
        pending.remove(last);
        let first = pending.insert(deadline, Waker::noop().clone());
        assert_eq!(first, 0);
        assert!(pending.end(last, Ending::Closed).is_err());
        assert!(pending.end(first, Ending::Closed).is_ok());
    }

    #[test]
    fn an_unknown_id_is_ignored() {
        assert!(Pending::default().end(u64::MAX, Ending::Closed).is_err());
    }
}

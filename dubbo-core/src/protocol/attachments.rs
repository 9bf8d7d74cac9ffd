use std::borrow::Cow;

use dubbo_codec::Value;

/// What travels beside the arguments or the result: keys and values, in order.
///
/// Java senders put strings; since 2.7.7 a value may be any object. Keys are case-sensitive.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Attachments {
    entries: Vec<(Cow<'static, str>, Value)>,
}

impl Attachments {
    /// No attachments. Allocates nothing.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            entries: Vec::new(),
        }
    }

    /// The value of `key`.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.entries
            .iter()
            .rfind(|(name, _)| name == key)
            .map(|(_, value)| value)
    }

    /// The value of `key`, where it is a string.
    #[must_use]
    pub fn text(&self, key: &str) -> Option<&str> {
        self.get(key).and_then(Value::as_str)
    }

    /// Sets `key` to `value`; the value it had is replaced.
    pub fn insert(&mut self, key: impl Into<Cow<'static, str>>, value: impl Into<Value>) {
        let (key, value) = (key.into(), value.into());
        match self.entries.iter_mut().find(|(name, _)| *name == key) {
            Some(entry) => entry.1 = value,
            None => self.entries.push((key, value)),
        }
    }

    /// Entries as they were decoded: a peer may send any number, so none is looked for among the
    /// others. Of two with one key the last counts.
    pub(crate) fn decoded(entries: Vec<(String, Value)>) -> Self {
        let entries = entries
            .into_iter()
            .map(|(key, value)| (key.into(), value))
            .collect();
        Self { entries }
    }

    /// Adds what `others` has under keys that are not here yet.
    pub(crate) fn extend_missing<'a>(
        &mut self,
        others: impl Iterator<Item = (&'a str, &'a Value)>,
    ) {
        let own = self.entries.len();
        for (key, value) in others {
            if !self.entries[..own].iter().any(|(name, _)| name == key) {
                self.entries.push((key.to_owned().into(), value.clone()));
            }
        }
    }

    /// Takes `key` out.
    pub fn remove(&mut self, key: &str) -> Option<Value> {
        let index = self.entries.iter().position(|(name, _)| name == key)?;
        Some(self.entries.remove(index).1)
    }

    /// All entries in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> + Clone {
        self.entries
            .iter()
            .map(|(key, value)| (key.as_ref(), value))
    }

    pub(crate) fn into_entries(self) -> impl Iterator<Item = (Cow<'static, str>, Value)> {
        self.entries.into_iter()
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

impl<K: Into<Cow<'static, str>>, V: Into<Value>> Extend<(K, V)> for Attachments {
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, entries: I) {
        entries
            .into_iter()
            .for_each(|(key, value)| self.insert(key, value));
    }
}

impl<K: Into<Cow<'static, str>>, V: Into<Value>> FromIterator<(K, V)> for Attachments {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        let mut attachments = Self::new();
        attachments.extend(entries);
        attachments
    }
}

//! What the lists of `#[dubbo::extension]` have in common: see there.

use std::fmt;

#[doc(hidden)]
pub use dubbo_macros::__extension_list as list;

/// A name that the list of an extension point does not have.
///
/// Its text has the nearest name and all of them; of a name that this build lacks, the cargo feature that adds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownName {
    key: &'static str,
    name: String,
    names: &'static [&'static str],
    absent: &'static [(&'static str, &'static str)],
}

impl UnknownName {
    /// `absent`: names that are not compiled in, each with its feature.
    #[doc(hidden)]
    pub fn new(
        key: &'static str,
        name: &str,
        names: &'static [&'static str],
        absent: &'static [(&'static str, &'static str)],
    ) -> Self {
        Self {
            key,
            name: name.to_owned(),
            names,
            absent,
        }
    }

    /// The key that named it: `loadbalance`.
    pub fn key(&self) -> &'static str {
        self.key
    }

    /// The name that there is not.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The names that there are.
    pub fn names(&self) -> &'static [&'static str] {
        self.names
    }

    fn nearest(&self) -> Option<&'static str> {
        let name = self.name.to_lowercase();
        let distance = |known: &str| strsim::damerau_levenshtein(&name, &known.to_lowercase());
        let all = self.names.iter().map(|known| (distance(known), *known));
        let near = all.filter(|(distance, _)| *distance <= name.chars().count() / 3 + 1);
        near.min_by_key(|(distance, _)| *distance)
            .map(|(_, known)| known)
    }
}

impl fmt::Display for UnknownName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { key, name, .. } = self;
        let names: Vec<String> = self
            .names
            .iter()
            .map(|known| format!("`{known}`"))
            .collect();
        let names = names.join(", ");
        let mut absent = self.absent.iter();
        if let Some((_, feature)) = absent.find(|(absent, _)| absent == name) {
            return write!(
                f,
                "the {key} `{name}` is not compiled in; add it by the cargo feature `{feature}`; this build has {names}"
            );
        }
        write!(f, "unknown {key} `{name}`; ")?;
        if let Some(nearest) = self.nearest() {
            write!(f, "did you mean `{nearest}`? ")?;
        }
        match self.names {
            [_] => write!(f, "there is {names} alone"),
            _ => write!(f, "there are {names}"),
        }
    }
}

impl std::error::Error for UnknownName {}

/// Two slices in one; `N` is their length together.
#[doc(hidden)]
pub const fn joined<const N: usize, T: Copy>(filler: T, first: &[T], second: &[T]) -> [T; N] {
    let mut all = [filler; N];
    let mut at = 0;
    while at < N {
        all[at] = if at < first.len() {
            first[at]
        } else {
            second[at - first.len()]
        };
        at += 1;
    }
    all
}

/// Whether `names` has `name`, at compile time.
#[doc(hidden)]
pub const fn has_name(names: &[&str], name: &str) -> bool {
    let mut at = 0;
    while at < names.len() {
        if is_same(names[at].as_bytes(), name.as_bytes()) {
            return true;
        }
        at += 1;
    }
    false
}

const fn is_same(left: &[u8], right: &[u8]) -> bool {
    let mut at = 0;
    while at < left.len() && at < right.len() && left[at] == right[at] {
        at += 1;
    }
    at == left.len() && at == right.len()
}

#[cfg(test)]
mod tests {
    use super::UnknownName;

    #[test]
    fn an_unknown_name_is_answered_with_the_nearest_and_all_others() {
        let error = |name| {
            let names = &["random", "roundrobin", "leastactive"];
            UnknownName::new("loadbalance", name, names, &[("adaptive", "probing")]).to_string()
        };
        assert_eq!(
            error("RoundRobbin"),
            "unknown loadbalance `RoundRobbin`; did you mean `roundrobin`? there are `random`, `roundrobin`, \
             `leastactive`"
        );
        assert_eq!(
            error("mine"),
            "unknown loadbalance `mine`; there are `random`, `roundrobin`, `leastactive`"
        );
        assert_eq!(
            error("adaptive"),
            "the loadbalance `adaptive` is not compiled in; add it by the cargo feature `probing`; this build has \
             `random`, `roundrobin`, `leastactive`"
        );
    }
}

//! Paths to a part of a [`Value`]: `friends[3].name`.

use super::graph::Graph;
use super::{Object, Value};

/// One step of a path.
#[derive(Debug, PartialEq)]
enum Step<'p> {
    /// `name`, `["any text"]`: an object's field, or a map's key.
    Name(&'p str),
    /// `[3]`: an element of a list, or a map's key.
    Index(i64),
}

/// The part of `root` at the end of `path`.
pub(super) fn find<'v>(root: &'v Value, path: &str) -> Option<&'v Value> {
    // Keys of maps may look like paths: `dubbo.application`.
    if let Some(value) = named(root, path) {
        return follow(root, value);
    }
    if !path.contains(['.', '[']) {
        return None;
    }
    let (mut value, mut rest) = (root, path);
    while !rest.is_empty() {
        let (step, behind) = first_step(rest)?;
        value = follow(root, step_into(value, &step)?)?;
        rest = behind;
    }
    Some(value)
}

fn follow<'v>(root: &'v Value, value: &'v Value) -> Option<&'v Value> {
    match value {
        Value::Reference(_) => Graph::of(root).target(value),
        _ => Some(value),
    }
}

fn step_into<'v>(value: &'v Value, step: &Step<'_>) -> Option<&'v Value> {
    match (value, step) {
        (_, Step::Name(name)) => named(value, name),
        (Value::List(list), Step::Index(index)) => list.items.get(usize::try_from(*index).ok()?),
        (Value::Map(map), Step::Index(index)) => {
            let mut entries = map.entries.iter().rev();
            let entry = entries.find(|(key, _)| key.as_i64() == Some(*index));
            entry.map(|(_, value)| value)
        }
        _ => None,
    }
}

fn named<'v>(value: &'v Value, name: &str) -> Option<&'v Value> {
    match value {
        Value::Object(object) => Object::get(object, name),
        Value::Map(map) => map.get(name),
        _ => None,
    }
}

/// The first step of a path, and the rest of the path behind it. `None` if it is no path.
fn first_step(path: &str) -> Option<(Step<'_>, &str)> {
    if let Some(quoted) = path.strip_prefix("[\"") {
        let (name, rest) = quoted.split_once("\"]")?;
        return Some((Step::Name(name), behind_step(rest)?));
    }
    if let Some(bracketed) = path.strip_prefix('[') {
        let (index, rest) = bracketed.split_once(']')?;
        return Some((Step::Index(index.parse().ok()?), behind_step(rest)?));
    }
    let end = path.find(['.', '[']).unwrap_or(path.len());
    let (name, rest) = path.split_at(end);
    (!name.is_empty()).then_some((Step::Name(name), behind_step(rest)?))
}

/// What follows a step: nothing, a bracket, or a point and a name.
fn behind_step(rest: &str) -> Option<&str> {
    match rest.strip_prefix('.') {
        Some(name) => (!name.is_empty() && !name.starts_with(['.', '['])).then_some(name),
        None => (rest.is_empty() || rest.starts_with('[')).then_some(rest),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_names_with_points_between_and_indices_in_brackets() {
        let steps = |mut path| {
            let mut steps = Vec::new();
            while let Some((step, rest)) = first_step(path) {
                steps.push(step);
                path = rest;
            }
            path.is_empty().then_some(steps)
        };
        let (name, index) = (Step::Name, Step::Index);
        assert_eq!(
            steps("friends[3].name"),
            Some(vec![name("friends"), index(3), name("name")])
        );
        assert_eq!(
            steps("[0][-1][\"a.b]\"].c"),
            Some(vec![index(0), index(-1), name("a.b]"), name("c")])
        );
        for wrong in ["a..b", "a.", ".a", "a[", "a[x]", "a[1]b", "a.[1]", "[\"a]"] {
            assert_eq!(steps(wrong), None, "{wrong}");
        }
    }
}

//! Where the references of a [`Value`] lead, and copies in which they lead elsewhere or are gone.

use std::collections::HashMap;

use super::{List, Map, Object, Value};
use crate::error::{Error, ErrorKind};

/// As deep as containers may stand in each other where references are replaced by what they refer to: as in bytes.
pub(super) const DEEPEST: usize = 256;

/// # References
impl Value {
    /// What `part`, a reference within this value, refers to; `part` itself if it is none.
    ///
    /// `None` for a reference that leads out of this value, so for every one that is no part of it.
    ///
    /// ```
    /// use dubbo_codec::Value;
    ///
    /// // A list of one list twice, as Java writes it.
    /// let twice = Value::from([Value::from([7]), Value::Reference(1)]);
    /// let second = &twice.as_list().unwrap()[1];
    /// assert_eq!(twice.resolve(second), Some(&Value::from([7])));
    /// ```
    pub fn resolve<'v>(&'v self, part: &'v Value) -> Option<&'v Value> {
        match part {
            Self::Reference(_) => Graph::of(self).target(part),
            _ => Some(part),
        }
    }

    /// A copy of `part`, a part of this value, that is a value of its own: what it refers to outside of itself stands in
    /// it where it is first referred to.
    ///
    /// ```
    /// use dubbo_codec::Value;
    ///
    /// let user = Value::object("org.demo.User", [("id", 7i64.into())]);
    /// let both = Value::from([user.clone(), [Value::Reference(2), Value::Reference(2)].into()]);
    /// let part = both.extract(&both.as_list().unwrap()[1])?;
    /// assert_eq!(part, Value::from([user, Value::Reference(1)]));
    /// # Ok::<(), dubbo_codec::Error>(())
    /// ```
    ///
    /// # Errors
    /// When containers would stand deeper in each other than 256.
    ///
    /// As [`resolve`](Self::resolve) does, it looks through the whole value.
    pub fn extract(&self, part: &Value) -> Result<Value, Error> {
        // Each container is copied once at most.
        let mut without_bound = usize::MAX;
        Graph::of(self).extract(part, &[], &mut without_bound)
    }

    /// A copy without shared parts: whatever is referred to stands there once per use. Only where an object is part of
    /// itself a reference remains.
    ///
    /// # Errors
    /// When the copy would have more than `nodes` parts, or containers stand deeper in each other than 256: a short message
    /// can have very many shared parts.
    pub fn expanded(&self, nodes: usize) -> Result<Value, Error> {
        let graph = Graph::of(self);
        if !graph.has_references {
            return Ok(self.clone());
        }
        Copier::new(&graph, false, nodes).copy(self)
    }

    /// Makes null of the references that lead out of it.
    pub(crate) fn close(&mut self) {
        close(self, &mut 0);
    }

    /// Whether it is a list, map or object: what a reference can lead to.
    pub(super) fn is_container(&self) -> bool {
        matches!(self, Self::List(_) | Self::Map(_) | Self::Object(_))
    }

    /// What a container has in it, in order.
    pub(super) fn parts(&self) -> Parts<'_> {
        let (items, entries): (&[Value], &[(Value, Value)]) = match self {
            Self::List(list) => (&list.items, &[]),
            Self::Map(map) => (&[], &map.entries),
            Self::Object(object) => (&object.values, &[]),
            _ => (&[], &[]),
        };
        Parts {
            items: items.iter(),
            entries: entries.iter(),
            value: None,
        }
    }

    pub(crate) fn has_references(&self) -> bool {
        matches!(self, Self::Reference(_)) || self.parts().any(Self::has_references)
    }
}

fn close(value: &mut Value, containers: &mut u32) {
    *containers += u32::from(value.is_container());
    match value {
        Value::Reference(back) if *back == 0 || *back > *containers => *value = Value::Null,
        Value::List(list) => list
            .items
            .iter_mut()
            .for_each(|item| close(item, containers)),
        Value::Object(object) => object
            .values
            .iter_mut()
            .for_each(|value| close(value, containers)),
        Value::Map(map) => {
            for (key, value) in &mut map.entries {
                close(key, containers);
                close(value, containers);
            }
        }
        _ => {}
    }
}

pub(super) struct Parts<'v> {
    items: std::slice::Iter<'v, Value>,
    entries: std::slice::Iter<'v, (Value, Value)>,
    /// The value whose key came last.
    value: Option<&'v Value>,
}

impl<'v> Iterator for Parts<'v> {
    type Item = &'v Value;

    fn next(&mut self) -> Option<&'v Value> {
        if let Some(value) = self.value.take().or_else(|| self.items.next()) {
            return Some(value);
        }
        let (key, value) = self.entries.next()?;
        self.value = Some(value);
        Some(key)
    }
}

/// Where each reference of a value leads.
pub(super) struct Graph<'v> {
    root: &'v Value,
    targets: HashMap<usize, &'v Value>,
    pub(super) has_references: bool,
    /// How many parts the value has; not counted without references.
    pub(super) nodes: usize,
}

impl<'v> Graph<'v> {
    pub(super) fn of(root: &'v Value) -> Self {
        let mut graph = Self {
            root,
            targets: HashMap::new(),
            has_references: root.has_references(),
            nodes: 0,
        };
        if graph.has_references {
            graph.walk(root, &mut Vec::new());
        }
        graph
    }

    fn walk(&mut self, value: &'v Value, containers: &mut Vec<&'v Value>) {
        self.nodes += 1;
        if let Value::Reference(back) = value {
            let number = containers.len().checked_sub(*back as usize);
            if let Some(target) = number.and_then(|number| containers.get(number)) {
                self.targets.insert(address(value), target);
            }
        } else if value.is_container() {
            containers.push(value);
            value.parts().for_each(|part| self.walk(part, containers));
        }
    }

    /// What a reference refers to, if that is part of the value.
    pub(super) fn target(&self, reference: &Value) -> Option<&'v Value> {
        self.targets.get(&address(reference)).copied()
    }

    /// A copy of `part` without the containers at the addresses `outside`; of at most `left` parts, which it takes from
    /// that.
    pub(super) fn extract(
        &self,
        part: &Value,
        outside: &[usize],
        left: &mut usize,
    ) -> Result<Value, Error> {
        if !self.has_references || std::ptr::eq(part, self.root) {
            return Ok(part.clone());
        }
        let mut copier = Copier {
            outside,
            ..Copier::new(self, true, *left)
        };
        let copy = copier.copy(part)?;
        *left = copier.left;
        Ok(copy)
    }
}

/// A value's identity while it is borrowed.
pub(super) fn address(value: &Value) -> usize {
    std::ptr::from_ref(value).addr()
}

/// Copies values whose references are those of a graph.
struct Copier<'g, 'v> {
    graph: &'g Graph<'v>,
    /// What references are not followed to.
    outside: &'g [usize],
    /// Whether what was copied once may be referred to; else only what is being copied may be.
    shares: bool,
    /// How many parts the copy may still get.
    left: usize,
    depth: usize,
    /// The numbers in the copy of the containers that may be referred to.
    numbers: HashMap<usize, u32>,
    /// How many containers the copy has.
    count: u32,
}

impl<'g, 'v> Copier<'g, 'v> {
    fn new(graph: &'g Graph<'v>, shares: bool, left: usize) -> Self {
        Self {
            graph,
            outside: &[],
            shares,
            left,
            depth: 0,
            numbers: HashMap::new(),
            count: 0,
        }
    }

    fn copy(&mut self, value: &Value) -> Result<Value, Error> {
        self.left = self.left.checked_sub(1).ok_or_else(|| {
            Error::new(
                ErrorKind::Limit,
                "a value repeats its parts too often to have them once per use",
            )
        })?;
        match value {
            Value::Reference(_) => match self.graph.target(value) {
                Some(target) if !self.outside.contains(&address(target)) => self.container(target),
                _ => Ok(Value::Reference(0)),
            },
            _ if value.is_container() => self.container(value),
            _ => Ok(value.clone()),
        }
    }

    fn container(&mut self, container: &Value) -> Result<Value, Error> {
        if let Some(number) = self.numbers.get(&address(container)) {
            return Ok(Value::Reference(self.count - number));
        }
        if self.depth == DEEPEST {
            return Err(too_deep());
        }
        self.numbers.insert(address(container), self.count);
        self.count += 1;
        self.depth += 1;
        let copy = self.parts_of(container)?;
        self.depth -= 1;
        if !self.shares {
            self.numbers.remove(&address(container));
        }
        Ok(copy)
    }

    fn parts_of(&mut self, container: &Value) -> Result<Value, Error> {
        let mut all = |values: &[Value]| {
            let copies = values.iter().map(|value| self.copy(value));
            copies.collect::<Result<Vec<Value>, Error>>()
        };
        Ok(match container {
            Value::List(list) => Value::List(List {
                class: list.class.clone(),
                items: all(&list.items)?,
                is_variable: list.is_variable,
            }),
            Value::Object(object) => Value::Object(Object {
                class: object.class.clone(),
                values: all(&object.values)?,
            }),
            Value::Map(map) => {
                let entries = map.entries.iter();
                let entries = entries.map(|(key, value)| Ok((self.copy(key)?, self.copy(value)?)));
                Value::Map(Map {
                    class: map.class.clone(),
                    entries: entries.collect::<Result<_, Error>>()?,
                })
            }
            scalar => scalar.clone(),
        })
    }
}

pub(super) fn too_deep() -> Error {
    let message = format!("lists, maps and objects stand deeper in each other than {DEEPEST}");
    Error::new(ErrorKind::Limit, message)
}

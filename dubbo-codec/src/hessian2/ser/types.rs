use std::borrow::Cow;
use std::collections::HashMap;

/// The types of lists and maps by their numbers, as far as all readers count alike: Java counts every type that is spelt
/// out, dubbo-go each one once (hessian2.md §2.3). So no type has a number behind one that was spelt out again.
#[derive(Debug, Default)]
pub(super) struct Types {
    /// The first ones, which are all that most messages have.
    few: Vec<Cow<'static, str>>,
    more: Option<HashMap<Cow<'static, str>, usize>>,
    is_ambiguous: bool,
}

const FEW: usize = 16;

impl Types {
    /// Counts a type that is spelt out.
    pub(super) fn add(&mut self, name: Cow<'static, str>) {
        if self.is_ambiguous {
            return;
        }
        if self.number(&name).is_some() {
            self.is_ambiguous = true;
        } else if self.few.len() < FEW {
            self.few.push(name);
        } else {
            let more = self.more.get_or_insert_default();
            more.insert(name, FEW + more.len());
        }
    }

    /// The number of a type that was spelt out.
    pub(super) fn number(&self, name: &str) -> Option<i32> {
        let number = self.few.iter().position(|known| known == name);
        let number = number.or_else(|| self.more.as_ref()?.get(name).copied())?;
        i32::try_from(number).ok()
    }
}

use std::borrow::Cow;

/// The types of lists and maps by their numbers, as far as all readers count alike: Java counts every type that is spelt
/// out, dubbo-go each one once (hessian2.md §2.3). So no type has a number behind one that was spelt out again.
#[derive(Debug, Default)]
pub(super) struct Types {
    names: Vec<Cow<'static, str>>,
    is_ambiguous: bool,
}

impl Types {
    /// Counts a type that is spelt out.
    pub(super) fn add(&mut self, name: Cow<'static, str>) {
        if self.is_ambiguous {
            return;
        }
        match self.number(&name) {
            Some(_) => self.is_ambiguous = true,
            None => self.names.push(name),
        }
    }

    /// The number of a type that was spelt out.
    pub(super) fn number(&self, name: &str) -> Option<i32> {
        let number = self.names.iter().position(|known| known == name)?;
        i32::try_from(number).ok()
    }
}

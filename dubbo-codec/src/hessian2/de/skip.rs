use super::Deserializer;
use super::head::Head;
use crate::error::{Error, ErrorKind};
use crate::hessian2::tag;

impl Deserializer<'_> {
    /// Passes over one value; the classes that are defined in it are known afterwards.
    pub(super) fn skip_value(&mut self) -> Result<(), Error> {
        let offset = self.position;
        match self.head()? {
            Head::Text(tag) => self.skip_text_behind(tag),
            Head::Binary(tag) => self.skip_binary(tag),
            Head::List { offset, length, .. } => {
                self.enter(offset)?;
                match length {
                    Some(length) => (0..length).try_for_each(|_| self.skip_value())?,
                    None => self.skip_to_end(1)?,
                }
                self.leave();
                Ok(())
            }
            Head::Map { offset, .. } => {
                self.enter(offset)?;
                self.skip_to_end(2)?;
                self.leave();
                Ok(())
            }
            Head::Object { offset, class } => {
                self.enter(offset)?;
                let fields = self.definitions[class].fields.len();
                (0..fields).try_for_each(|_| self.skip_value())?;
                self.leave();
                Ok(())
            }
            Head::Reference(number) if number < 0 => {
                let message = format!("a reference to the container {number}");
                Err(Error::new(ErrorKind::Malformed, message).at(offset))
            }
            _ => Ok(()),
        }
    }

    fn skip_to_end(&mut self, values_per_item: usize) -> Result<(), Error> {
        while !self.at_end_tag()? {
            (0..values_per_item).try_for_each(|_| self.skip_value())?;
        }
        Ok(())
    }

    /// Whether the end of a list or map stands here, which is then passed over.
    pub(super) fn at_end_tag(&mut self) -> Result<bool, Error> {
        let is_end = self.peek()? == tag::END;
        self.position += usize::from(is_end);
        Ok(is_end)
    }
}

//! `java.util.Calendar`.

use serde::{Deserialize, Serialize};

use super::{Class, Date};
use crate::java_type::java_class;

java_class! {
    Calendar => "java.util.Calendar" "Ljava/util/Calendar;", "java.util.Calendar";
}

/// `java.util.Calendar`: an instant, and the class that divides time into years and days on Java's side.
///
/// On the wire `CalendarHandle { date, type }`. Its time zone never travels: Java reads the instant in its own.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename = "com.alibaba.com.caucho.hessian.io.CalendarHandle")]
pub struct Calendar {
    /// The instant.
    pub date: Date,
    /// The class; `None` is `java.util.GregorianCalendar`.
    #[serde(rename = "type", default)]
    pub class: Option<Class>,
}

impl From<Date> for Calendar {
    fn from(date: Date) -> Self {
        Self { date, class: None }
    }
}

impl From<Calendar> for Date {
    fn from(calendar: Calendar) -> Self {
        calendar.date
    }
}

//! The least that hessian2 can cost: written by hand for exactly these classes, without tables of references, without
//! unknown fields, without limits. A floor to measure against, not a codec to use.

use crate::values::{Page, Sex, User};

const USER: &str = "com.bench.User";
const PAGE: &str = "com.bench.Page";
const SEX: &str = "com.bench.Sex";
const USER_FIELDS: [&str; 20] = [
    "id",
    "tenantId",
    "name",
    "nickname",
    "sex",
    "birthday",
    "email",
    "mobile",
    "address",
    "icon",
    "permissions",
    "tags",
    "status",
    "active",
    "verified",
    "balance",
    "score",
    "loginCount",
    "createTime",
    "updateTime",
];
const PAGE_FIELDS: [&str; 3] = ["pageNo", "total", "result"];
const SEX_FIELDS: [&str; 1] = ["name"];
const SEXES: [(&str, Sex); 3] = [
    ("UNKNOWN", Sex::Unknown),
    ("MALE", Sex::Male),
    ("FEMALE", Sex::Female),
];

/// Writes one message.
pub struct Writer<'a> {
    output: &'a mut Vec<u8>,
    classes: u8,
    user: Option<u8>,
    sex: Option<u8>,
}

impl<'a> Writer<'a> {
    /// A writer that appends to `output`.
    pub fn new(output: &'a mut Vec<u8>) -> Self {
        Self {
            output,
            classes: 0,
            user: None,
            sex: None,
        }
    }

    /// Writes a page.
    pub fn page(&mut self, page: &Page) {
        let class = self.define(PAGE, &PAGE_FIELDS);
        self.output.push(0x60 + class);
        self.int(page.page_no);
        self.int(page.total);
        self.list(page.result.len());
        for user in &page.result {
            self.user(user);
        }
    }

    /// Writes a user.
    pub fn user(&mut self, user: &User) {
        let class = match self.user {
            Some(class) => class,
            None => self.define(USER, &USER_FIELDS),
        };
        self.user = Some(class);
        self.output.reserve(512);
        self.output.push(0x60 + class);
        self.long(user.id);
        self.long(user.tenant_id);
        self.text(&user.name);
        self.text(&user.nickname);
        self.sex(user.sex);
        self.int(user.birthday);
        self.text(&user.email);
        self.text(&user.mobile);
        self.text(&user.address);
        self.text(&user.icon);
        self.list(user.permissions.len());
        for permission in &user.permissions {
            self.int(*permission);
        }
        self.list(user.tags.len());
        for tag in &user.tags {
            self.text(tag);
        }
        self.int(user.status);
        self.bool(user.active);
        self.bool(user.verified);
        self.double(user.balance);
        self.double(user.score);
        self.int(user.login_count);
        self.long(user.create_time);
        self.long(user.update_time);
    }

    fn sex(&mut self, sex: Sex) {
        let class = match self.sex {
            Some(class) => class,
            None => self.define(SEX, &SEX_FIELDS),
        };
        self.sex = Some(class);
        self.output.push(0x60 + class);
        self.text(match sex {
            Sex::Unknown => "UNKNOWN",
            Sex::Male => "MALE",
            Sex::Female => "FEMALE",
        });
    }

    fn define(&mut self, class: &str, fields: &[&str]) -> u8 {
        self.output.push(b'C');
        self.text(class);
        self.int(fields.len() as i32);
        for field in fields {
            self.text(field);
        }
        self.classes += 1;
        self.classes - 1
    }

    #[inline]
    fn int(&mut self, value: i32) {
        let bytes = value.to_be_bytes();
        match value {
            -16..=47 => self.output.push((0x90 + value) as u8),
            -2048..=2047 => self
                .output
                .extend_from_slice(&[(0xc8 + (value >> 8)) as u8, value as u8]),
            -262_144..=262_143 => self.output.extend_from_slice(&[
                (0xd4 + (value >> 16)) as u8,
                (value >> 8) as u8,
                value as u8,
            ]),
            _ => self
                .output
                .extend_from_slice(&[b'I', bytes[0], bytes[1], bytes[2], bytes[3]]),
        }
    }

    #[inline]
    fn long(&mut self, value: i64) {
        match value {
            -8..=15 => self.output.push((0xe0 + value) as u8),
            -2048..=2047 => self
                .output
                .extend_from_slice(&[(0xf8 + (value >> 8)) as u8, value as u8]),
            -262_144..=262_143 => self.output.extend_from_slice(&[
                (0x3c + (value >> 16)) as u8,
                (value >> 8) as u8,
                value as u8,
            ]),
            _ => match i32::try_from(value) {
                Ok(int) => {
                    let bytes = int.to_be_bytes();
                    self.output
                        .extend_from_slice(&[b'Y', bytes[0], bytes[1], bytes[2], bytes[3]]);
                }
                Err(_) => {
                    let mut bytes = [b'L'; 9];
                    bytes[1..].copy_from_slice(&value.to_be_bytes());
                    self.output.extend_from_slice(&bytes);
                }
            },
        }
    }

    #[inline]
    fn double(&mut self, value: f64) {
        let int = value as i32;
        if f64::from(int) == value {
            match int {
                0 => return self.output.push(0x5b),
                1 => return self.output.push(0x5c),
                -128..=127 => return self.output.extend_from_slice(&[0x5d, int as u8]),
                -32_768..=32_767 => {
                    return self
                        .output
                        .extend_from_slice(&[0x5e, (int >> 8) as u8, int as u8]);
                }
                _ => {}
            }
        }
        let mills = (value * 1000.0) as i32;
        if 0.001 * f64::from(mills) == value {
            let bytes = mills.to_be_bytes();
            return self
                .output
                .extend_from_slice(&[0x5f, bytes[0], bytes[1], bytes[2], bytes[3]]);
        }
        let mut bytes = [b'D'; 9];
        bytes[1..].copy_from_slice(&value.to_be_bytes());
        self.output.extend_from_slice(&bytes);
    }

    #[inline]
    fn bool(&mut self, value: bool) {
        self.output.push(if value { b'T' } else { b'F' });
    }

    #[inline]
    fn text(&mut self, text: &str) {
        let units = match text.is_ascii() {
            true => text.len(),
            false => text.encode_utf16().count(),
        };
        match units {
            0..=31 => self.output.push(units as u8),
            _ => self
                .output
                .extend_from_slice(&[0x30 + (units >> 8) as u8, units as u8]),
        }
        self.output.extend_from_slice(text.as_bytes());
    }

    #[inline]
    fn list(&mut self, length: usize) {
        if length <= 7 {
            self.output.push(0x78 + length as u8);
        } else {
            self.output.push(b'X');
            self.int(length as i32);
        }
    }
}

/// Reads one message.
pub struct Reader<'a> {
    rest: &'a [u8],
    /// The classes, and whether each is as it is here: the same fields in the same order.
    classes: Vec<Class>,
}

#[derive(Clone, Copy, PartialEq)]
enum Class {
    User,
    Page,
    Sex,
}

/// What stands there instead of what was expected, and its tag.
#[derive(Debug)]
#[allow(dead_code, reason = "shown by `expect`")]
pub struct Unexpected(&'static str, u8);

type Read<T> = Result<T, Unexpected>;

impl<'a> Reader<'a> {
    /// A reader of `bytes`.
    #[must_use]
    pub fn new(bytes: &'a [u8]) -> Self {
        Self {
            rest: bytes,
            classes: Vec::with_capacity(4),
        }
    }

    /// Reads a page.
    ///
    /// # Errors
    /// Something else stands here.
    pub fn page(&mut self) -> Read<Page> {
        self.object(Class::Page)?;
        Ok(Page {
            page_no: self.int()?,
            total: self.int()?,
            result: self.list(Self::user)?,
        })
    }

    /// Reads a user.
    ///
    /// # Errors
    /// Something else stands here.
    pub fn user(&mut self) -> Read<User> {
        self.object(Class::User)?;
        Ok(User {
            id: self.long()?,
            tenant_id: self.long()?,
            name: self.string()?,
            nickname: self.string()?,
            sex: self.sex()?,
            birthday: self.int()?,
            email: self.string()?,
            mobile: self.string()?,
            address: self.string()?,
            icon: self.string()?,
            permissions: self.list(Self::int)?,
            tags: self.list(Self::string)?,
            status: self.int()?,
            active: self.bool()?,
            verified: self.bool()?,
            balance: self.double()?,
            score: self.double()?,
            login_count: self.int()?,
            create_time: self.long()?,
            update_time: self.long()?,
        })
    }

    fn sex(&mut self) -> Read<Sex> {
        self.object(Class::Sex)?;
        let name = self.bytes()?;
        let sex = SEXES.iter().find(|(known, _)| known.as_bytes() == name);
        sex.map(|(_, sex)| *sex)
            .ok_or(Unexpected("a constant of Sex", 0))
    }

    fn object(&mut self, class: Class) -> Read<()> {
        loop {
            let tag = self.byte()?;
            match tag {
                b'C' => self.definition()?,
                0x60..=0x6f if self.classes.get(usize::from(tag - 0x60)) == Some(&class) => {
                    return Ok(());
                }
                _ => return Err(Unexpected("an object of the class", tag)),
            }
        }
    }

    fn definition(&mut self) -> Read<()> {
        let name = self.bytes()?;
        let classes: [(&str, _, &[&str]); 3] = [
            (USER, Class::User, &USER_FIELDS),
            (PAGE, Class::Page, &PAGE_FIELDS),
            (SEX, Class::Sex, &SEX_FIELDS),
        ];
        let class = classes.iter().find(|class| class.0.as_bytes() == name);
        let (_, class, fields) = *class.ok_or(Unexpected("a known class", b'C'))?;
        if self.int()? as usize != fields.len() {
            return Err(Unexpected("as many fields", b'C'));
        }
        for field in fields {
            if self.bytes()? != field.as_bytes() {
                return Err(Unexpected("the same field", b'C'));
            }
        }
        self.classes.push(class);
        Ok(())
    }

    #[inline]
    fn take<const N: usize>(&mut self) -> Read<[u8; N]> {
        let (bytes, rest) = self
            .rest
            .split_first_chunk()
            .ok_or(Unexpected("more bytes", 0))?;
        self.rest = rest;
        Ok(*bytes)
    }

    #[inline]
    fn byte(&mut self) -> Read<u8> {
        Ok(self.take::<1>()?[0])
    }

    #[inline]
    fn int(&mut self) -> Read<i32> {
        let tag = self.byte()?;
        Ok(match tag {
            0x80..=0xbf => i32::from(tag) - 0x90,
            0xc0..=0xcf => (i32::from(tag) - 0xc8) << 8 | i32::from(self.byte()?),
            0xd0..=0xd7 => {
                (i32::from(tag) - 0xd4) << 16 | i32::from(u16::from_be_bytes(self.take()?))
            }
            b'I' => i32::from_be_bytes(self.take()?),
            _ => return Err(Unexpected("an int", tag)),
        })
    }

    #[inline]
    fn long(&mut self) -> Read<i64> {
        let tag = self.byte()?;
        Ok(match tag {
            0xd8..=0xef => i64::from(tag) - 0xe0,
            0xf0..=0xff => (i64::from(tag) - 0xf8) << 8 | i64::from(self.byte()?),
            0x38..=0x3f => {
                (i64::from(tag) - 0x3c) << 16 | i64::from(u16::from_be_bytes(self.take()?))
            }
            b'Y' => i32::from_be_bytes(self.take()?).into(),
            b'L' => i64::from_be_bytes(self.take()?),
            _ => return Err(Unexpected("a long", tag)),
        })
    }

    #[inline]
    fn double(&mut self) -> Read<f64> {
        let tag = self.byte()?;
        Ok(match tag {
            0x5b => 0.0,
            0x5c => 1.0,
            0x5d => i8::from_be_bytes(self.take()?).into(),
            0x5e => i16::from_be_bytes(self.take()?).into(),
            0x5f => 0.001 * f64::from(i32::from_be_bytes(self.take()?)),
            b'D' => f64::from_be_bytes(self.take()?),
            _ => return Err(Unexpected("a double", tag)),
        })
    }

    #[inline]
    fn bool(&mut self) -> Read<bool> {
        match self.byte()? {
            b'T' => Ok(true),
            b'F' => Ok(false),
            tag => Err(Unexpected("a boolean", tag)),
        }
    }

    /// Text within the BMP: its length counts characters.
    #[inline]
    fn bytes(&mut self) -> Read<&'a [u8]> {
        let tag = self.byte()?;
        let units = match tag {
            0x00..=0x1f => usize::from(tag),
            0x30..=0x33 => usize::from(tag - 0x30) << 8 | usize::from(self.byte()?),
            _ => return Err(Unexpected("a string", tag)),
        };
        let length = match self.rest.get(..units) {
            Some(bytes) if bytes.is_ascii() => units,
            _ => characters(self.rest, units),
        };
        let (bytes, rest) = self
            .rest
            .split_at_checked(length)
            .ok_or(Unexpected("more text", 0))?;
        self.rest = rest;
        Ok(bytes)
    }

    #[inline]
    fn string(&mut self) -> Read<String> {
        let text = std::str::from_utf8(self.bytes()?);
        Ok(text.map_err(|_| Unexpected("text", 0))?.to_owned())
    }

    #[inline]
    fn list<T>(&mut self, mut read: impl FnMut(&mut Self) -> Read<T>) -> Read<Vec<T>> {
        let tag = self.byte()?;
        let length = match tag {
            0x78..=0x7f => usize::from(tag - 0x78),
            b'X' => self.int()? as usize,
            _ => return Err(Unexpected("a list", tag)),
        };
        let mut list = Vec::with_capacity(length.min(self.rest.len()));
        for _ in 0..length {
            list.push(read(self)?);
        }
        Ok(list)
    }
}

/// How many bytes the first `count` characters of `text` take.
fn characters(text: &[u8], count: usize) -> usize {
    let mut starts = text
        .iter()
        .enumerate()
        .filter(|(_, byte)| **byte & 0xc0 != 0x80);
    starts.nth(count).map_or(text.len(), |(offset, _)| offset)
}

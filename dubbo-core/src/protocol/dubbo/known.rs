//! Requests that are known by their bytes.

use dubbo_codec::{Decoder, Serialization};

use super::request::{ArgumentsAt, Request, parameters};
use super::routing::{Place, Route, Services};

/// What came before on a connection. Most requests that follow differ from one of these only in their method and its
/// arguments, and are known by how they begin and end.
#[derive(Debug, Default)]
pub(crate) struct Session {
    known: Recent<Known>,
}

/// What all calls of a reference have in common, and where they go.
#[derive(Debug)]
struct Known {
    serialization: Serialization,
    /// Everything before the method's name.
    beginning: Box<[u8]>,
    /// Everything behind the arguments.
    attachments: Box<[u8]>,
    /// Of whichever method.
    route: Route,
    methods: Recent<KnownMethod>,
}

#[derive(Debug)]
struct KnownMethod {
    /// Its name and the types of its parameters.
    text: Box<[u8]>,
    number: usize,
    /// How many parameters it has.
    count: usize,
}

/// What is longer is no burden that every connection should bear, in bytes: a peer can spell a short name at length.
const LONGEST: usize = 512;

impl Session {
    /// Where the request goes, if another of its reference has been here.
    pub(super) fn find(
        &mut self,
        services: &Services,
        serialization: Serialization,
        body: &[u8],
    ) -> Option<Place> {
        let mut known = self.known.kept.iter_mut();
        known.find_map(|known| match known.is_like(serialization, body) {
            true => known.route(services, body),
            false => None,
        })
    }

    pub(super) fn learn(
        &mut self,
        request: &Request<'_>,
        place: &Place,
        serialization: Serialization,
        body: &[u8],
    ) {
        let beginning = request.before_method(body);
        let attachments = &body[place.arguments.at + place.arguments.end..];
        let is_same = |known: &Known| {
            known.serialization == serialization
                && *known.beginning == *beginning
                && *known.attachments == *attachments
        };
        let is_known = self.known.kept.iter().any(is_same);
        if !is_known && beginning.len() + attachments.len() <= LONGEST {
            self.known.push(Known {
                serialization,
                beginning: beginning.into(),
                attachments: attachments.into(),
                route: place.route,
                methods: Recent::default(),
            });
        }
    }
}

impl Known {
    fn is_like(&self, serialization: Serialization, body: &[u8]) -> bool {
        self.serialization == serialization
            && body
                .strip_prefix(&*self.beginning)
                .is_some_and(|rest| rest.ends_with(&self.attachments))
    }

    fn route(&mut self, services: &Services, body: &[u8]) -> Option<Place> {
        let rest = &body[self.beginning.len()..];
        let called = |method: &KnownMethod| rest.starts_with(&method.text);
        let place = match self.methods.kept.iter().position(called) {
            Some(place) => place,
            None => {
                let method = self.method(services, rest)?;
                self.methods.push(method)
            }
        };
        let method = &self.methods.kept[place];
        let arguments = &rest[method.text.len()..];
        let end = arguments.len().checked_sub(self.attachments.len())?;
        let is_end = self.is_end(arguments, end, method.count);
        is_end.then_some(Place {
            arguments: ArgumentsAt {
                at: self.beginning.len() + method.text.len(),
                end,
                count: method.count,
            },
            route: Route {
                method: Some(method.number),
                ..self.route
            },
        })
    }

    /// The method whose name `rest` begins with. Those that are no service's own are none, such as `$echo`.
    fn method(&self, services: &Services, rest: &[u8]) -> Option<KnownMethod> {
        let mut decoder = Decoder::new(self.serialization, rest);
        let name = decoder.string().ok()??;
        let descriptor = decoder.string().ok()??;
        let number = services.all[self.route.service].method(&name, &descriptor)?;
        let text = rest.get(..decoder.position())?;
        (text.len() <= LONGEST).then_some(())?;
        Some(KnownMethod {
            text: text.into(),
            number,
            count: parameters(&descriptor)?,
        })
    }

    /// Whether the arguments end where the attachments begin. Where these are so long that no others end with
    /// their bytes, that is only made sure of when the arguments are decoded.
    fn is_end(&self, arguments: &[u8], end: usize, count: usize) -> bool {
        const UNMISTAKABLE: usize = 32;
        if count > 0 && self.attachments.len() >= UNMISTAKABLE {
            return true;
        }
        let mut decoder = Decoder::new(self.serialization, arguments);
        decoder.skip_block(count).is_ok() && decoder.position() == end
    }
}

/// A few things of which the oldest gives way to a new one.
#[derive(Debug)]
struct Recent<T> {
    kept: Vec<T>,
    oldest: usize,
}

impl<T> Recent<T> {
    const MOST: usize = 8;

    /// Returns where it is kept.
    fn push(&mut self, new: T) -> usize {
        if self.kept.len() < Self::MOST {
            self.kept.push(new);
            return self.kept.len() - 1;
        }
        let place = self.oldest;
        self.oldest = (place + 1) % Self::MOST;
        self.kept[place] = new;
        place
    }
}

impl<T> Default for Recent<T> {
    fn default() -> Self {
        Self {
            kept: Vec::new(),
            oldest: 0,
        }
    }
}

//~ errors: 10
//~ message: `Lost` has no variant for a timeout, a lost connection, or an exception of another class; one variant takes everything else: `#[exception(other)] Other(dubbo::Error)`
//~ message: `NoClass` needs its class: `#[exception("org.demo.NoClass")]`; or let it hold one struct with `#[exception]`
//~ message: only one variant takes everything else
//~ message: this variant holds the error: `More(dubbo::Error)`
//~ message: an enum stands for several classes; name one on each variant
//~ message: `Nameless` needs the name of its Java class: `#[exception("org.demo.Nameless")]`
//~ message: the message of a Java exception is text: `message: String`, or `message: Option<String>`
//~ message: the fields of a Java exception have names: write `{ code: i32, message: String }`
//~ message: the field for everything else is written `#[exception(other)] rest: Option<dubbo::Error>`
//~ message: unknown option `otter` of `#[exception]`; did you mean `other`? it takes `other`

#[dubbo::exception]
#[derive(Debug)]
pub enum Lost {
    #[exception("org.demo.NotFound")]
    NotFound { message: String },
}

#[dubbo::exception("org.demo.Many")]
#[derive(Debug)]
pub enum Many {
    NoClass {
        message: String,
    },
    #[exception(other)]
    Other(dubbo::Error),
    #[exception(other)]
    More,
}

#[dubbo::exception]
#[derive(Debug)]
pub struct Nameless {
    pub message: String,
}

#[dubbo::exception("org.demo.Numbered")]
#[derive(Debug)]
pub struct Numbered {
    pub message: i32,
}

#[dubbo::exception("org.demo.Tuple")]
#[derive(Debug)]
pub struct Tuple(pub String);

#[dubbo::exception("org.demo.Rest")]
#[derive(Debug)]
pub struct Rest {
    #[exception(other)]
    pub rest: dubbo::Error,
}

#[dubbo::exception("org.demo.Otter")]
#[derive(Debug)]
pub struct Otter {
    pub message: String,
    #[exception(otter)]
    pub other: Option<dubbo::Error>,
}

#[dubbo::service]
#[dubbo::reference]
pub trait Greeter {
    async fn lost(&self) -> Result<(), Lost>;
    async fn many(&self) -> Result<(), Many>;
    async fn nameless(&self) -> Result<(), Nameless>;
    async fn tuple(&self) -> Result<(), Tuple>;
}

fn main() {}

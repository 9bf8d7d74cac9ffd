//~ errors: 2
//~ message: Java's `org.demo.Color` of `org.demo.Palette` has `RED`, `GREEN`, `BLUE`, and no `CYAN`, `MAGENTA`
//~ message: Java's `org.demo.Shade` of `org.demo.Palette` has `LIGHT`, `DARK`; here is no `DARK`

#[dubbo::pojo("org.demo.Color")]
pub enum Color {
    Red,
    Cyan,
    Magenta,
}

#[dubbo::pojo("org.demo.Shade")]
pub enum Shade {
    Light,
}

// This one is right.
#[dubbo::pojo("org.demo.Size")]
pub enum Size {
    VeryLarge,
    #[serde(rename = "SMALL")]
    Tiny,
    #[serde(skip)]
    Unknown,
    #[cfg(any())]
    Huge,
}

// So is this: it reads Java's other name, too.
#[dubbo::pojo("org.demo.Finish")]
pub enum Finish {
    #[serde(alias = "GLOSSY")]
    Matt,
}

// Java publishes what `toString` says, which is none of the names here …
#[dubbo::pojo("org.demo.Label")]
pub enum Label {
    Round,
    Square,
}

// … and here something that is no name.
#[dubbo::pojo("org.demo.Place")]
pub enum Place {
    Shop,
    Store,
}

#[dubbo::reference(interface = "org.demo.Palette", contract = "tests/ui/contract/constants.json")]
pub trait Palette {
    async fn mix(&self, color: Color, shade: Shade) -> dubbo::Result<Vec<Size>>;
    async fn label(&self, label: Label) -> dubbo::Result<Place>;
    async fn open(&self, finish: Finish) -> dubbo::Result<()>;
}

fn main() {}

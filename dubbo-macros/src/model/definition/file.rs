//! The file with a definition.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Component, Path};

/// More than any service has: some 10,000 methods.
const LIMIT: u64 = 16 << 20;

/// The text of the file `path`, relative to the folder of the package's Cargo.toml.
pub(super) fn read(path: &str) -> Result<String, String> {
    let relative = Path::new(path);
    if relative
        .components()
        .any(|part| matches!(part, Component::RootDir | Component::Prefix(_)))
    {
        return Err(format!(
            "`{path}` is found on this machine alone; write it relative to the package's Cargo.toml: \
             `contract = \"java/GreetService.json\"`"
        ));
    }
    let Some(package) = std::env::var_os("CARGO_MANIFEST_DIR") else {
        return Err(
            "`contract` is relative to the package's Cargo.toml, and cargo does not say where that is: \
             compile with cargo"
                .to_owned(),
        );
    };
    text(&Path::new(&package).join(relative)).map_err(|error| {
        format!("`{path}` cannot be read, relative to the package's Cargo.toml: {error}")
    })
}

fn text(path: &Path) -> io::Result<String> {
    let metadata = std::fs::metadata(path)?;
    if !metadata.is_file() {
        return Err(io::Error::other("it is no file"));
    }
    let mut text = String::new();
    File::open(path)?
        .take(LIMIT + 1)
        .read_to_string(&mut text)?;
    if text.len() as u64 > LIMIT {
        return Err(io::Error::other("it is larger than 16 MiB"));
    }
    Ok(text)
}

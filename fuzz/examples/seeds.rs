//! Writes the inputs that a target begins with: `seeds TARGET DIRECTORY`.

use std::{env, fs, io, path::Path};

fn main() -> io::Result<()> {
    let arguments: Vec<_> = env::args().skip(1).collect();
    let [target, directory] = &arguments[..] else {
        return Err(io::Error::other("usage: seeds TARGET DIRECTORY"));
    };
    fs::create_dir_all(directory)?;
    for (number, seed) in fuzz::golden::seeds(target).iter().enumerate() {
        fs::write(Path::new(directory).join(format!("{number:04}")), seed)?;
    }
    Ok(())
}

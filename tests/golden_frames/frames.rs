//! The files, and frames in bytes.

use std::fs;
use std::path::Path;

pub const VERSIONS: [&str; 4] = ["3.3.6", "3.2.16", "2.7.23", "2.6.12"];

/// One case of a file: its name and its frames in order, `true` for consumer to provider.
pub struct Case {
    pub name: String,
    pub frames: Vec<(bool, Vec<u8>)>,
}

impl Case {
    pub fn requests(&self) -> impl Iterator<Item = &[u8]> {
        self.frames
            .iter()
            .filter(|(to_provider, _)| *to_provider)
            .map(|(_, frame)| &frame[..])
    }

    pub fn answers(&self) -> impl Iterator<Item = &[u8]> {
        self.frames
            .iter()
            .filter(|(to_provider, _)| !*to_provider)
            .map(|(_, frame)| &frame[..])
    }
}

pub fn read(version: &str) -> Vec<Case> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/golden/frames")
        .join(version);
    let text = fs::read_to_string(path.with_file_name(format!("{version}.tsv"))).unwrap();
    let mut cases: Vec<Case> = Vec::new();
    for line in text.lines() {
        let [name, direction, _, hex] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("malformed line: {line}");
        };
        if cases.last().is_none_or(|case| case.name != name) {
            cases.push(Case {
                name: name.to_owned(),
                frames: Vec::new(),
            });
        }
        cases
            .last_mut()
            .unwrap()
            .frames
            .push((direction == "c2s", bytes(hex)));
    }
    cases
}

fn bytes(hex: &str) -> Vec<u8> {
    (0..hex.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap())
        .collect()
}

pub fn flags(frame: &[u8]) -> u8 {
    frame[2]
}

pub fn status(frame: &[u8]) -> u8 {
    frame[3]
}

pub fn id(frame: &[u8]) -> [u8; 8] {
    frame[4..12].try_into().unwrap()
}

pub fn body(frame: &[u8]) -> &[u8] {
    &frame[16..]
}

/// The same frame with another id.
pub fn with_id(frame: &[u8], id: [u8; 8]) -> Vec<u8> {
    [&frame[..4], &id, &frame[12..]].concat()
}

pub async fn read_frame(stream: &mut tokio::net::TcpStream) -> Vec<u8> {
    use tokio::io::AsyncReadExt;
    let mut frame = vec![0; 16];
    stream.read_exact(&mut frame).await.unwrap();
    let length = u32::from_be_bytes(frame[12..16].try_into().unwrap()) as usize;
    frame.resize(16 + length, 0);
    stream.read_exact(&mut frame[16..]).await.unwrap();
    frame
}

//! Shows what is in hessian2 bytes, or in whole dubbo frames, as a tree with offsets.
//!
//! ```sh
//! cargo run -p dubbo-codec --example dump -- 7a43086f72672e557365729102696460e75191
//! cargo run -p dubbo-codec --example dump -- message.bin
//! ```

use std::process::ExitCode;

use dubbo_codec::hessian2::Tree;

const MAGIC: [u8; 2] = [0xda, 0xbb];
const HESSIAN2: u8 = 2;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let (Some(input), None) = (arguments.next(), arguments.next()) else {
        eprintln!(
            "usage: dump <bytes in hexadecimal, or the path of a file that has them as they are>"
        );
        return ExitCode::FAILURE;
    };
    match hex(&input).map_or_else(|| std::fs::read(&input), Ok) {
        Ok(bytes) => {
            print!("{}", dump(&bytes));
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{input} is neither hexadecimal nor a file that can be read: {error}");
            ExitCode::FAILURE
        }
    }
}

/// The bytes that a text of hexadecimal digits stands for; spaces do not count.
fn hex(text: &str) -> Option<Vec<u8>> {
    let digits: Vec<u8> = text
        .bytes()
        .filter(|byte| !byte.is_ascii_whitespace())
        .collect();
    let byte = |pair: &[u8]| match pair {
        [high, low] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => {
            u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()
        }
        _ => None,
    };
    digits.chunks(2).map(byte).collect()
}

/// The values in `bytes`, or the frames if they begin with one.
fn dump(bytes: &[u8]) -> String {
    let mut text = String::new();
    let mut rest = bytes;
    while let Some((header, behind)) = rest.split_first_chunk::<16>()
        && header.starts_with(&MAGIC)
    {
        let [.., a, b, c, d] = *header;
        let length = u32::from_be_bytes([a, b, c, d]) as usize;
        let (body, next) = behind.split_at(length.min(behind.len()));
        text += &frame(header, body, length);
        rest = next;
    }
    match rest {
        [] => {}
        _ if rest.len() == bytes.len() => text += &Tree::of(bytes).to_string(),
        _ => text += &format!("{} more bytes, which are no frame\n", rest.len()),
    }
    text
}

/// A frame: its header in a line, then the values of its body, whose offsets count from the body's first byte.
fn frame(header: &[u8; 16], body: &[u8], length: usize) -> String {
    let [_, _, flags, status, a, b, c, d, e, f, g, h, ..] = *header;
    let id = u64::from_be_bytes([a, b, c, d, e, f, g, h]);
    let is_request = flags & 0x80 != 0;
    let kind = match (is_request, flags & 0x20 != 0) {
        (true, false) => "request",
        (false, false) => "response",
        (true, true) => "event (request)",
        (false, true) => "event (response)",
    };
    let way = match (is_request, flags & 0x40 != 0) {
        (true, true) => ", an answer is expected".to_owned(),
        (true, false) => ", no answer is expected".to_owned(),
        (false, _) => format!(", status {status}"),
    };
    let serialization = flags & 0x1f;
    let mut text = format!(
        "dubbo {kind} {id}{way}, serialization {serialization}, a body of {length} bytes\n"
    );
    if body.len() < length {
        text += &format!("only {} bytes of the body are there\n", body.len());
    }
    if serialization == HESSIAN2 {
        text += &Tree::of(body).to_string();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hexadecimal_is_told_from_the_path_of_a_file() {
        assert_eq!(hex("00 fF"), Some(vec![0, 255]));
        assert_eq!(hex("message.bin"), None);
        assert_eq!(hex("123"), None);
        assert_eq!(hex("+1"), None);
    }

    #[test]
    fn a_frame_is_shown_with_the_values_of_its_body() {
        let mut bytes = hex("dabbc200 0000000000000010 00000005 05322e302e32").unwrap();
        bytes[15] = 6;
        let request =
            "dubbo request 16, an answer is expected, serialization 2, a body of 6 bytes\n";
        let value = "     0  \"2.0.2\"\n";
        assert_eq!(dump(&bytes), request.to_owned() + value);
        let response = hex("dabb0214 0000000000000010 00000001 91").unwrap();
        let shown = "dubbo response 16, status 20, serialization 2, a body of 1 bytes\n     0  1\n";
        assert_eq!(dump(&response), shown);
        let both = [&bytes[..], &response[..response.len() - 1], b""].concat();
        let cut = "dubbo response 16, status 20, serialization 2, a body of 1 bytes\nonly 0 bytes of the body are there\n";
        assert_eq!(dump(&both), request.to_owned() + value + cut);
    }

    #[test]
    fn what_is_no_frame_is_a_message() {
        assert_eq!(dump(b"\x91T"), "     0  1\n     1  true\n");
    }
}

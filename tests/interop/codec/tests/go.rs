//! Random values, written by us and read by dubbo-go-hessian2, and the other way round.

use codec_interop::peer::{Peer, check_reading, check_writing};
use codec_interop::values::for_go;

#[test]
fn go_reads_what_we_write() {
    check_reading(&Peer::go(), &for_go());
}

#[test]
fn we_read_what_go_writes() {
    check_writing(&Peer::go());
}

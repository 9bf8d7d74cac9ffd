//! Random values, written by us and read by Java, and the other way round, in both dialects.

use codec_interop::peer::{Peer, check_reading, check_writing};
use codec_interop::values::for_java;

#[test]
fn hessian_lite_3_reads_what_we_write() {
    check_reading(&Peer::java("3.2.13"), &for_java());
}

#[test]
fn hessian_lite_4_reads_what_we_write() {
    check_reading(&Peer::java("4.0.4"), &for_java());
}

#[test]
fn we_read_what_hessian_lite_3_writes() {
    check_writing(&Peer::java("3.2.13"));
}

#[test]
fn we_read_what_hessian_lite_4_writes() {
    check_writing(&Peer::java("4.0.4"));
}

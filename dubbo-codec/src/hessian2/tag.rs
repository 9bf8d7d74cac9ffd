//! The tags that stand for one thing each (hessian2.md §1.1). Those of a range are spelt out where they are read.

pub(super) const STRING_SHORT: u8 = 0x30;
pub(super) const STRING_CHUNK: u8 = b'R';
pub(super) const STRING_FINAL: u8 = b'S';
pub(super) const BINARY_DIRECT: u8 = 0x20;
pub(super) const BINARY_SHORT: u8 = 0x34;
pub(super) const BINARY_CHUNK: u8 = b'A';
pub(super) const BINARY_FINAL: u8 = b'B';
pub(super) const DEFINITION: u8 = b'C';
pub(super) const DOUBLE: u8 = b'D';
pub(super) const FALSE: u8 = b'F';
pub(super) const MAP: u8 = b'H';
pub(super) const INT: u8 = b'I';
pub(super) const DATE_MILLISECONDS: u8 = b'J';
pub(super) const DATE_MINUTES: u8 = b'K';
pub(super) const LONG: u8 = b'L';
pub(super) const MAP_TYPED: u8 = b'M';
pub(super) const NULL: u8 = b'N';
pub(super) const OBJECT: u8 = b'O';
pub(super) const REFERENCE: u8 = b'Q';
pub(super) const TRUE: u8 = b'T';
pub(super) const LIST_TYPED_VARIABLE: u8 = b'U';
pub(super) const LIST_TYPED: u8 = b'V';
pub(super) const LIST_VARIABLE: u8 = b'W';
pub(super) const LIST: u8 = b'X';
pub(super) const LONG_IN_INT: u8 = b'Y';
pub(super) const END: u8 = b'Z';
pub(super) const DOUBLE_ZERO: u8 = 0x5b;
pub(super) const DOUBLE_ONE: u8 = 0x5c;
pub(super) const DOUBLE_BYTE: u8 = 0x5d;
pub(super) const DOUBLE_SHORT: u8 = 0x5e;
pub(super) const DOUBLE_MILLS: u8 = 0x5f;
pub(super) const OBJECT_DIRECT: u8 = 0x60;
pub(super) const LIST_TYPED_DIRECT: u8 = 0x70;
pub(super) const LIST_DIRECT: u8 = 0x78;

/// Units of text, or bytes, in the largest piece written. Java writes strings so; any size up to 65535 can be read.
pub(super) const CHUNK: usize = 0x8000;

//! Bounds of memory, by a counting allocator.

use allocation_counter::measure;

/// Does `work`, which must never hold more than `allowed` bytes at once. In turn it may have a multiple of that: each type
/// that is read has its own, and a vector that grows is copied.
pub(crate) fn within<T>(allowed: usize, work: impl FnOnce() -> T) -> T {
    let mut result = None;
    let memory = measure(|| result = Some(work()));
    assert!(
        memory.bytes_max <= allowed as u64,
        "{} bytes of memory at once, allowed are {allowed}",
        memory.bytes_max
    );
    assert!(
        memory.bytes_total <= 16 * allowed as u64,
        "{} bytes of memory in turn, allowed are 16 × {allowed}",
        memory.bytes_total
    );
    result.expect("the work was done")
}

/// What reading `input` as a `Value` may hold at once: one byte can be one value of some 50 bytes, in a vector that has
/// grown to twice its size.
pub(crate) fn of_values(input: &[u8]) -> usize {
    of(input, 200)
}

/// What reading `input` may hold at once, where what can be told by one byte takes up to `per_byte`.
///
/// Without a reference nothing is read twice; with one, as many bytes more as `Limits::replays` says.
pub(crate) fn of(input: &[u8], per_byte: usize) -> usize {
    /// Errors, tables, and what else does not depend on the input.
    const ALWAYS: usize = 64 << 10;
    let length = input.len();
    // Room for lists that only claim to be long: 1024 elements for the outermost three, 16 for each further.
    let claimed = 3 * length.min(1024) + 16 * length.min(253);
    let repeated = match input.contains(&b'Q') {
        true => (16 * length).max(256 << 10),
        false => 0,
    };
    ALWAYS + per_byte * (claimed + length + repeated)
}

#!/usr/bin/env bash
# Runs every fuzz target for SECONDS each, from the golden bytes and the kept corpus; fails on the first crash.
# usage: [FUZZ_LENGTH=BYTES] fuzz/run.sh SECONDS [TARGET…]
set -euo pipefail
cd "$(dirname "$0")"
seconds=${1:?usage: fuzz/run.sh SECONDS [TARGET…]}
shift
targets=("$@")
[ ${#targets[@]} -gt 0 ] || targets=(hessian2_value hessian2_typed body provider_stream consumer_stream)
command -v cargo-fuzz >/dev/null || cargo install --quiet cargo-fuzz@0.13.2 --locked

# No sanitizer: the code is free of `unsafe`, and runs several times as fast without. No debug assertions (`-O`),
# but checked arithmetic (`Cargo.toml`).
fuzz() { cargo +nightly fuzz "$1" -O --sanitizer none --fuzz-dir . "${@:2}"; }

fuzz build
for target in "${targets[@]}"; do
  # What a run finds is kept beside the build; what is worth keeping is chosen by `cargo fuzz cmin` (see README.md).
  found=target/corpus/$target seeds=target/seeds/$target
  mkdir -p "$found" "corpus/$target"
  cargo run --quiet --example seeds -- "$target" "$seeds"
  echo "== $target: $(find "corpus/$target" "$found" "$seeds" -type f | wc -l) inputs to begin with, $seconds s"
  fuzz run "$target" "$found" "corpus/$target" "$seeds" -- -max_total_time="$seconds" \
    -max_len="${FUZZ_LENGTH:-4096}" -timeout=10 -rss_limit_mb=2048 -dict=hessian2.dict -print_final_stats=1 2>&1 |
    grep -vE '^#[0-9]+\s+(NEW|REDUCE|RELOAD|pulse)'
done

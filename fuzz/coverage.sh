#!/usr/bin/env bash
# How many lines of hessian2's decoder the seeds and the corpus run; fails below 95 %.
# Needs the llvm tools of the compiler's LLVM version: `rustc -vV` names it, Debian's package is called like llvm-22.
set -euo pipefail
cd "$(dirname "$0")"
version=$(rustc -vV | sed -n 's/^LLVM version: \([0-9]*\).*/\1/p')
profile=$(mktemp -d)
trap 'rm -rf "$profile"' EXIT
export LLVM_PROFILE_FILE=$profile/%p.profraw RUSTFLAGS=-Cinstrument-coverage
built=$(cargo test --quiet --no-run --test corpus --target-dir target/coverage --message-format json |
  sed -n 's/.*"executable":"\([^"]*corpus[^"]*\)".*/\1/p')
"$built" --quiet
"llvm-profdata-$version" merge -sparse "$profile"/*.profraw -o "$profile/data"
# Its columns 8 and 9: lines, and lines missed.
"llvm-cov-$version" report "$built" -instr-profile="$profile/data" |
  awk '
    $1 ~ /hessian2\/de(\.rs$|\/)/ { lines += $8; missed += $9 }
    END {
      printf "decoder: %.1f %% of %d lines\n", 100 * (1 - missed / lines), lines
      exit missed > 0.05 * lines
    }'

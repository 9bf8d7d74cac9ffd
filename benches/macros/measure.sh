#!/usr/bin/env bash
# What one more method costs, by our macros and by tarpc's: processor time of `cargo check`, and bytes of code in a
# release build. The difference between a contract of 105 methods and one of five, which has each shape once, through
# 100. Argument: the rounds, of which the fastest counts.
set -euo pipefail
cd "$(dirname "$0")"
export CARGO_INCREMENTAL=0 CARGO_TERM_COLOR=never
rounds=${1:-5}
packages=(ours by-tarpc)

check() { # a package and a number of methods: milliseconds of processor time
  local TIMEFORMAT='%U %S'
  { time METHODS=$2 cargo check --quiet -p "$1"; } 2>&1 | tail -1 | awk '{printf "%d\n", 1000 * ($1 + $2)}'
}

code() { # a package and a number of methods: bytes
  METHODS=$2 cargo build --quiet --release -p "$1"
  "${CARGO_TARGET_DIR:-target}/release/$1" >&2
  size -A "${CARGO_TARGET_DIR:-target}/release/$1" | awk '$1 == ".text" {print $2}'
}

per_method() { awk -v few="$1" -v many="$2" 'BEGIN {printf "%.1f", (many - few) / 100}'; }

declare -A fastest
for ((round = 0; round <= rounds; round++)); do
  for package in "${packages[@]}"; do
    for methods in 5 105; do
      took=$(check "$package" "$methods")
      known=${fastest[$package $methods]:-}
      # The first round compiles the dependencies.
      if ((round > 0)) && { [ -z "$known" ] || ((took < known)); }; then fastest[$package $methods]=$took; fi
    done
  done
done
echo "| macro | cargo check, ms a method | code, bytes a method |"
echo "|---|---:|---:|"
for package in "${packages[@]}"; do
  checked=$(per_method "${fastest[$package 5]}" "${fastest[$package 105]}")
  coded=$(per_method "$(code "$package" 5)" "$(code "$package" 105)")
  echo "| $package | $checked | $coded |"
done

#!/usr/bin/env bash
# What hessian-lite takes for the values of benches/codec, as a table: bench.sh [VERSION…] (3.2.13 4.0.4). 80 seconds each.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
[ $# -gt 0 ] || set -- 3.2.13 4.0.4
for version in "$@"; do
  out=$here/../target/peers/$version
  "$here/build.sh" "$version" "$out"
  java "@$out/java.args" bench "$version"
done

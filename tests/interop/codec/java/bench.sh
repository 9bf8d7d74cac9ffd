#!/usr/bin/env bash
# What hessian-lite takes for the values of benches/codec: bench.sh [VERSION] (4.0.4). Three minutes.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
version=${1:-4.0.4}
out=$here/../target/peers/$version
"$here/build.sh" "$version" "$out"
exec java "@$out/java.args" bench

#!/usr/bin/env bash
# Builds the Go program: build.sh go DIRECTORY; `DIRECTORY/peer read` runs it. Does nothing when nothing changed.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
out=$(mkdir -p "$2" && cd "$2" && pwd)
exec 9>"$out/lock"
flock 9
stamp=$(cat "$here"/build.sh "$here"/main.go "$here"/random.go "$here"/go.mod | sha256sum)
[ "$(cat "$out/stamp" 2>/dev/null)" != "$stamp" ] || exit 0
cd "$here"
go build -o "$out/peer" . >&2
echo "$stamp" >"$out/stamp"

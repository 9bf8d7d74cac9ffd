#!/usr/bin/env bash
# Builds the peers: each by itself, since a build of all at once would unify tokio's features over them.
# usage: build.sh [java]    with java, Dubbo 3.3.6 and 2.7.23 too (a JDK of 17 or later, Maven)
set -euo pipefail
cd "$(dirname "$0")"
for peer in raw dubbo tarpc tonic volo; do
  cargo build --release --package "peer-$peer"
done
if [ "${1:-}" = java ]; then
  (cd java && mvn -q package && mvn -q package -P dubbo27)
fi

#!/usr/bin/env bash
# Compiles the Java programs against one implementation: build.sh VERSION DIRECTORY; see pom.xml for the versions.
# `java @DIRECTORY/java.args read` runs them. Does nothing when nothing changed.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
version=$1 out=$(mkdir -p "$2" && cd "$2" && pwd)
# Two tests may want it at the same time.
exec 9>"$out/lock"
flock 9
stamp=$(cat "$here"/pom.xml "$here"/build.sh "$here"/*/*/*.java "$here"/t/*.java | sha256sum)
[ "$(cat "$out/stamp" 2>/dev/null)" != "$stamp" ] || exit 0
case $version in caucho*) package=com.caucho.hessian.io ;; *) package=com.alibaba.com.caucho.hessian.io ;; esac
mvn -q -B -f "$here/pom.xml" -P"$version" dependency:build-classpath -Dmdep.outputFile="$out/classpath" >&2
rm -rf "$out/sources" "$out/classes"
mkdir -p "$out/sources"
# The same sources for each: `import hessian.…` stands for the package that the implementation has.
cp -r "$here/org" "$here/com" "$here/t" "$out/sources"
find "$out/sources" -name '*.java' -exec sed -i "s/^import hessian\\./import $package./" {} +
find "$out/sources" -name '*.java' -exec javac -nowarn -encoding UTF-8 -d "$out/classes" -cp "$(<"$out/classpath")" {} + >&2
{
  for package in sun.util.calendar java.lang java.util java.math java.time java.util.concurrent.atomic java.net java.io java.sql/java.sql; do
    case $package in */*) module=$package ;; *) module=java.base/$package ;; esac
    printf -- '--add-opens\n%s=ALL-UNNAMED\n' "$module"
  done
  cat <<ARGS
-Xmx512m
-Xss4m
-Duser.timezone=UTC
-Dfile.encoding=UTF-8
-cp
"$out/classes:$(<"$out/classpath")"
org.demo.Peer
ARGS
} >"$out/java.args"
echo "$stamp" >"$out/stamp"

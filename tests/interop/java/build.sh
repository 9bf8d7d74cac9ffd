#!/usr/bin/env bash
# Compiles the Java peers against one version of Dubbo:  build.sh VERSION OUT
# VERSION is 3.3.6, 3.2.16 or 2.7.23. Needs a JDK (17 or newer), Maven and its registry; a second run does nothing.
# Afterwards:  java @OUT/java.args org.demo.Provider PORT      java @OUT/java.args org.demo.Consumer dubbo://127.0.0.1:PORT
set -euo pipefail
usage() { sed -n '2,4s/^# //p' "$0" >&2; exit 2; }
fail() { echo "build.sh: $*" >&2; exit 1; }

[[ $# == 2 ]] || usage
version=$1
case $version in 3.3.6 | 3.2.16 | 2.7.23) ;; *) usage ;; esac
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$2"
out=$(cd "$2" && pwd)
for tool in java javac mvn; do
  command -v $tool >/dev/null || fail "$tool is not on the PATH; the live tests need a JDK (17 or newer) and Maven"
done

resources=$here/src/main/resources
mapfile -t sources < <(find "$here/src/main/java" -name '*.java' | sort)
stamp="$version $(cat "$here/pom.xml" "$here/build.sh" "${sources[@]}" "$resources"/META-INF/dubbo/* | sha256sum) $(javac -version 2>&1)"
jars_present() { tr ':' '\n' <"$out/classpath" | while read -r jar; do [[ -f $jar ]] || return 1; done; }
if [[ -f $out/stamp && $(<"$out/stamp") == "$stamp" ]] && jars_present; then exit 0; fi
rm -rf "$out/stamp" "$out/classes"

if ! mvn -q -B -f "$here/pom.xml" -Pv"${version//./}" dependency:build-classpath -Dmdep.outputFile="$out/classpath" >"$out/mvn.log" 2>&1; then
  tail -n 20 "$out/mvn.log" >&2
  fail "Maven cannot resolve Dubbo $version (above; whole log: $out/mvn.log). Is its registry reachable from here?
The live Java tests cannot run without it; nothing has been skipped in silence."
fi
mkdir -p "$out/classes" "$out/home"
cp -r "$resources/." "$out/classes"
javac -nowarn -Xlint:-options -encoding UTF-8 --release 8 -parameters -d "$out/classes" -cp "$(<"$out/classpath")" "${sources[@]}" >"$out/javac.log" 2>&1 ||
  { cat "$out/javac.log" >&2; fail "javac failed"; }

# The reflection that hessian-lite and javassist of these versions need on a modern JDK.
{
  for package in java.lang java.lang.reflect java.util java.util.concurrent java.math java.time java.time.zone java.net java.io java.text java.sql/java.sql; do
    case $package in */*) module=$package ;; *) module=java.base/$package ;; esac
    printf -- '--add-opens\n%s=ALL-UNNAMED\n' "$module"
  done
  cat <<ARGS
-Xmx768m
-Xss512k
-XX:TieredStopAtLevel=1
-Duser.timezone=UTC
-Duser.language=en
-Dfile.encoding=UTF-8
-Djava.net.preferIPv4Stack=true
-Dorg.slf4j.simpleLogger.defaultLogLevel=off
-Ddubbo.application.metadata-service-protocol=injvm
"-Duser.home=$out/home"
-cp
"$out/classes:$(<"$out/classpath")"
ARGS
} >"$out/java.args"
echo "$stamp" >"$out/stamp"

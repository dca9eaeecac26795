#!/bin/sh
# Makes archives of class data for the Flink in RUNTIME, so that its JVMs start in half the time:
# jobmanager.jsa, taskmanager.jsa, check.jsa and a fingerprint of the JDK, options and jars they fit.
# They fit this JDK and these paths only, so this runs where Flink will run. Nothing needs them.
# Where archives are that fit already, nothing is done.
#
#   make-archives.sh RUNTIME TRAINING-JAR AGENT-JAR OUTPUT
#
# RUNTIME may be a stock distribution; the JVM options are those beside this script.
# Exit status: 0 made, 1 not made and why, 2 wrong usage.
set -u
if [ $# -ne 4 ]; then
  echo "usage: make-archives.sh RUNTIME TRAINING-JAR AGENT-JAR OUTPUT" >&2
  exit 2
fi
here=$(cd "$(dirname "$0")" && pwd) || exit 1
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
if ! command -v "$java" >/dev/null; then
  echo "no class-data archives, Flink will start slower: $java is not there; set JAVA_HOME to a JDK 17" >&2
  exit 1
fi
exec "$java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx64m -cp "$3" \
  dev.drey.agent.archive.MakeArchives "$1" "$2" "$3" "$here/jvm-options" "$4"

#!/bin/sh
# Starts one JVM at most once, stays beside it, ends what the JVM has left behind, and says what became of it:
#
#   launch.sh stay BASE GATE WAY FOLDER COMMAND...
#
# BASE.lock     is held for as long as this script or the JVM lives, for the JVM inherits it
# BASE.process  pid, start time and boot id of the JVM: written before it begins, never changed
# BASE.out      what the JVM prints
# BASE.exit     its exit status, written after its end and that of all it has started
# GATE          once this file is there nothing begins any more. It is looked at after BASE.process was written;
#               whoever closes it looks for processes afterwards. So one of the two sees the other; and who finds
#               neither the gate nor its own BASE.process any more was closed out, and the place taken away.
# WAY           to a view of /etc of its own: root, user or none
# FOLDER        holds etc/flink, which becomes /etc/flink in that view
set -u

# The 22nd field of a line of /proc/PID/stat, given from the 3rd on: the first two may hold spaces.
start_time() {
  shift 19
  echo "$1"
}

# Whatever is in the session of this script: the JVM's workers, which nobody would end if it was killed.
end_session() {
  tries=0 left=yes
  while [ -n "$left" ] && [ $((tries += 1)) -le 20 ]; do
    left=
    for place in /proc/[0-9]*; do
      { read -r stat <"$place/stat"; } 2>/dev/null || continue
      pid=${place#/proc/}
      # shellcheck disable=SC2086
      [ "$pid" != "$$" ] && in_session ${stat##*) } || continue
      kill -KILL "$pid" 2>/dev/null && left=yes
    done
    [ -z "$left" ] || sleep 0.1
  done
}

# The state and the session, the 3rd and the 6th field; what is dead already (Z) is not there any more.
in_session() {
  [ "$4" = "$$" ] && [ "$1" != Z ]
}

stay() {
  base=$1
  command -v flock >/dev/null || exit 76
  exec 9>>"$base.lock" || exit 75
  flock -n 9 || exit 0
  [ ! -e "$base.process" ] || exit 0
  sh "$0" begin "$@" </dev/null >>"$base.out" 2>&1 &
  wait $!
  status=$?
  end_session
  [ -d "${base%/*}" ] || exit 0 # all was deleted meanwhile
  [ -e "$base.process" ] || exit 75
  printf '%s\n' "$status" >"$base.exit.part" && mv -f "$base.exit.part" "$base.exit" || exit 75
}

begin() {
  base=$1 gate=$2 way=$3 folder=$4
  shift 4
  read -r stat <"/proc/$$/stat"
  read -r boot </proc/sys/kernel/random/boot_id
  # shellcheck disable=SC2086
  started=$(start_time ${stat##*) })
  printf '%s %s %s\n' "$$" "$started" "$boot" >"$base.process.part" &&
    mv -f "$base.process.part" "$base.process" || exit 75
  [ ! -e "$gate" ] && [ -e "$base.process" ] || exit 0
  case $way in
    root) exec unshare -m sh "$0" inside "$way" "$folder" "$@" ;;
    user) exec unshare --map-current-user --keep-caps -m sh "$0" inside "$way" "$folder" "$@" ;;
    *) exec "$@" ;;
  esac
}

inside() {
  way=$1 folder=$2
  shift 2
  if [ -d /etc/flink ]; then
    mount --bind "$folder/etc/flink" /etc/flink || exit 77
  else
    lay_over "$folder" || exit 77
  fi
  if [ "$way" = user ]; then
    exec setpriv --ambient-caps=-all --inh-caps=-all --bounding-set=-all "$@"
  fi
  exec "$@"
}

# The host has no /etc/flink, and is left without: its /etc is laid under ours, and what is mounted below /etc (as
# containers do with resolv.conf) is mounted there again.
lay_over() {
  mounted=$(while read -r _ _ _ _ point _; do
    case $point in /etc/*) printf '%s\n' "$point" ;; esac
  done </proc/self/mountinfo)
  if [ -n "$mounted" ]; then
    mkdir -p "$1/etc-of-host" && mount --rbind /etc "$1/etc-of-host" || return 1
  fi
  # By a relative path, for a colon or comma in the folder's own would be taken for a separator.
  (cd "$1" && mount -t overlay overlay -o lowerdir=etc:/etc /etc) || return 1
  for point in $mounted; do
    mount --bind "$1/etc-of-host/${point#/etc/}" "$point" || return 1
  done
}

what=$1
shift
"$what" "$@"

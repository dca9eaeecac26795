#!/bin/sh
# Makes the Python environment for the Flink in RUNTIME, from PyPI: an interpreter and the packages that
# python-requirements.txt beside this script lists. It is made once, and shared by all applications; where it is already, nothing
# is done. It is named after what is in it, so that another release of Drey makes another one.
#
#   install-python.sh RUNTIME HOME [PYTHON]
#   install-python.sh --where RUNTIME HOME    says where it is, or would be, and makes nothing
#
# PYTHON is the interpreter to begin with; one is looked for where none is named. What was fetched stays in HOME/downloads, for
# the next time. Exit status: 0 it is there, 1 it is not and why, 2 wrong usage.
set -u
where=no
[ "${1:-}" != --where ] || { where=yes; shift; }
if [ $# -lt 2 ] || [ $# -gt 3 ]; then
  echo "usage: install-python.sh [--where] RUNTIME HOME [PYTHON]" >&2
  exit 2
fi
line=3.11

fail() {
  echo "drey: $*" >&2
  exit 1
}

fits() {
  [ "$("$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null)" = "$line" ]
}

find_python() {
  for each in "python$line" python3 python; do
    command -v "$each" >/dev/null 2>&1 && fits "$each" && command -v "$each" && return 0
  done
  return 1
}

runtime=$(cd "$1" 2>/dev/null && pwd -P) || fail "there is no folder $1"
requirements=$runtime/python-requirements.txt
[ -r "$requirements" ] || fail "applications in Python do not run on $(basename "$runtime"): it has no python-requirements.txt"
mkdir -p "$2" 2>/dev/null || fail "the folder $2 cannot be made. Choose another with --into."
home=$(cd "$2" && pwd -P) || exit 1
hash=$(sha256sum <"$requirements" | cut -c 1-12)
environment=$home/python-$hash
[ $where = no ] || { echo "$environment"; exit 0; }
if [ -x "$environment/bin/python" ]; then
  echo "The Python environment is there: $environment"
  exit 0
fi

if [ $# -eq 3 ]; then
  python=$3
  fits "$python" || fail "$python is not Python $line, which Flink's packages for Python are made for"
else
  python=$(find_python) ||
    fail "there is no Python $line on the PATH, and Flink's packages for Python are made for that one.
Install it: 'apt-get install python$line python$line-venv', 'dnf install python$line', 'pyenv install $line' or
'uv python install $line'. One that is elsewhere is named with --python."
fi
"$python" -c 'import venv, ensurepip' 2>/dev/null ||
  fail "$python cannot make virtual environments. Install its venv: 'apt-get install python$line-venv'."

# One at a time: who comes second finds it made.
exec 9>"$home/install.lock" || fail "the folder $home cannot be written. Choose another with --into."
flock -n 9 || { echo "Somebody else is making it; waiting …"; flock 9; }
[ -x "$environment/bin/python" ] && { echo "The Python environment is there: $environment"; exit 0; }

part=$environment.part
rm -rf "$part"
trap 'rm -rf "$part"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
started=$(date +%s)
echo "Making the Python environment $environment with $("$python" --version) …"
"$python" -m venv "$part" || fail "the virtual environment cannot be made; why stands above"

# By their exact versions, so that pip has nothing to decide; as wheels, which are kept for the next time.
downloads=$home/downloads
pip() {
  command=$1
  shift
  "$part/bin/python" -m pip --disable-pip-version-check "$command" --no-deps --requirement "$requirements" "$@"
}

install_downloads() {
  pip install --quiet --no-index --find-links "$downloads"
}

if ! install_downloads 2>/dev/null; then
  echo "Fetching $(grep -c '^[A-Za-z]' "$requirements") packages from PyPI, some 110 MB …"
  pip wheel --use-pep517 --prefer-binary --wheel-dir "$downloads" |
    sed -u -n -e 's/^Collecting \([^ ]*\).*/  \1/p' -e 's/^Building wheels.*/Building those that come as source …/p'
  echo "Installing them …"
  install_downloads || fail "the packages are not all there; what pip said stands above"
fi
"$part/bin/python" -I -c 'import pyflink.datastream, apache_beam.runners.worker.sdk_worker, pemja' ||
  fail "the packages do not fit together; why stands above"
"$part/bin/python" -I -c 'import sys; from find_libpython import find_libpython; sys.exit(not find_libpython())' ||
  echo "This Python has no shared library (libpython$line.so), which python.execution-mode thread needs; process works."
"$part/bin/python" -m compileall -q "$part/lib" >/dev/null 2>&1 || true # here and now, for nobody writes there later
mv "$part" "$environment" || fail "cannot put the environment in its place"
echo "Made in $(($(date +%s) - started)) s: $(du -sm "$environment" | cut -f 1) MB in $environment"

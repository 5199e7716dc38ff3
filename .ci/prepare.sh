#!/bin/sh
# Make .venv ready: `prepare.sh run` for the program, `prepare.sh test` for the tests as well.
#
# Needs Python 3.11 to 3.13. On Debian and Ubuntu it also installs the few system libraries
# that Qt wants, when it may (as root, or with a sudo that asks no password); otherwise it
# says which they are.
set -eu
cd "$(dirname "$0")/.."
purpose=${1:-run}

QT_LIBRARIES="libegl1 libgl1 libxkbcommon-x11-0 libdbus-1-3 libfontconfig1 libxcb-cursor0
  libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0
  libxcb-xinerama0 libxcb-xkb1"

say() { printf 'lode: %s\n' "$*" >&2; }

fits() { "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; }

find_python() {
  for candidate in ${PYTHON:-} python3 python3.13 python3.12 python3.11 python; do
    if command -v "$candidate" >/dev/null 2>&1 && fits "$candidate"; then
      command -v "$candidate"
      return
    fi
  done
  say "no Python 3.11, 3.12 or 3.13 was found; install one, or name it: make PYTHON=/path/to/python"
  exit 1
}

# As root, or with a sudo that needs no password; otherwise say what is missing.
apt_install() {
  if ! command -v apt-get >/dev/null 2>&1; then return 1; fi
  if [ "$(id -u)" = 0 ]; then as_root=""; elif sudo -n true 2>/dev/null; then as_root="sudo"; else return 1; fi
  say "installing $*"
  $as_root apt-get update -qq >&2 &&
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >&2
}

make_venv() {
  python=$(find_python)
  # Without its ensurepip, as on a bare Debian, a virtual environment is made without pip.
  if ! "$python" -m venv .venv >/dev/null 2>&1 || ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
    rm -rf .venv
    version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    apt_install "python$version-venv" || {
      say "Python cannot make a virtual environment; install the package python$version-venv"
      exit 1
    }
    "$python" -m venv .venv
  fi
}

missing_libraries() {
  plugin=$(.venv/bin/python -c 'import pathlib, PySide6; print(pathlib.Path(PySide6.__path__[0], "Qt/plugins/platforms/libqxcb.so"))')
  [ -f "$plugin" ] || return 1 # not Linux
  ldd "$plugin" 2>/dev/null | grep -q 'not found' ||
    ! .venv/bin/python -c 'from PySide6 import QtWidgets' >/dev/null 2>&1
}

if [ ! -x .venv/bin/python ] || ! fits .venv/bin/python; then
  rm -rf .venv
  make_venv
fi

case $purpose in
  run) what="." ;;
  test) what=".[test]" ;;
  *) say "prepare.sh takes run or test"; exit 2 ;;
esac
say "installing the packages into .venv (some minutes the first time)"
.venv/bin/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e "$what"

if missing_libraries; then
  # shellcheck disable=SC2086 # a list of words
  apt_install $QT_LIBRARIES ||
    say "Qt lacks system libraries here. On Debian or Ubuntu: sudo apt-get install" $QT_LIBRARIES
fi
touch ".venv/ready-to-$purpose"

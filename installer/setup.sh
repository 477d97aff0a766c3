#!/bin/sh
# Makes .venv/ and what Qt needs from the system. Called by make: `setup.sh run` (the program's own
# dependencies) or `setup.sh test` (the checks' as well). Running it again repairs, and is harmless.
set -eu
cd "$(dirname "$0")/.."
purpose=${1:-run}
case $purpose in
  run) requirements=requirements.txt ;;
  test) requirements=requirements-dev.txt ;;
  *) echo "usage: installer/setup.sh [run|test]" >&2; exit 2 ;;
esac
log=$(mktemp)
trap 'rm -f "$log"' EXIT

say() { echo "setup: $*" >&2; }

stop() { say "$*"; exit 1; }

quietly() { # runs a command, shows what it said only when it failed
  "$@" >"$log" 2>&1 || { cat "$log" >&2; stop "this failed: $*"; }
}

find_python() { # prints the first Python that is new enough
  for name in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11; do
    "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { command -v "$name"; return; }
  done
  return 1
}

has_package() { dpkg-query -W -f '${Status}\n' "$@" 2>/dev/null | grep -q 'ok installed$'; }

missing_packages() { # prints the Debian packages that are not there yet
  "$python" -c 'import venv, ensurepip' 2>/dev/null || "$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])'
  # Qt without a screen, as proved in a bare Debian 12. On newer systems ...-0t64 provides libglib2.0-0.
  has_package libglib2.0-0 libglib2.0-0t64 || echo libglib2.0-0
  for name in libgl1 libegl1 libfontconfig1 libxkbcommon0 libdbus-1-3; do
    has_package "$name" || echo "$name"
  done
}

screen_packages() { # prints what Qt needs beyond that to open a window under X11, as far as it is not there yet
  for name in libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 \
    libxcb-shape0 libxcb-xkb1 libxkbcommon-x11-0; do
    has_package "$name" || echo "$name"
  done
}

may_install() { [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null; }

install_packages() { # installs "$@", or says the one command that does
  if [ "$(id -u)" = 0 ]; then as_root=
  elif sudo -n true 2>/dev/null; then as_root=sudo
  else
    say "some system packages are missing and need an administrator. Please run this one command, then make again:"
    echo "  sudo sh -c 'apt-get update && apt-get install -y --no-install-recommends $*'" >&2
    exit 1
  fi
  say "installing system packages: $*"
  quietly $as_root apt-get -o DPkg::Lock::Timeout=120 update
  quietly $as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get -o DPkg::Lock::Timeout=120 install -y --no-install-recommends "$@"
}

python=$(find_python) || stop "Python 3.11 or newer is needed and was not found. On Debian 12 or Ubuntu: sudo apt-get install python3 python3-venv"

if command -v dpkg-query >/dev/null && command -v apt-get >/dev/null; then
  missing=$(missing_packages)
  screen=$(screen_packages)
  if [ -z "$missing" ] && [ -n "$screen" ] && ! may_install; then
    say "everything but the window works; for the window, please have an administrator run this, then make run again:"
    # shellcheck disable=SC2086
    echo "  sudo apt-get install -y --no-install-recommends" $screen >&2
    screen=
  fi
  # shellcheck disable=SC2086 # one word per package is meant
  [ -z "$missing$screen" ] || install_packages $missing $screen
fi
"$python" -c 'import venv, ensurepip' 2>/dev/null || stop "$python has no venv module: please install it (python3-venv)"

if ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
  say "making .venv with $("$python" --version) (once, a minute or so)"
  quietly "$python" -m venv --clear .venv
fi
quietly .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input \
  --require-hashes --no-deps --only-binary :all: -r "$requirements"
quietly env QT_QPA_PLATFORM=offscreen .venv/bin/python -c 'from PySide6.QtGui import QGuiApplication; QGuiApplication([])'
touch ".venv/.$purpose"

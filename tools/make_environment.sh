#!/usr/bin/env bash
# Makes .venv from requirements.lock with uv. Needs a Python of 3.11 or newer; finds or installs its venv module.
set -euo pipefail
cd "$(dirname "$0")/.."

python=""
for candidate in python3 python3.13 python3.12 python3.11 python3.14; do
  if command -v "$candidate" >/dev/null && "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    python=$candidate
    break
  fi
done
if [ -z "$python" ]; then
  echo "Hundred needs Python 3.11 or newer. Install it (Debian, Ubuntu: apt install python3; macOS: brew install python)." >&2
  exit 1
fi

if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
  version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get update -qq && apt-get install -y -qq "python$version-venv" >/dev/null
  else
    echo "This Python has no venv module. Install it: sudo apt install python$version-venv" >&2
    exit 1
  fi
fi

# uv lives in a small environment of its own, so that syncing .venv does not remove it
[ -x .venv/bin/python ] || "$python" -m venv --without-pip .venv
if [ ! -x .venv/uv/bin/uv ]; then
  "$python" -m venv .venv/uv
  .venv/uv/bin/python -m pip install --quiet --disable-pip-version-check "uv>=0.9"
fi
[ "${1:-}" = uv ] && exit 0

echo "Installing Hundred’s libraries into .venv …"
.venv/uv/bin/uv pip sync --quiet --compile-bytecode --python .venv/bin/python --require-hashes requirements.lock
.venv/uv/bin/uv pip install --quiet --python .venv/bin/python --no-deps --editable .

#!/usr/bin/env bash
# Finds what the browser and database tests need, or installs it where the user may. Where it can do neither it
# says in one line what to install, and those tests are skipped; in CI (CI=true) that is a failure.
set -uo pipefail

missing=()
command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null \
  || [ -x "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" ] || missing+=(chromium)
command -v postgres >/dev/null || ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1 || missing+=(postgresql)
[ ${#missing[@]} = 0 ] && exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "Installing ${missing[*]} for the tests …"
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq && apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null && exit 0
fi
echo "Some tests will be skipped. To run them all, install: ${missing[*]} (Debian, Ubuntu: sudo apt install ${missing[*]})."
[ "${CI:-}" != true ]

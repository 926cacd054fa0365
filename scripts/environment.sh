#!/usr/bin/env bash
# Makes .venv exactly as uv.lock says. Without uv on the machine, uv is installed into .venv itself.
set -euo pipefail
python=$1
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
  echo "Sanbao needs Python 3.11 or later; make PYTHON=/path/to/python3.11 names one." >&2
  exit 1
fi
[ -x .venv/bin/python ] || "$python" -m venv .venv
uv=uv
if ! uv --version >/dev/null 2>&1; then
  uv=.venv/bin/uv
  [ -x $uv ] || .venv/bin/python -m pip install --quiet --disable-pip-version-check uv
fi
# --inexact leaves uv and Node where they were installed into .venv.
exec $uv sync --frozen --inexact --quiet

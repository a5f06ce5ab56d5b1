#!/bin/sh
# Makes .venv and installs tolsel into it, editable, with one of its extras: demo or test.
set -eu
cd "$(dirname "$0")/.."
python=${PYTHON:-python3}

if ! command -v "$python" >/dev/null; then
    echo "tolsel needs Python 3.11 or newer, and there is no $python here" >&2
    exit 1
fi
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    echo "tolsel needs Python 3.11 or newer; $python is $("$python" --version 2>&1)." \
        "Name another one: make PYTHON=python3.12 ..." >&2
    exit 1
fi
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    echo "$python has no venv module: apt-get install python3-venv" >&2
    exit 1
fi

# A moved folder or another Python leaves a .venv that does not run, or not the same.
here=$(.venv/bin/python -c 'import sys; print(*sys.version_info[:2])' 2>/dev/null || true)
there=$("$python" -c 'import sys; print(*sys.version_info[:2])')
if [ "$here" != "$there" ] || ! grep -qs "$PWD/.venv" .venv/bin/activate; then
    rm -rf .venv
    "$python" -m venv .venv
fi
rm -f .venv/.demo-* .venv/.dev-* .venv/.ready-*
echo "installing tolsel[$1] into .venv"
.venv/bin/python -m pip install --quiet --disable-pip-version-check --editable ".[$1]"

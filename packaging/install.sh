#!/bin/sh
# Installs the project into .venv: `sh packaging/install.sh EXTRAS`, in its folder; `make` calls it.
# PYTHON: the Python to take. PINS: what pip is told about versions. UV: the uv that installs in pip's place.
set -eu

bin=.venv/bin
[ "${OS:-}" != Windows_NT ] || bin=.venv/Scripts

# On Linux without torch's index, if pip knows another place for that build: a mirror, or a folder of wheels.
pins() {
    [ "$(uname -s)" = Linux ] || { echo "--constraint constraints.txt"; return; }
    torch=$(grep '^torch==' packaging/linux.txt)
    if pip --quiet install --no-deps --dry-run "$torch" 2>/dev/null; then
        grep -v '^--' packaging/linux.txt >.venv/linux.txt
        echo "--find-links packaging/no-triton --constraint .venv/linux.txt"
    else
        echo "--constraint packaging/linux.txt"
    fi
}

pip() {
    "$bin/python" -m pip --disable-pip-version-check "$@"
}

stopped() {
    echo >&2
    echo "The installation stopped; the reason stands above. Nothing else was changed. Is the network there, and" >&2
    echo "2 GB of disk? Then try again: what is downloaded already is kept. docs/install.md knows more." >&2
    exit 1
}

with_uv() {
    [ -e "$bin/python" ] || "$UV" venv --seed --python '>=3.11,<3.14' .venv || stopped
    "$UV" pip install --python "$bin/python" --torch-backend cpu --overrides packaging/uv.txt --editable ".[$1]" || stopped
}

with_pip() {
    if [ ! -e "$bin/python" ]; then
        python=${PYTHON:-$(sh packaging/find-python.sh)}
        "$python" -m venv .venv || stopped
    fi
    # shellcheck disable=SC2086 # PINS may be several words
    pip install --no-compile ${PINS:-$(pins)} --editable ".[$1]" || stopped
}

if [ -n "${UV:-}" ]; then with_uv "$1"; else with_pip "$1"; fi

#!/bin/sh
# The wheel with all that it depends on, on each Python that is named: `sh packaging/try-pythons.sh python3.12 python3.13`.
# Run by hand, in the project's folder, before a release: it downloads up to 3 GB for each, into a folder that goes again.
# PINS: what pip is told about versions, else packaging/linux.txt or constraints.txt.
set -eu

case "$(uname -s)" in
    Linux) pins="--constraint packaging/linux.txt" ;;
    *) pins="--constraint constraints.txt" ;;
esac
bin=bin
[ "${OS:-}" != Windows_NT ] || bin=Scripts
project=$(pwd)

for python in "$@"; do
    folder=$(mktemp -d)
    trap 'rm -rf "$folder"' EXIT
    export REHEARSE_HOME="$folder/home"
    echo "== $("$python" --version)"
    "$python" -m venv "$folder/new"
    new=$folder/new/$bin
    "$new/python" -m pip wheel --quiet --no-deps --wheel-dir "$folder" .
    wheel=$(ls "$folder"/*.whl)
    # shellcheck disable=SC2086 # PINS may be several words
    "$new/python" -m pip install --quiet --no-cache-dir ${PINS:-$pins} "${wheel}[offline]"
    du -sh "$folder/new"
    "$new/python" -c 'import torch; print("torch", torch.__version__)'
    cd "$folder" # far from the project, so that what runs is what the wheel holds
    "$new/rehearse" demo
    "$new/rehearse" check || true # 1 without a microphone
    echo "I was on call. I um restarted the server, and it came back in an hour." | "$new/rehearse" analyze --text -
    cd "$project"
    rm -rf "$folder"
done

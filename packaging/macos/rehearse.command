#!/bin/sh
# Opens rehearse in your browser: double-click it. The terminal that it runs in stays open for other commands.

: "${checkout:=$(cd "$(dirname "$0")/../.." && pwd)}"

# A checkout's own, then the path, then where pipx and uv put it, then where pip does without them.
found=
for one in "$checkout/.venv/bin/rehearse" "$(command -v rehearse)" "$HOME/.local/bin/rehearse" \
    "$HOME"/Library/Python/3.*/bin/rehearse; do
    if [ -z "$found" ] && [ -x "$one" ]; then
        found=$one
    fi
done

if [ -z "$found" ]; then
    echo "rehearse is not installed yet, or not where this starter looks for it."
    echo
    echo "To install it, open a terminal in the folder of rehearse and follow README.md, under Install."
    echo "If it is installed, type in a terminal: rehearse"
    echo
    printf 'Press Enter to close this window. '
    read -r _
    exit 1
fi

PATH=$(dirname "$found"):$PATH
export PATH
cd "$HOME" || exit 1
trap : INT # Ctrl-C ends rehearse, not this
"$found" web
trap - INT
echo
echo "Type a command here, for example: rehearse progress. Or close this window."
exec "${SHELL:-/bin/sh}" -i

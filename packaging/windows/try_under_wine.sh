#!/bin/bash
# Installs and removes rehearse under Wine, as far as Wine goes: uv does not start there, so a stand-in does its part.
# Needs: sudo apt install nsis librsvg2-bin wine wine64 xvfb xauth
set -u

# One display for all: what a program leaves running still needs it.
[ -n "${DISPLAY-}" ] || exec xvfb-run -a "$0"

here=$(cd "$(dirname "$0")" && pwd)
python=${PYTHON:-python3}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export WINEPREFIX=$work/wine WINEDEBUG=-all WINEDLLOVERRIDES="mscoree,mshtml="
wrong=0

on_windows() { timeout 300 wine "$@" 2>/dev/null; }

# Each of these is a step, handed to `is` below.
# shellcheck disable=SC2317
ends_with() {
    local code=$1
    shift
    on_windows "$@"
    [ $? = "$code" ]
}
# shellcheck disable=SC2317
says() {
    local words=$1
    shift
    (sleep 10; echo exit) | on_windows "$@" | grep -q "$words"
}
# shellcheck disable=SC2317
holds_only() {
    [ "$(ls "$1")" = "$2" ]
}

is() {
    local step=$1
    shift
    if "$@"; then echo "ok     $step"; else echo "WRONG  $step"; wrong=1; fi
}

makensis -V2 -DOUTPUT="$work/uv.exe" "$here/stand_in.nsi" &&
    "$python" "$here/build.py" --uv "$work/uv.exe" --output "$work/rehearse-setup.exe" || exit
on_windows wineboot -i >/dev/null
home=$WINEPREFIX/drive_c/users/$(id -un)
there=$home/AppData/Local/Programs/rehearse
takes=$home/AppData/Local/rehearse
link="$home/AppData/Roaming/Microsoft/Windows/Start Menu/Programs/Rehearse.lnk"
mkdir -p "$takes"
echo words >"$takes/history.db"

export STAND_IN_FAILS=1
is "where uv fails it ends with 1" ends_with 1 "$work/rehearse-setup.exe" /S
unset STAND_IN_FAILS
is "and is not in the Start menu" test ! -e "$link"
is "and the starter says so" says "not installed yet" cmd /c "$there/rehearse.cmd"
is "where uv does its part it ends with 0" ends_with 0 "$work/rehearse-setup.exe" /S
is "and is in the Start menu" test -e "$link"
is "uv was asked for the wheel and its model" grep -q 'tool install .*\.whl\[offline\]' "$there/tools/called.txt"
is "the starter finds it" says "for example: rehearse progress" cmd /c "$there/rehearse.cmd"
echo mine >"$there/mine.txt"
is "it is removed" ends_with 0 "$there/uninstall.exe" /S
sleep 20 # a copy of it goes on
is "but for what others put there" holds_only "$there" mine.txt
is "and is out of the Start menu" test ! -e "$link"
is "takes stay" test -e "$takes/history.db"
exit $wrong

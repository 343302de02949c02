#!/bin/sh
# Prints the newest Python of this computer that rehearse runs on and that can make environments. A name alone says little:
# python3.13 may be a stand-in that only says what is missing, and Debian keeps the part for environments in a package apart.
# Finds none: says on stderr what brings one, and exits with 1.

fits='import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))'
version='import sys; print("%d.%d" % sys.version_info[:2])'
bare=
for python in python3.13 python3.12 python3.11 python3 python; do
    "$python" -c "$fits" 2>/dev/null || continue
    if "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        echo "$python"
        exit 0
    fi
    bare=${bare:-$python}
done

if [ -n "$bare" ]; then
    echo "$bare is here, but the part of it that makes environments is missing. This brings it:" >&2
    echo "    sudo apt install python$("$bare" -c "$version")-venv" >&2
elif found=$(python3 -c "$version" 2>/dev/null); then
    echo "rehearse needs Python 3.11, 3.12 or 3.13. Here is Python $found. uv brings one that fits:" >&2
    echo "    pipx install uv" >&2
    echo "    make demo UV=uv" >&2
elif [ "$(uname -s)" = Darwin ]; then
    echo "rehearse needs Python 3.11, 3.12 or 3.13, and found none that runs. This brings one:" >&2
    echo "    brew install python@3.13" >&2
else
    echo "rehearse needs Python 3.11, 3.12 or 3.13, and found none that runs. This brings one:" >&2
    echo "    sudo apt install python3 python3-venv" >&2
fi
exit 1

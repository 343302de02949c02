#!/bin/sh
# Puts rehearse into the menu of your desktop, for you alone. With --remove it takes it out again.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
data=${XDG_DATA_HOME:-$HOME/.local/share}
entry=$data/applications/rehearse.desktop
icon=$data/icons/hicolor/scalable/apps/rehearse.svg
starter=$HOME/.local/bin/rehearse-start

if [ "${1-}" = --remove ]; then
    rm -f "$entry" "$icon" "$starter"
    echo "Rehearse is no longer in your menu. Your takes are untouched."
    exit
fi

mkdir -p "$(dirname "$entry")" "$(dirname "$icon")" "$(dirname "$starter")"
cp "$here/rehearse.svg" "$icon"

# The starter is the one for macOS, which finds rehearse here too; it is told where this folder is.
checkout=$(cd "$here/../.." && pwd)
{
    echo '#!/bin/sh'
    printf "checkout='%s'\n" "$(printf %s "$checkout" | sed "s/'/'\\\\''/g")"
    tail -n +2 "$here/../macos/rehearse.command"
} >"$starter"
chmod +x "$starter"

# A desktop does not always look into ~/.local/bin, so the entry names the whole path. A path that would need more
# than quotes stays out of it.
case $starter in
    *[\"\`\$\\%]*) cp "$here/rehearse.desktop" "$entry" ;;
    *)
        {
            grep -v '^Exec=' "$here/rehearse.desktop"
            printf 'Exec="%s"\n' "$starter"
        } >"$entry"
        ;;
esac
echo "Rehearse is in your menu now. $0 --remove takes it out again."

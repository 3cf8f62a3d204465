# Sourced by the try-*.sh: a screen of its own, keys and clicks on it, pictures of it.
provide Xvfb:xvfb xdotool:xdotool import:imagemagick

PATIENCE=300 # seconds; longer than this nothing here takes
PICTURES=$WORK/pictures-$1
rm -rf "$PICTURES"
mkdir -p "$PICTURES"

open_screen() {
    exec {ready}<> <(:)
    Xvfb -displayfd "$ready" -screen 0 1366x768x24 -nolisten tcp -noreset 2>/dev/null &
    screen=$!
    trap 'kill "$screen" 2>/dev/null || true' EXIT
    read -r -u "$ready" number
    export DISPLAY=:$number
}

press() { xdotool key --delay 80 "$@"; } # KEY...

click() { xdotool mousemove "$1" "$2" click 1; } # X Y

picture() { import -window root "$PICTURES/$1.png"; } # NAME

until_true() { # WHAT COMMAND...  waits; says what did not come
    local end=$((SECONDS + PATIENCE)) what=$1
    until "${@:2}" >/dev/null 2>&1; do
        ((SECONDS < end)) || { picture "missing"; say "没有等到 / did not come: $what"; return 1; }
        sleep 0.3
    done
}

window() { # TITLE  waits for it, and gives it the keys, as a window manager would
    until_true "window $1" xdotool search --onlyvisible --name "$1" windowfocus
    sleep 2
}

no_window() { xdotool search --onlyvisible --name "$1" || return 0; false; }

gone() { until_true "the end of window $1" no_window "$1"; } # TITLE

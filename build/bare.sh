# Sourced by try-deb.sh, try-run.sh and try-fcitx.sh: bare Debians, where clerks with Chinese names work without network
# and Chinese locale.
set_up requirements-dev.lock
source "$ROOT/build/screen.sh" "${1#try-}"
source "$ROOT/build/clerk.sh"

DEB=$OUT/gridapp_${VERSION}_amd64.deb
[[ -e $DEB ]] || { say "先运行 / first run: bash build/installer.sh deb"; exit 1; }
CLERK="王 小明" COLLEAGUE="李 小红"
HOUSE="/home/$CLERK"
ORIGIN_X=0 ORIGIN_Y=0 # there is no window manager

settled() { # FOLDER  both people with an empty house each, and a place that both may write to
    local person number=4321
    rm -rf -- "${1:?}/home/"* "${1:?}/tmp/"* "${1:?}/srv/"*
    for person in "$CLERK" "$COLLEAGUE"; do
        grep -q "^$person:" "$1/etc/passwd" || echo "$person:x:$number:$number::/home/$person:/bin/bash" >>"$1/etc/passwd"
        install -d -o $number -g $number -m 700 "$1/home/$person"
        number=$((number + 1))
    done
    install -d -m 1777 "$1/srv/公用 文件"
}

as_person() { # NUMBER NAME FOLDER COMMAND...  as that person there: no network, no locale
    inside "$3" unshare --net setpriv --reuid "$1" --regid "$1" --clear-groups env -i PATH=/usr/bin:/bin LC_ALL=C \
        HOME="/home/$2" DISPLAY="${DISPLAY-}" "${@:4}"
}

clerk() { as_person 4321 "$CLERK" "$@"; }         # FOLDER COMMAND...
colleague() { as_person 4322 "$COLLEAGUE" "$@"; } # FOLDER COMMAND...

# Sourced by installer.sh: the .deb in bare Debian 11 and 12: installed over an older one, used by two people of one
# computer, and removed. build/installer.sh deb comes first.
source "$ROOT/build/bare.sh" "$1"

older() { # FOLDER  the same .deb as a version before it would be, with a file that the new one has no more
    local old=$WORK/older
    rm -rf "$old"
    dpkg-deb -R "$DEB" "$old"
    sed -i 's/^Version: .*/Version: 0.0.1/' "$old/DEBIAN/control"
    echo stale >"$old/usr/lib/gridapp/_internal/stale"
    dpkg-deb -Znone --root-owner-group --build "$old" "$1/root/older.deb" >/dev/null
}

new_office() { # FOLDER SUITE  made, left, and opened again with its password, and not without
    local file="$1$HOUSE/Documents/Xincheng网格员考核.gridapp"
    rm -rf "$1$HOUSE/.config/gridapp"
    clerk "$1" gridapp &
    found_office "$2-new" "$file" "" "$1$HOUSE/Documents/应急密钥单.pdf"
    wait $!
    encrypted "$file"
    clerk "$1" gridapp &
    sign_in "$2-new"
    wait $!
    encrypted "$file"
}

two_windows() { [[ $(xdotool search --onlyvisible --name 青川镇 | wc -l) == 2 ]]; }

two_people() { # FOLDER SUITE  of one computer: each with a window and settings of their own; one file is open once
    local file="/srv/公用 文件/本镇.gridapp" first second each
    cp "$1$HOUSE/.local/share/gridapp/示范镇.gridapp" "$1$file"
    chmod 666 "$1$file"
    clerk "$1" gridapp "$file" &
    first=$!
    window 青川镇
    ! colleague "$1" gridapp check --db "$file" 2>"$WORK/told" || return 1
    cat "$WORK/told"
    grep -q "正被另一个程序使用" "$WORK/told"
    colleague "$1" gridapp "$file" & # not handed over to the first window: that is another's
    second=$!
    window '^网格员考核$'
    picture "$2-5-in-use"
    press Tab space # to the demo township, then, of their own
    until_true "the colleague's demo township" test -e "$1/home/$COLLEAGUE/.local/share/gridapp/示范镇.gridapp"
    until_true "both windows" two_windows
    for each in $(xdotool search --onlyvisible --name 青川镇); do
        xdotool windowfocus "$each"
        sleep 2
        press ctrl+q
    done
    wait $first
    wait $second
    colleague "$1" gridapp "$file" & # now it is free
    second=$!
    window 青川镇
    press ctrl+q
    wait $second
    [[ -e $1$HOUSE/.config/gridapp && -e "$1/home/$COLLEAGUE/.config/gridapp" ]]
}

open_screen
for suite in bullseye bookworm; do
    folder=$CACHE/try-$suite
    say "== Debian $suite"
    debian_folder "try-$suite" "$suite" procps
    settled "$folder"
    older "$folder"
    cp "$DEB" "$folder/root/new.deb"
    inside "$folder" sh -c 'apt-get -qq update; apt-get -qq install --no-install-recommends /root/older.deb >/dev/null 2>&1
        apt-get -qq install --no-install-recommends /root/new.deb >/dev/null 2>&1; dpkg-query -W gridapp'
    [[ ! -e $folder/usr/lib/gridapp/_internal/stale ]]

    clerk "$folder" env QT_QPA_PLATFORM=offscreen gridapp --selftest "$HOUSE/自检" | tail -1
    clerk "$folder" env QT_QPA_PLATFORM=xcb gridapp --selftest "$HOUSE/自检 xcb" | tail -1

    data=$HOUSE/.local/share/gridapp
    clerk "$folder" gridapp &
    use_demo "$suite" "$folder$data"
    wait $!
    clerk "$folder" gridapp check --db "$data/示范镇.gridapp"
    last_step "$folder$data/示范镇.gridapp"
    new_office "$folder" "$suite"
    two_people "$folder" "$suite"

    # a file of the first version there was: opened, it is backed up and brought up to date
    install -o 4321 -g 4321 "$ROOT/tests/store/versions/v1.db" "$folder$HOUSE/旧 数据.db"
    clerk "$folder" gridapp check --db "$HOUSE/旧 数据.db" || true
    ls "$folder$HOUSE"

    inside "$folder" apt-get -qq -o Dpkg::Use-Pty=0 remove gridapp
    [[ -e $folder$data/示范镇.gridapp && ! -e $folder/usr/lib/gridapp ]]
    say "== Debian $suite: installed, upgraded, used, removed; the data are there"
done

# Sourced by installer.sh: the .deb in bare Debian 11 and 12: installed over an older one, used as a clerk with a Chinese
# name would, without network and Chinese locale, and removed. build/installer.sh deb comes first.
set_up requirements-dev.lock
source "$ROOT/build/screen.sh" linux

DEB=$OUT/gridapp_${VERSION}_amd64.deb
[[ -e $DEB ]] || { say "先运行 / first run: bash build/installer.sh deb"; exit 1; }
CLERK="王 小明"
HOUSE="/home/$CLERK"

clerk() { # FOLDER COMMAND...  as the clerk there: no network, no locale
    inside "$1" unshare --net setpriv --reuid 4321 --regid 4321 --clear-groups env -i PATH=/usr/bin:/bin LC_ALL=C \
        HOME="$HOUSE" DISPLAY="${DISPLAY-}" "${@:2}"
}

older() { # FOLDER  the same .deb as a version before it would be, with a file that the new one has no more
    local old=$WORK/older
    rm -rf "$old"
    dpkg-deb -R "$DEB" "$old"
    sed -i 's/^Version: .*/Version: 0.0.1/' "$old/DEBIAN/control"
    echo stale >"$old/usr/lib/gridapp/_internal/stale"
    dpkg-deb -Znone --root-owner-group --build "$old" "$1/root/older.deb" >/dev/null
}

open_screen
for suite in bullseye bookworm; do
    folder=$CACHE/try-$suite
    say "== Debian $suite"
    debian_folder "try-$suite" "$suite" procps
    rm -rf "$folder$HOUSE" "$folder/tmp/"*
    grep -q "^$CLERK:" "$folder/etc/passwd" || echo "$CLERK:x:4321:4321::$HOUSE:/bin/bash" >>"$folder/etc/passwd"
    install -d -o 4321 -g 4321 "$folder$HOUSE"
    older "$folder"
    cp "$DEB" "$folder/root/new.deb"
    inside "$folder" sh -c 'apt-get -qq update; apt-get -qq install --no-install-recommends /root/older.deb >/dev/null 2>&1
        apt-get -qq install --no-install-recommends /root/new.deb >/dev/null 2>&1; dpkg-query -W gridapp'
    [[ ! -e $folder/usr/lib/gridapp/_internal/stale ]]

    clerk "$folder" env QT_QPA_PLATFORM=offscreen gridapp --selftest "$HOUSE/自检" | tail -1
    clerk "$folder" env QT_QPA_PLATFORM=xcb gridapp --selftest "$HOUSE/自检 xcb" | tail -1

    # the first start: the demo township, one cell, the quarter's sheet as a PDF
    clerk "$folder" gridapp &
    window 网格员考核
    picture "$suite-1-first"
    click 184 196
    window 青川镇
    press alt+3
    press Next Next Next Next Next Next Next Next Next Next Next Next Next Next ctrl+Home Right
    press 7 Return
    sleep 2
    picture "$suite-2-typed"
    press alt+9
    sleep 6
    press ctrl+s
    window "另存为 PDF"
    picture "$suite-3-saving"
    press Return
    data=$HOUSE/.local/share/gridapp
    until_true "the PDF" sh -c "ls '$folder$data'/*.pdf"
    window 青川镇
    picture "$suite-4-printed"
    press ctrl+q
    wait $!
    clerk "$folder" gridapp check --db "$data/示范镇.gridapp"
    "$PYTHON" - "$folder$data/示范镇.gridapp" <<'END'
import sys
from pathlib import Path

from gridapp.office import Office

with Office.open(Path(sys.argv[1])) as office:
    print("last step:", office.undoable())
END

    # a file of the first version there was: opened, it is backed up and brought up to date
    install -o 4321 -g 4321 "$ROOT/tests/store/versions/v1.db" "$folder$HOUSE/旧 数据.db"
    clerk "$folder" gridapp check --db "$HOUSE/旧 数据.db" || true
    ls "$folder$HOUSE"

    inside "$folder" apt-get -qq remove gridapp
    [[ -e $folder$data/示范镇.gridapp && ! -e $folder/usr/lib/gridapp ]]
    say "== Debian $suite: installed, upgraded, used, removed; the data are there"
done

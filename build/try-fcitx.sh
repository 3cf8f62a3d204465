# Sourced by installer.sh: Chinese typed into a cell of the installed program, as on UOS and Kylin: under fcitx 4 in bare
# Debian 11, under fcitx 5 in 12. build/installer.sh deb comes first.
source "$ROOT/build/bare.sh" "$1"

typing() { # FOLDER COMMAND...  as the clerk, in a session of a desktop
    clerk "$1" env LC_ALL=C.UTF-8 QT_IM_MODULE=fcitx XMODIFIERS=@im=fcitx dbus-run-session -- "${@:2}"
}

open_screen
for suite in bullseye bookworm; do
    packages=(procps dbus fcitx fcitx-pinyin fcitx-module-dbus fcitx-ui-classic)
    [[ $suite == bullseye ]] || packages=(procps dbus fcitx5 fcitx5-pinyin fcitx5-module-xorg)
    fcitx=${packages[2]} folder=$CACHE/try-fcitx-$suite
    say "== $fcitx"
    debian_folder "try-fcitx-$suite" "$suite" "${packages[@]}"
    settled "$folder"
    cp "$DEB" "$folder/root/new.deb"
    inside "$folder" sh -c 'apt-get -qq update; apt-get -qq install --reinstall --no-install-recommends /root/new.deb >/dev/null 2>&1'
    profile=$folder$HOUSE/.config/$fcitx/profile # the keyboard and pinyin, changed between by Ctrl+Space
    mkdir -p "${profile%/*}"
    if [[ $fcitx == fcitx5 ]]; then
        printf '%s\n' '[Groups/0]' Name=Default 'Default Layout=us' DefaultIM=pinyin '[Groups/0/Items/0]' Name=keyboard-us \
            '[Groups/0/Items/1]' Name=pinyin '[GroupOrder]' 0=Default >"$profile"
    else
        printf '%s\n' '[Profile]' EnabledIMList=fcitx-keyboard-us:True,pinyin:True >"$profile"
    fi
    chown -R 4321:4321 "$folder$HOUSE"
    clerk "$folder" gridapp demo "$HOUSE/示范" >/dev/null
    data=$HOUSE/示范/demo.gridapp

    typing "$folder" sh -c "$fcitx >/dev/null 2>&1 & sleep 5; exec gridapp '$data'" &
    window 青川镇
    press alt+2 alt+n # a new person of the roster: the name
    sleep 2
    press ctrl+space
    sleep 1
    press n i h a o
    sleep 1
    picture "$fcitx-1-nihao"
    press space
    sleep 1
    picture "$fcitx-2-你好"
    press ctrl+Return
    sleep 2
    picture "$fcitx-3-saved"
    press alt+g # the grids: a cell that is written in as one types
    sleep 2
    press ctrl+Home Right Right
    press n i h a o
    sleep 1
    press space
    sleep 1
    picture "$fcitx-4-cell"
    press Return
    sleep 2
    picture "$fcitx-5-cell-saved"
    press ctrl+q
    wait $!
    last_step "$folder$data"
    "$PYTHON" - "$folder$data" <<'END'
import sys
from pathlib import Path

from gridapp.model import Grid, Worker
from gridapp.office import Office

with Office.open(Path(sys.argv[1])) as office:
    assert "你好" in [worker.name for worker in office.all(Worker)]
    assert "你好" in [grid.name for grid in office.all(Grid)]
END
    say "== $fcitx: nihao and a space gave 你好"
done

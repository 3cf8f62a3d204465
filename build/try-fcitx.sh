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

    # a new office: the township in a field, a village in a cell of a table
    typing "$folder" sh -c "$fcitx >/dev/null 2>&1 & sleep 5; exec gridapp" &
    window '^网格员考核$'
    press ctrl+space
    sleep 1
    press n i h a o space Return
    sleep 1
    press n i h a o
    sleep 1
    picture "$fcitx-1-cell"
    press space
    sleep 1
    press Return
    push_at 533 623 # nobody signs in
    push_at 421 688
    window '^你好'
    picture "$fcitx-2-founded"
    press ctrl+q
    wait $!
    data="$folder$HOUSE/Documents/你好网格员考核.gridapp"
    last_step "$data"

    # a person's name in the roster
    typing "$folder" sh -c "$fcitx >/dev/null 2>&1 & sleep 5; exec gridapp" &
    window '^你好'
    press alt+2 alt+n
    sleep 2
    press shift+Tab W 0 0 1 Tab # the number before it
    press ctrl+space
    sleep 1
    press n i h a o
    sleep 1
    picture "$fcitx-3-name"
    press space
    sleep 1
    press ctrl+Return
    sleep 2
    picture "$fcitx-4-saved"
    press ctrl+q
    wait $!
    last_step "$data"
    "$PYTHON" - "$data" <<'END'
import sys
from pathlib import Path

from gridapp.model import Village, Worker
from gridapp.office import Office

with Office.open(Path(sys.argv[1])) as office:
    assert ["你好"] == [village.name for village in office.all(Village)]
    assert ["你好"] == [worker.name for worker in office.all(Worker)]
END
    say "== $fcitx: nihao and a space gave 你好"
done

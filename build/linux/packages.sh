# Sourced by linux.sh: the .deb and the .run of the bundle that lies in $BUNDLE.

PACKAGE=$WORK/linux/deb
rm -rf "$PACKAGE"
install -d "$PACKAGE/DEBIAN" "$PACKAGE/usr/lib" "$PACKAGE/usr/bin"
cp -r "$BUNDLE" "$PACKAGE/usr/lib/gridapp"
ln -s ../lib/gridapp/gridapp "$PACKAGE/usr/bin/gridapp"
install -D -m 644 "$ROOT/build/linux/gridapp.desktop" -t "$PACKAGE/usr/share/applications"
install -D -m 644 "$ROOT/build/linux/gridapp.xml" -t "$PACKAGE/usr/share/mime/packages"
for size in 16 24 32 48 64 128 256; do
    icons=$PACKAGE/usr/share/icons/hicolor/${size}x$size
    install -D -m 644 "$ROOT/resources/icons/gridapp-$size.png" "$icons/apps/gridapp.png"
    install -D -m 644 "$ROOT/resources/icons/gridapp-data-$size.png" "$icons/mimetypes/application-x-gridapp.png"
done
install -D -m 644 "$ROOT/LICENSE" "$PACKAGE/usr/share/doc/gridapp/copyright"
for licence in "$ROOT"/resources/licences/*.txt "$ROOT"/resources/fonts/OFL-*.txt; do
    printf '\n\n== %s ==\n\n%s\n' "$(basename "$licence" .txt)" "$(cat "$licence")"
done >>"$PACKAGE/usr/share/doc/gridapp/copyright"
chmod -R u=rwX,go=rX "$PACKAGE"
find "$PACKAGE" -exec touch --no-dereference --date="@$SOURCE_DATE_EPOCH" {} +

# Desktop entries, icons and file types are taken in by triggers of the packages that care for them.
install -m 755 "$ROOT/build/linux/postrm" "$PACKAGE/DEBIAN/postrm"
cat >"$PACKAGE/DEBIAN/control" <<END
Package: gridapp
Version: $VERSION
Architecture: amd64
Section: misc
Priority: optional
Maintainer: The gridapp authors <gridapp@localhost>
Installed-Size: $(du -sk --apparent-size "$PACKAGE/usr" | cut -f1)
Depends: libc6 (>= 2.28), libstdc++6, zlib1g, libegl1, libgl1, libgssapi-krb5-2, libx11-6, libx11-xcb1, libxcb1,
 libxcb-randr0, libxcb-render0, libxcb-shape0, libxcb-shm0, libxcb-sync1, libxcb-xfixes0,
 libdbus-1-3, libfontconfig1, libfreetype6, libglib2.0-0 | libglib2.0-0t64
Recommends: libcups2 | libcups2t64, shared-mime-info, desktop-file-utils
Description: 网格员考核：登记、评分、等次、补贴、打印
 乡镇（街道）办公室考核网格员用的离线桌面程序。数据在自己的文件里，不连网络。
END
(cd "$PACKAGE" && find usr -type f -print0 | LC_ALL=C sort -z | xargs -0 md5sum) >"$PACKAGE/DEBIAN/md5sums"
DEB=$OUT/gridapp_${VERSION}_amd64.deb
dpkg-deb -Zxz --root-owner-group --build "$PACKAGE" "$DEB" >/dev/null

RUN=$OUT/gridapp-$VERSION-linux-x86_64.run
{
    cat "$ROOT/build/linux/run.sh"
    ar p "$DEB" data.tar.xz
} >"$RUN"
(cd "$OUT" && sha256sum "${DEB##*/}" >"${DEB##*/}.sha256" && sha256sum "${RUN##*/}" >"${RUN##*/}.sha256")
ls -l "$DEB" "$RUN" && cat "$DEB.sha256" "$RUN.sha256"

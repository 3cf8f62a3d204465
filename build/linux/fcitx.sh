#!/usr/bin/env bash
# Builds Qt's input plugin for fcitx, which UOS and Kylin type Chinese with and PySide6's wheels lack, from Debian's
# source package fcitx-qt5 (BSD-3). Two halves, in two folders:
#
#     fcitx.sh generate SOURCE          with trixie's moc and qdbusxml2cpp (Qt 6.8; the plugin runs with any newer)
#     fcitx.sh compile SOURCE QT PLUGIN  with bullseye's compiler, against the libraries of the wheel under QT
set -euo pipefail

what=$1
cd "$2"
case $what in
generate)
    for each in InputContext:inputcontextproxy InputContext1:inputcontext1proxy InputMethod:inputmethodproxy \
        InputMethod1:inputmethod1proxy; do
        /usr/lib/qt6/bin/qdbusxml2cpp -i fcitxqtdbustypes.h -p "${each#*:}" "org.fcitx.Fcitx.${each%:*}.xml"
    done
    headers=/usr/include/x86_64-linux-gnu/qt6/QtGui
    private=$(echo $headers/6.*)
    for header in *.h; do
        /usr/lib/qt6/libexec/moc -I$headers -I"$private" -I"$private/QtGui" "$header" -o "moc_${header%.h}.cpp" 2>/dev/null
        [[ -s moc_${header%.h}.cpp ]] || rm -f "moc_${header%.h}.cpp" # no class in it that moc is for
    done
    ;;
compile)
    headers=$PWD/qt6 version=$(ls "$PWD/qt6/QtGui" | grep -E '^6\.')
    g++ -std=c++17 -O2 -fPIC -shared -fvisibility=hidden -fvisibility-inlines-hidden -DQT_NO_KEYWORDS -DQT_PLUGIN \
        -DQT_CORE_LIB -DQT_GUI_LIB -DQT_DBUS_LIB -DNDEBUG -I. -I"$headers" \
        -I"$headers"/Qt{Core,Gui,DBus} -I"$headers/QtGui/$version" -I"$headers/QtGui/$version/QtGui" \
        -I"$headers/QtCore/$version" -I"$headers/QtCore/$version/QtCore" ./*.cpp -o "$4" \
        "$3"/libQt6{Gui,DBus,Core}.so.6 -lxkbcommon -Wl,--no-undefined,--as-needed -Wl,-rpath,'$ORIGIN/../../lib' -s
    ;;
esac

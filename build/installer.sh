#!/usr/bin/env bash
# Makes the installers, on Debian 12 as root (debootstrap folders are needed): one file each, into out/installers/.
#
#     bash build/installer.sh deb          gridapp_VERSION_amd64.deb, for glibc 2.28 and newer; and the same as a .run
#     bash build/installer.sh windows      gridapp-VERSION-x64.exe, for Windows 10 and 11; build/windows.cmd is its like there
#     bash build/installer.sh try-deb      installs, uses and removes the .deb in bare Debian 11 and 12, on a screen of its own
#     bash build/installer.sh try-run      does so with the .run
#     bash build/installer.sh try-windows  does so with the .exe under Wine
#     bash build/installer.sh try-fcitx    types Chinese in the installed program, under fcitx 4 and 5
#
# Debian's own packages go into folders under $GRIDAPP_CACHE (/var/cache/gridapp-build, some 4 GB) and are kept there;
# delete that to begin anew. Nothing is installed on this system but what builds the folders.
source "$(dirname -- "${BASH_SOURCE[0]}")/environment.sh"
source "$ROOT/build/folders.sh"
VERSION=$(sed -nE 's/^version = "(.+)"$/\1/p' "$ROOT/pyproject.toml")
OUT=$ROOT/out/installers
WORK=$ROOT/out/installer
# Of two builds of one commit the files shall be the same: this is the time that stands in them.
SOURCE_DATE_EPOCH=$(git -C "$ROOT" log -1 --format=%ct 2>/dev/null || stat -c %Y "$ROOT/pyproject.toml")
export SOURCE_DATE_EPOCH PYTHONHASHSEED=0

case ${1-} in
deb | windows | try-deb | try-run | try-windows | try-fcitx) ;;
*)
    sed -nE '2,/^source/s/^# ?//p' "${BASH_SOURCE[0]}"
    exit 2
    ;;
esac
[[ $EUID == 0 ]] || { say "需要 root 权限 / must be run as root"; exit 1; }
provide debootstrap:debootstrap unshare:util-linux setpriv:util-linux
mkdir -p "$OUT" "$WORK" "$CACHE"

source "$ROOT/build/${1/#deb/linux}.sh"

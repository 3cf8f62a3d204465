# Sourced by installer.sh: small Debian systems in folders, to build and to try in, and the wheels of the lock files.

CACHE=${GRIDAPP_CACHE:-/var/cache/gridapp-build}
KEYS=/usr/share/keyrings/debian-archive-keyring.gpg

debian_folder() { # NAME SUITE PACKAGE...  makes $CACHE/NAME unless it is there as asked for
    local folder=$CACHE/$1 suite=$2 recipe="$*" mirror
    shift 2
    [[ $(cat "$folder.recipe" 2>/dev/null) != "$recipe" ]] || return 0
    say "正在准备 Debian $suite 文件夹 / making a folder of Debian $suite: $folder"
    rm -rf -- "$folder" "$folder.recipe"
    debootstrap --variant=minbase --keyring=$KEYS "$suite" "$folder" >"$folder.log" || { tail "$folder.log" >&2; return 1; }
    cp $KEYS "$folder$KEYS" # has the keys of the newer releases too, whose sources are read
    mirror=$(awk '$1 == "deb" { print $2; exit }' "$folder/etc/apt/sources.list") # whichever it came from
    rm -f "$folder/etc/apt/sources.list"
    cat >"$folder/etc/apt/sources.list.d/debian.sources" <<<"Types: deb
URIs: $mirror
Suites: $suite
Components: main
Signed-By: $KEYS"
    [[ $* != *:i386* ]] || inside "$folder" dpkg --add-architecture i386
    inside "$folder" apt-get -qq update
    [[ $# == 0 ]] || inside "$folder" apt-get -qq install --no-install-recommends "$@" >>"$folder.log" 2>&1 ||
        { tail "$folder.log" >&2; return 1; }
    printf '%s\n' "$recipe" >"$folder.recipe"
}

inside() { # FOLDER COMMAND...  as root there, with nothing of this system's files but /dev, and no process left over
    # shellcheck disable=SC2016
    unshare --mount --propagation private --pid --fork --kill-child bash -c '
        folder=$1
        shift
        mount -t proc proc "$folder/proc"
        mount --rbind /dev "$folder/dev"
        if [ -d /tmp/.X11-unix ]; then # a screen that is open is seen there too, even without network
            mkdir -p "$folder/tmp/.X11-unix"
            mount --bind /tmp/.X11-unix "$folder/tmp/.X11-unix"
        fi
        exec chroot "$folder" "$@"' -- "$1" \
        env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive \
        SOURCE_DATE_EPOCH="$SOURCE_DATE_EPOCH" PYTHONHASHSEED=0 "${@:2}" </dev/null
}

inside_as() { # USER FOLDER COMMAND...  the same as a user without rights (made when needed)
    local user=$1 folder=$2
    inside "$folder" id "$user" >/dev/null 2>&1 || inside "$folder" useradd --create-home --shell /bin/bash "$user"
    inside "$folder" setpriv --reuid "$user" --regid "$user" --init-groups env HOME="/home/$user" "${@:3}"
}

wheels() { # PLATFORM FOLDER  downloads what the program and PyInstaller need, as the lock files pin it
    local platform=$1 folder=$2 tags=(--platform win_amd64)
    [[ $platform == win32 ]] || tags=(--platform manylinux_2_28_x86_64 --platform manylinux_2_27_x86_64
        --platform manylinux_2_26_x86_64 --platform manylinux_2_24_x86_64 --platform manylinux_2_17_x86_64
        --platform manylinux2014_x86_64 --platform manylinux_2_12_x86_64 --platform manylinux_2_5_x86_64)
    mkdir -p "$folder"
    "$PYTHON" "$ROOT/build/wheels.py" "$platform" >"$folder/wheels.lock"
    "$PYTHON" -m pip download -q --disable-pip-version-check --no-input --no-deps --require-hashes \
        --only-binary=:all: --implementation cp --python-version 311 "${tags[@]}" -d "$folder" -r "$folder/wheels.lock" 2>&1 | { grep -v 'neither a file nor a directory' >&2 || true; }
}

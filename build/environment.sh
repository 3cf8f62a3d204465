# Sourced by run.sh and test.sh: lays the ground they stand on, a .venv as the lock file pins it and the system's
# libraries and programs. Takes well under a second when all is there; says what it does on standard error.
set -euo pipefail
unset CDPATH PYTHONHOME PYTHONPATH PIP_PREFIX PIP_TARGET PIP_USER

ROOT=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
VENV=$ROOT/.venv
PYTHON=$VENV/bin/python

# What is needed of the system, each as THING:PACKAGE. A THING is a shared library, a command, or a file; the PACKAGE
# that holds it is Debian's.
QT_LIBRARIES=( # what PySide6's wheels leave to the system, by ldd: the modules, platforms offscreen and xcb, printing
    libEGL.so.1:libegl1
    libGL.so.1:libgl1
    libX11.so.6:libx11-6
    libX11-xcb.so.1:libx11-xcb1
    libatomic.so.1:libatomic1
    libcups.so.2:libcups2
    libdbus-1.so.3:libdbus-1-3
    libfontconfig.so.1:libfontconfig1
    libfreetype.so.6:libfreetype6
    libglib-2.0.so.0:libglib2.0-0
    libgssapi_krb5.so.2:libgssapi-krb5-2
    libxcb-cursor.so.0:libxcb-cursor0
    libxcb-icccm.so.4:libxcb-icccm4
    libxcb-image.so.0:libxcb-image0
    libxcb-keysyms.so.1:libxcb-keysyms1
    libxcb-randr.so.0:libxcb-randr0
    libxcb-render-util.so.0:libxcb-render-util0
    libxcb-render.so.0:libxcb-render0
    libxcb-shape.so.0:libxcb-shape0
    libxcb-shm.so.0:libxcb-shm0
    libxcb-sync.so.1:libxcb-sync1
    libxcb-util.so.1:libxcb-util1
    libxcb-xfixes.so.0:libxcb-xfixes0
    libxcb-xkb.so.1:libxcb-xkb1
    libxkbcommon-x11.so.0:libxkbcommon-x11-0
    libxkbcommon.so.0:libxkbcommon0
)
TEST_PROGRAMS=( # other programs look at what the program printed, wrote and showed
    /usr/lib/libreoffice/program/libsclo.so:libreoffice-calc-nogui
    pdftoppm:poppler-utils
    qpdf:qpdf
    Xvfb:xvfb
    xdotool:xdotool
    strace:strace
    fiu-run:fiu-utils
    makensis:nsis
    objdump:binutils # PyInstaller asks it what a library needs, and puts Python's own into the bundle:
    libpython3.11.so.1.0:libpython3.11
)

say() { printf '%s\n' "$@" >&2; }

missing() { # THING:PACKAGE...  prints those that are not there
    local known pair thing
    known=$(PATH=$PATH:/usr/sbin:/sbin ldconfig -p 2>/dev/null) || true
    for pair; do
        thing=${pair%:*}
        case $thing in
        *.so.*) [[ $known == *$'\t'"$thing "* ]] ;;
        /*) [[ -e $thing ]] ;;
        *) command -v "$thing" >/dev/null ;;
        esac || printf '%s\n' "$pair"
    done
}

install_packages() { # PACKAGE...  by apt, where there is apt and leave to use it
    [[ $EUID == 0 ]] && command -v apt-get >/dev/null || return
    say "正在安装系统软件包 / installing system packages: $*"
    local apt=(env DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 apt-get -qq -o DPkg::Lock::Timeout=600 -o Dpkg::Use-Pty=0)
    "${apt[@]}" update </dev/null >&2 || true # an old list may still do
    "${apt[@]}" install --no-install-recommends "$@" </dev/null >/dev/null
}

provide() { # THING:PACKAGE...  installs what is not there; names what then still is not, and goes on
    local pairs
    mapfile -t pairs < <(missing "$@")
    [[ ${#pairs[@]} != 0 ]] || return 0
    install_packages "${pairs[@]#*:}" || true
    mapfile -t pairs < <(missing "$@")
    [[ ${#pairs[@]} != 0 ]] || return 0
    say "系统缺少一些组件，部分功能可能不可用，请由管理员运行：apt-get install ${pairs[*]#*:}" \
        "Something is missing on this system and parts of the program may not work: as root, run the command above."
}

find_python() { # prints a Python 3.11 that can make virtual environments
    local python
    for python in python3.11 python3 /usr/bin/python3.11; do
        if "$python" -c 'import sys, ensurepip, venv; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null; then
            printf '%s\n' "$python"
            return
        fi
    done
    return 1
}

filled() { # LOCK  .venv is as this lock says, or as the lock of the tests, which holds the same and more
    [[ -x $PYTHON ]] || return
    cmp -s "$ROOT/$1" "$VENV/installed.lock" || cmp -s "$ROOT/requirements-dev.lock" "$VENV/installed.lock"
}

fill_venv() { # LOCK
    local python leftovers quiet=(-q)
    if ! "$PYTHON" -c 'import sys, pip; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null; then
        python=$(find_python) || { install_packages python3.11 python3.11-venv && python=$(find_python); } || {
            say "需要 Python 3.11 及其 venv 组件，请由管理员运行：apt-get install python3.11 python3.11-venv" \
                "Python 3.11 with venv is needed; as root: apt-get install python3.11 python3.11-venv"
            return 1
        }
        "$python" -m venv --clear "$VENV"
    fi
    say "正在按 $1 安装 Python 组件，首次约需下载 300 MB / installing the packages of $1, some 300 MB the first time"
    rm -f "$VENV/installed.lock"
    [[ ! -t 2 ]] || quiet=() # a person who waits sees how far it is
    "$PYTHON" -m pip install "${quiet[@]}" --disable-pip-version-check --no-input --require-hashes \
        --only-binary=:all: -r "$ROOT/$1" </dev/null >&2 || {
        say "Python 组件没有装好，请检查网络后重新运行" "The packages could not be installed: check the network, then run this again"
        return 1
    }
    mapfile -t leftovers < <(comm -13 <(sed -nE 's/^([a-z0-9-]+)==.*/\1/p' "$ROOT/$1" | sort) \
        <("$PYTHON" -m pip list --format=freeze | sed 's/==.*//' | tr 'A-Z_.' 'a-z--' | sort))
    [[ ${#leftovers[@]} == 0 ]] || "$PYTHON" -m pip uninstall -qy "${leftovers[@]}" >&2
    cp "$ROOT/$1" "$VENV/installed.lock"
}

set_up() { # LOCK THING:PACKAGE...
    local lock=$1
    shift
    if [[ -n $(missing "$@") ]] || ! filled "$lock"; then
        (
            flock 9 # two that start at once: the second waits, and finds it done
            provide "$@"
            filled "$lock" || fill_venv "$lock"
        ) 9<"$ROOT"
    fi
    export PYTHONPATH=$ROOT
}

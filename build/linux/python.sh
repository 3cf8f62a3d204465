#!/usr/bin/env bash
# Runs inside the bullseye folder: builds CPython 3.11 from Debian's sources into /opt/python, so that it needs no
# glibc above 2.28. Pip's wheels are what brings the rest, SQLite too; OpenSSL is left out, nothing here goes online.
set -euo pipefail

PREFIX=/opt/python
PINS="-include $(realpath "$(dirname "$0")/glibc-2.28.h")"

sources() { # PACKAGE  unpacks Debian's source (checked against its signed index) and prints the folder
    apt-get -qq source --download-only "$1" >&2
    dpkg-source --no-check -x "$1"_*.dsc "$1" >&2
    printf '%s\n' "$1"
}

mkdir -p /build && cd /build
cd "$(sources python3.11)"
SOURCE_DATE_EPOCH=$(dpkg-parsechangelog -STimestamp) # the build's date stands in it, and of no commit of ours
export SOURCE_DATE_EPOCH
# A patch of Debian's has pyexpat include what only CPython's own parts may; Debian builds it in, here it is a module.
sed -i '1i #define Py_BUILD_CORE_MODULE 1' Modules/pyexpat.c
export ac_cv_func_sem_clockwait=no ac_cv_func_close_range=no ac_cv_func_gettid=no ac_cv_func_getdents64=no \
    ac_cv_func_pthread_cond_clockwait=no
./configure -q --prefix=$PREFIX --enable-shared --with-system-ffi --without-static-libpython --disable-test-modules --without-ensurepip \
    CFLAGS="$PINS" LDFLAGS="-L$PREFIX/lib -Wl,-rpath,$PREFIX/lib"
make -s -j"$(nproc)" >/dev/null
make -s install >/dev/null 2>&1
$PREFIX/bin/python3.11 -c 'import ctypes, zlib, bz2, lzma, pyexpat, _elementtree, _decimal, sys; print(sys.version)'

#!/usr/bin/env bash
# Runs inside the bullseye folder: builds SQLite and CPython 3.11 from Debian's sources into /opt/python, so that they
# need no glibc above 2.28. Pip's wheels are what brings the rest; OpenSSL is left out, nothing here goes online.
set -euo pipefail

PREFIX=/opt/python
PINS="-include $(realpath "$(dirname "$0")/glibc-2.28.h")"

sources() { # PACKAGE  unpacks Debian's source (checked against its signed index) and prints the folder
    apt-get -qq source --download-only "$1" >&2
    dpkg-source --no-check -x "$1"_*.dsc "$1" >&2
    printf '%s\n' "$1"
}

mkdir -p /build && cd /build
cd "$(sources sqlite3)"
CFLAGS="-O2 $PINS -DSQLITE_ENABLE_COLUMN_METADATA -DSQLITE_ENABLE_DBSTAT_VTAB -DSQLITE_SECURE_DELETE" \
    ./configure -q --prefix=$PREFIX --disable-static --disable-tcl --disable-readline --enable-fts5
make -s -j"$(nproc)" libsqlite3.la >/dev/null
make -s install-libLTLIBRARIES install-includeHEADERS lib_install 2>/dev/null || make -s lib_install >/dev/null
install -m 644 sqlite3.h src/sqlite3ext.h -D -t $PREFIX/include

cd "/build/$(cd /build && sources python3.11)"
# A patch of Debian's has pyexpat include what only CPython's own parts may; Debian builds it in, here it is a module.
sed -i '1i #define Py_BUILD_CORE_MODULE 1' Modules/pyexpat.c
export ac_cv_func_sem_clockwait=no ac_cv_func_close_range=no ac_cv_func_gettid=no ac_cv_func_getdents64=no \
    ac_cv_func_pthread_cond_clockwait=no
./configure -q --prefix=$PREFIX --enable-shared --with-system-ffi --without-static-libpython --disable-test-modules --without-ensurepip \
    CFLAGS="$PINS" CPPFLAGS="-I$PREFIX/include" LDFLAGS="-L$PREFIX/lib -Wl,-rpath,$PREFIX/lib"
make -s -j"$(nproc)" >/dev/null
make -s install >/dev/null 2>&1
$PREFIX/bin/python3.11 -c 'import sqlite3, ctypes, zlib, bz2, lzma, pyexpat, _elementtree, _decimal, sys; print(sys.version, sqlite3.sqlite_version)'

#!/usr/bin/env bash
# Renews requirements.lock (what the program needs) and requirements-dev.lock (that and what its tests need)
# from pyproject.toml, for Linux and Windows alike:
#
#     bash build/lock.sh                         what pyproject.toml now asks for, else the versions as they are
#     bash build/lock.sh --upgrade               the newest versions that pyproject.toml allows
#     bash build/lock.sh --upgrade-package NAME  the newest of this one
#
# The hashes are those of the package index's wheels; the files name no index, so any mirror serves.
set -euo pipefail

cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."
tools=$(mktemp -d)
trap 'rm -rf "$tools"' EXIT
python3.11 -m venv "$tools"
"$tools/bin/python" -m pip install -q --disable-pip-version-check uv==0.13.9

lock() { # OUTPUT [OPTIONS]
    "$tools/bin/uv" pip compile -q --no-config --universal --python-version 3.11 --only-binary :all: \
        --generate-hashes --no-annotate --custom-compile-command "bash build/lock.sh" pyproject.toml --output-file "$@"
}
lock requirements.lock "$@"
lock requirements-dev.lock --extra dev --constraint requirements.lock "$@"

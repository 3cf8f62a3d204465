#!/usr/bin/env bash
# Starts gridapp from this checkout: bash build/run.sh [ARGUMENT...]. Sets up what is missing first.
source "$(dirname -- "${BASH_SOURCE[0]}")/environment.sh"
set_up requirements.lock "${QT_LIBRARIES[@]}"
exec "$PYTHON" -P -m gridapp "$@" # -P: the caller's folder may hold anything, and is not searched for modules

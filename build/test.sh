#!/usr/bin/env bash
# All the checks, then the tests: bash build/test.sh [ARGUMENT OF PYTEST...]. Sets up what is missing first.
# Every check runs whatever the others found; the exit code is 0 only if all passed.
source "$(dirname -- "${BASH_SOURCE[0]}")/environment.sh"
set_up requirements-dev.lock "${QT_LIBRARIES[@]}" "${TEST_PROGRAMS[@]}"
cd "$ROOT"
export LC_ALL=C.UTF-8 QT_QPA_PLATFORM=offscreen

failed=()
check() { # NAME COMMAND...
    printf '== %s\n' "$1"
    "${@:2}" || failed+=("$1")
}
check "ruff check" "$PYTHON" -m ruff check
check "ruff format" "$PYTHON" -m ruff format --check
check "mypy" "$PYTHON" -m mypy --strict gridapp ui
check "import-linter" "$PYTHON" -c 'from importlinter.cli import lint_imports_command as lint; lint(["--no-logo"])'

printf '== pytest%s\n' "${failed[*]:+, after FAILED: ${failed[*]}}"
"$PYTHON" -m pytest -n auto "$@" || failed+=(pytest)
[[ ${#failed[@]} == 0 ]]

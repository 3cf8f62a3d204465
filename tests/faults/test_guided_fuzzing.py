"""A few seconds of the fuzzing that coverage guides; atheris_run.py runs as long as it is told."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SECONDS = 4


@pytest.mark.skipif(importlib.util.find_spec("atheris") is None, reason="atheris has no wheel for this system")
@pytest.mark.parametrize("kind", ["workbook", "database", "encrypted"])
def test_no_input_ends_in_a_traceback(tmp_path: Path, kind: str) -> None:
    """What ends the run otherwise is printed, and its input lies in the folder."""
    command = [sys.executable, "-m", "tests.faults.atheris_run", kind, str(SECONDS)]
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    run = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr[-4000:]
    assert "Done " in run.stderr
    assert list(tmp_path.iterdir()) == []

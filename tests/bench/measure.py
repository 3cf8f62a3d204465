"""Measuring one thing against its limit: fresh processes (process.py) in turn, the work alone timed, and their memory.

A module whose work is the start of a process says WHOLE_PROCESS = True: it is timed from there to the end of its work.
One that measures something else than seconds says its UNIT, and one that comes out alike every time ONCE = True.
"""

import os
import statistics
import subprocess
import sys
import time
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from tests.bench.process import BEGAN


class Reading(NamedTuple):
    """One run: seconds of the work alone, and the process's peak memory in MB."""

    seconds: float
    peak: float


def once(module: str, which: str, folder: Path) -> Reading:
    """Run one side of a benchmark in a process of its own."""
    command = [sys.executable, "-m", "tests.bench.process", module, which, str(folder)]
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(folder / "bytecode"), BEGAN: str(time.perf_counter())}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program is compiled
    output = subprocess.run(
        command, check=True, stdout=subprocess.PIPE, text=True, encoding="utf-8", env=environment
    ).stdout
    return Reading(*map(float, output.splitlines()[-1].split()))


def ratio(module: str, folder: Path, runs: int) -> str:
    """The median of `ours` ÷ `limit` over runs in turn, as a line of text."""
    once(module, "prepare", folder)  # in a process of its own, lest its memory count for what it starts
    measured = import_module(module)
    runs = 1 if hasattr(measured, "ONCE") else runs
    if hasattr(measured, "WHOLE_PROCESS"):
        once(module, "ours", folder), once(module, "limit", folder)  # and once more to compile what is imported
    pairs = [(once(module, "ours", folder), once(module, "limit", folder)) for _ in range(runs)]
    ours, limit = (statistics.median(pair[side].seconds for pair in pairs) for side in (0, 1))
    times = statistics.median(mine.seconds / other.seconds for mine, other in pairs)
    peaks = [max(pair[side].peak for pair in pairs) for side in (0, 1)]
    doc, unit = (measured.__doc__ or "").splitlines()[0], getattr(measured, "UNIT", "s")
    return f"{times:7.2f} ×  {ours:8.4f} {unit} {peaks[0]:6.0f} MB | {limit:8.4f} {unit} {peaks[1]:6.0f} MB  {doc}"

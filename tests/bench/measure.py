"""Measuring one thing against its limit: fresh processes in turn, the work alone timed, peak memory of each.

A module whose work is the start of a process says WHOLE_PROCESS = True: it is timed from outside, from its start to
its end. A work that measures itself (the slowest of many, say) returns its seconds as a float.
"""

import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

Work = Callable[[], object]


class Reading(NamedTuple):
    """One run: seconds of the work alone, and the process's peak memory in MB."""

    seconds: float
    peak: float


def once(module: str, which: str, folder: Path) -> Reading:
    """Run one side of a benchmark in a process of its own."""
    command = [sys.executable, "-m", "tests.bench.measure", module, which, str(folder)]
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(folder / "bytecode")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program is compiled
    start = time.perf_counter()
    output = subprocess.run(
        command, check=True, stdout=subprocess.PIPE, text=True, encoding="utf-8", env=environment
    ).stdout
    whole = time.perf_counter() - start
    reading = Reading(*json.loads(output.splitlines()[-1]))
    return reading._replace(seconds=whole) if _from_outside(module) else reading


def _from_outside(module: str) -> bool:
    return bool(getattr(import_module(module), "WHOLE_PROCESS", False))


def ratio(module: str, folder: Path, runs: int) -> str:
    """The median of `ours` ÷ `limit` over runs in turn, as a line of text."""
    once(module, "prepare", folder)  # in a process of its own, lest its memory count for what it starts
    if _from_outside(module):
        once(module, "ours", folder), once(module, "limit", folder)  # and once more to compile what is imported
    pairs = [(once(module, "ours", folder), once(module, "limit", folder)) for _ in range(runs)]
    ours, limit = (statistics.median(pair[side].seconds for pair in pairs) for side in (0, 1))
    times = statistics.median(mine.seconds / other.seconds for mine, other in pairs)
    peaks = [max(pair[side].peak for pair in pairs) for side in (0, 1)]
    doc = (import_module(module).__doc__ or "").splitlines()[0]
    return f"{times:7.2f} ×  {ours:8.4f} s {peaks[0]:6.0f} MB | {limit:8.4f} s {peaks[1]:6.0f} MB  {doc}"


def main() -> None:
    module, which, folder = sys.argv[1:4]
    work: Work = getattr(import_module(module), which)(Path(folder)) or (lambda: None)
    start = time.perf_counter()
    told = work()
    seconds = told if isinstance(told, float) else time.perf_counter() - start
    usage = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(json.dumps([seconds, usage / 1024]))


if __name__ == "__main__":
    main()

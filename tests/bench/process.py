"""One side of a benchmark, in the process that was started for it alone; says how long it took, and the peak memory.

What is imported here counts where the start of a process is timed: it is as little as can be.
"""

import os
import resource
import sys
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

Work = Callable[[], object]
"""What is timed. One that measures itself (the slowest of many, or another UNIT) returns what it found as a float."""
BEGAN = "GRIDAPP_BENCH_BEGAN"
"""When this process was started, by the clock of time.perf_counter, which is the whole machine's (on Linux)."""


def main() -> None:
    name, which, folder = sys.argv[1:4]
    module = import_module(name)
    work: Work = getattr(module, which)(Path(folder)) or (lambda: None)
    start = float(os.environ[BEGAN]) if hasattr(module, "WHOLE_PROCESS") else time.perf_counter()
    told = work()
    seconds = told if isinstance(told, float) else time.perf_counter() - start
    usage = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(seconds, usage / 1024)


if __name__ == "__main__":
    main()

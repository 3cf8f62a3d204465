"""`python -m tests.bench [--small] [NAME …]`: every benchmark, or those named."""

import argparse
import os
import tempfile
from pathlib import Path

from tests.bench.measure import ratio

NAMES = tuple(
    sorted(file.stem for file in Path(__file__).parent.glob("*.py") if "\ndef ours(" in file.read_text("utf-8"))
)
"""A module here that can measure ours is a benchmark."""
RUNS = 5


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(NAMES))
    parser.add_argument("--small", action="store_true", help="little data, one run: does it run at all?")
    options = parser.parse_args()
    os.environ["GRIDAPP_BENCH_SMALL"] = "1" if options.small else ""
    print("  ratio      ours: time, peak    limit: time, peak")
    for name in options.names or NAMES:
        with tempfile.TemporaryDirectory() as folder:
            print(f"{name:13}", ratio(f"tests.bench.{name}", Path(folder), 1 if options.small else RUNS), flush=True)


if __name__ == "__main__":
    main()

"""the slowest of 40 changes of a record until all 5,000 workers are scored anew ÷ a tenth of a second (aim ≤ 1)

Each change is typed as the window would: a count of another worker, committed, then the whole result is asked for, with
grades, quota and money. Every fourth one is taken back instead.
"""

import time
from pathlib import Path

from gridapp.model import Counts, Tally
from gridapp.office import Office
from tests.bench.process import Work
from tests.bench.size import size
from tests.bench.township import LAST, build

CHANGES = 40


def prepare(folder: Path) -> None:
    build(folder / "office.db", size(5000))


def ours(folder: Path) -> Work:
    office = Office.open(folder / "office.db")
    before = office.score(LAST)
    week = LAST.weeks[3]
    office.register()

    def change(number: int) -> None:
        worker = before.people[number].sheet.worker.id
        if number % 4 == 3:
            office.undo()
        else:
            typed = office.tally(worker, week)
            written = (typed.counts.get("民情日志", 0) if typed else 0) + 1
            office.change("一格", save=[Tally(worker, week, Counts({"民情日志": written % 3}))])

    def work() -> float:
        taken = []
        for number in range(size(CHANGES)):
            start = time.perf_counter()
            change(number)
            office.score(LAST)
            taken.append(time.perf_counter() - start)
        assert office.score(LAST) != before
        return max(taken)

    return work


def limit(folder: Path) -> Work:
    return lambda: 0.1

"""the slowest of 200 frames, scrolling 登记·按周 with 5,000 workers ÷ a thirtieth of a second (aim ≤ 1)

A third of the frames are steps of the wheel, the others go a page or far on, so that all that is seen is drawn anew.
"""

import time
from itertools import cycle
from pathlib import Path

from tests.bench.process import Work
from tests.bench.size import size
from tests.bench.township import build
from tests.bench.windows import dressed, paint, sitting

FRAMES = 200


def prepare(folder: Path) -> None:
    build(folder / "office.db", size(5000))


def ours(folder: Path) -> Work:
    app = dressed(folder)
    from ui.pages.week import WeekPage

    page = WeekPage(sitting(folder / "office.db"))
    page.resize(1366, 768)
    page.show()
    paint(page)
    bar = page.table.verticalScrollBar()
    steps = cycle((60, bar.pageStep(), 3 * bar.pageStep()))

    def work() -> float:
        taken = []
        for _ in range(size(FRAMES)):
            start = time.perf_counter()
            bar.setValue((bar.value() + next(steps)) % (bar.maximum() + 1))
            app.processEvents()
            taken.append(time.perf_counter() - start)
        return max(taken)

    return work


def limit(folder: Path) -> Work:
    return lambda: 1 / 30

"""opening 登记·按周 with 5,000 workers, made, filled and painted ÷ Office.week alone (aim ≤ 100 ms more)"""

from pathlib import Path

from gridapp.office import Office
from tests.bench.process import Work
from tests.bench.size import size
from tests.bench.township import LAST, build
from tests.bench.windows import dressed, paint, sitting


def prepare(folder: Path) -> None:
    build(folder / "office.db", size(5000))


def ours(folder: Path) -> Work:
    dressed(folder)
    from ui.pages.week import WeekPage

    session = sitting(folder / "office.db")
    kept = []

    def work() -> None:
        page = WeekPage(session)
        page.resize(1280, 720)
        page.show()
        paint(page)
        kept.append(page)

    return work


def limit(folder: Path) -> Work:
    office = Office.open(folder / "office.db")
    return lambda: office.week(LAST, LAST.weeks[0])

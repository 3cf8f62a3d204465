"""a quarter of 300 workers with 40 quarters in the file ÷ with one quarter in the file (aim ≤ 1.1)"""

from pathlib import Path

from gridapp.office import Office
from tests.bench.process import Work
from tests.bench.size import size
from tests.bench.township import LAST, build


def prepare(folder: Path) -> None:
    build(folder / "long.db", size(300), quarters=40)
    build(folder / "short.db", size(300))


def ours(folder: Path) -> Work:
    office = Office.open(folder / "long.db")
    return lambda: office.score(LAST)


def limit(folder: Path) -> Work:
    office = Office.open(folder / "short.db")
    return lambda: office.score(LAST)

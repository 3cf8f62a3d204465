"""2,000 score sheets drawn ÷ 50 of them: the peaks tell what stays in memory (aim ≤ 2.5 MB more for each 100 pages)

Both have the same quarter of 2,000 people in memory.
"""

from pathlib import Path

from gridapp.prints.choice import Choice
from gridapp.prints.pdf import write
from gridapp.prints.score_sheet import score_sheets
from tests.bench.process import Work
from tests.bench.sheets import view
from tests.bench.size import size
from tests.bench.township import build


def prepare(folder: Path) -> None:
    build(folder / "office.db", size(2_000))


def _printing(folder: Path, people: int) -> Work:
    quarter = view(folder)
    some = Choice(people=frozenset(person.sheet.worker.id for person in quarter.result.people[:people]))
    return lambda: write(score_sheets(quarter, some), folder / "sheets.pdf", title="考核表", author="某镇")


def ours(folder: Path) -> Work:
    return _printing(folder, size(2_000))


def limit(folder: Path) -> Work:
    return _printing(folder, size(50))

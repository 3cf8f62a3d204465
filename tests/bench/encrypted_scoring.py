"""scoring a quarter of 5,000 workers in an encrypted file ÷ in a plain one (aim ≤ 1.3)

Two quarters are on record, so that the file is larger than what is kept of it in memory.
"""

from pathlib import Path

from tests.bench.process import Work
from tests.bench.size import size
from tests.bench.township import LAST, build
from tests.offices import open_signed_in


def prepare(folder: Path) -> None:
    for name in ("encrypted", "plain"):
        build(folder / f"{name}.db", size(5000), quarters=2, encrypted=name == "encrypted")


def ours(folder: Path) -> Work:
    office = open_signed_in(folder / "encrypted.db")
    return lambda: office.score(LAST)


def limit(folder: Path) -> Work:
    office = open_signed_in(folder / "plain.db")
    return lambda: office.score(LAST)

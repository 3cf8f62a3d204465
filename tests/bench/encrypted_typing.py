"""key to painted, committed cell, 32 workers, in an encrypted file ÷ in a plain one (medians; aim ≤ 1.2)"""

from pathlib import Path

from tests.bench.keys import typing, usual
from tests.bench.process import Work
from tests.bench.size import size
from tests.bench.township import build


def prepare(folder: Path) -> None:
    for name in ("encrypted", "plain"):
        build(folder / f"{name}.db", size(32), quarters=size(40), encrypted=name == "encrypted")


def ours(folder: Path) -> Work:
    return typing(folder, "encrypted.db", usual)


def limit(folder: Path) -> Work:
    return typing(folder, "plain.db", usual)

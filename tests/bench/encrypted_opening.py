"""from the password to the open file, encrypted, 32 workers and 40 quarters ÷ opening it plain (aim ≤ 150 ms more)

That is Argon2id, the keyring, the whole file's check, and the note of who came in.
"""

from datetime import datetime
from pathlib import Path

from gridapp.door import Door
from gridapp.office import Office
from tests.bench.process import Work
from tests.bench.size import size
from tests.bench.township import build
from tests.offices import PASSWORD, WANG


def prepare(folder: Path) -> None:
    for name in ("encrypted", "plain"):
        build(folder / f"{name}.db", size(32), quarters=size(40), encrypted=name == "encrypted")


def ours(folder: Path) -> Work:
    import gridapp.passwords  # noqa: F401  # loaded while the password is typed

    door = Door(folder / "encrypted.db")
    return lambda: door.enter(WANG, PASSWORD, datetime.now())


def limit(folder: Path) -> Work:
    return lambda: Office.open(folder / "plain.db")

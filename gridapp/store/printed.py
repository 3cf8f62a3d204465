"""What was printed, saved and exported; it is no record of the office that can be undone."""

from collections import Counter
from collections.abc import Iterable, Sequence

from gridapp.model import Printed
from gridapp.store.connection import Database
from gridapp.store.growing import append

_SELECT = f"SELECT {', '.join(Printed.__struct_fields__)} FROM printed"
_MANY = 500
"""So many numbers are asked for at once."""


def add(db: Database, prints: Sequence[Printed]) -> None:
    """Write down what was printed, all or nothing. Raises NotSaved."""
    append(db, "printed", prints, "没有记入打印记录")


def find(db: Database, number: str) -> list[Printed]:
    """Everything that went out under a document number, newest first."""
    rows = db.execute(f"{_SELECT} WHERE number = ? ORDER BY id DESC", [number])
    return [Printed(*row) for row in rows]


def times(db: Database, numbers: Iterable[str]) -> Counter[tuple[str, str]]:
    """How often each (document number, digest of its figures) went out as pages: no workbooks, no previews."""
    wanted, found = list(numbers), Counter[tuple[str, str]]()
    for start in range(0, len(wanted), _MANY):
        part = wanted[start : start + _MANY]
        marks = ", ".join("?" * len(part))
        rows = db.execute(
            f"""SELECT number, digest, count(*) FROM printed
                WHERE how <> 'Excel' AND figures = '' AND number IN ({marks}) GROUP BY number, digest""",
            part,
        )
        found.update({(number, digest): count for number, digest, count in rows})
    return found

"""Who came in, what was shown whole and what left the file."""

from collections.abc import Sequence

from gridapp.model import Access
from gridapp.store.connection import Database
from gridapp.store.growing import append

_COLUMNS = ", ".join(Access.__struct_fields__)


def add(db: Database, accesses: Sequence[Access]) -> None:
    """Write down what was done, all or nothing. Raises NotSaved."""
    append(db, "access", accesses, "没有记入使用记录")


def newest(db: Database, most: int) -> list[Access]:
    """What was done last, the newest first."""
    rows = db.execute(f"SELECT {_COLUMNS} FROM access ORDER BY id DESC LIMIT ?", [most])
    return [Access(*row) for row in rows]

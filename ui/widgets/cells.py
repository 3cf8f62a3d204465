"""What a page tells a table: how its cells look, its columns, and the edits that the table hands back."""

from collections.abc import Callable
from typing import Any, NamedTuple

from gridapp.columns import Kind
from gridapp.errors import OfficeError


class Cell(NamedTuple):
    """How a cell looks now: its text, whether it is only a hint (grey), short of quota, bold, and what is told.

    `corner` marks a cell that has entries behind it, `ticked` makes a box to tick of it, and `locked` says why
    nothing can be typed there.
    """

    text: str
    hint: bool = False
    short: bool = False
    bold: bool = False
    tip: str = ""
    corner: bool = False
    ticked: bool | None = None
    locked: str = ""


class Order(NamedTuple):
    """A way to sort rows that has a name, such as 姓氏笔画."""

    name: str
    key: Callable[[Any], Any]


class Sorting(NamedTuple):
    """How rows are sorted: by the column in this place, by which of its orders ("" for what the column shows)."""

    column: int
    order: str = ""
    descending: bool = False

    def turned(self) -> "Sorting":
        return self._replace(descending=not self.descending)


class TableColumn(NamedTuple):
    """One column of a table: `show` draws a row's cell, `edit` is the kind that a typed text is read by.

    Where a cell `opens`, F2 and a double click ask for what is behind it (RecordTable.opened) instead of editing it.
    `keys` are words that one key sets, 1 the first: the cell takes it at once and the cursor goes down.
    `words` stand left although nobody types them; what is only shown is otherwise taken for numbers.
    `orders` are ways to sort the rows by what the column is about.
    """

    title: str
    show: Callable[[Any], Cell]
    edit: Kind | None = None
    width: int = 12
    tip: str = ""
    opens: bool = False
    keys: tuple[str, ...] = ()
    words: bool = False
    orders: tuple[Order, ...] = ()

    def keyed(self, text: str) -> str:
        """The word that a typed digit stands for, "" where it stands for none."""
        place = int(text) if text.isascii() and text.isdecimal() else 0
        return self.keys[place - 1] if 0 < place <= len(self.keys) else ""


class Edit(NamedTuple):
    """One typed cell: the row's object, the column's place, and the value read from it (None: emptied)."""

    row: Any
    column: int
    value: Any


def _read_tick(value: Any) -> bool:
    if str(value) not in ("✓", "√", "1", "是"):
        raise OfficeError(f"“{value}”不是勾选，请用空格键打勾或取消")
    return True


TICK = Kind("tick", _read_tick, lambda value: "✓" if value else "")
"""A cell that is a box to tick: by a click or the space bar."""

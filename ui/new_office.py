"""A new office: the township, its villages and grids typed or pasted into a table, who begins, where it shall lie."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from gridapp import SUFFIX, columns
from gridapp.model import Grid, Record, Village
from ui.file_kinds import NEW_DATABASE
from ui.folders import documents_folder
from ui.founding import Plan
from ui.pages.page import faint
from ui.theme import STEP
from ui.widgets.cells import Cell, Edit, TableColumn
from ui.widgets.fault_line import FaultLine
from ui.widgets.first_account import FirstAccount
from ui.widgets.record_form import Field
from ui.widgets.record_model import RecordModel
from ui.widgets.record_table import RecordTable

LINES = 300
"""Empty lines to type or paste into; a larger township comes from a workbook."""
_NOT_IN_FILE_NAMES = re.compile(r'[\\/:*?"<>|\s]')
Values = dict[str, Any]


class Line(NamedTuple):
    """One line of the table: what was typed by field, and what will stand where nothing was typed."""

    place: int
    typed: Values
    offered: Values

    def value(self, field: str) -> Any:
        return self.typed.get(field, self.offered.get(field))


def offered(lines: Sequence[Values]) -> list[Values]:
    """For each line that names a village: its kind, a number and a name for the grid, as offices usually have them.

    The kind is what another line says of the village, else what its name ends in; numbers run by village and grid.
    """
    kinds = {line["village"]: line["kind"] for line in lines if line.get("village") and line.get("kind")}
    numbers: dict[str, int] = {}
    grids: Counter[str] = Counter()
    answers: list[Values] = []
    for line in lines:
        village = line.get("village")
        if not village:
            answers.append({})
            continue
        number = numbers.setdefault(village, len(numbers) + 1)
        grids[village] += 1
        kind = kinds.get(village) or ("社区" if village.endswith("社区") else "村")
        answers.append({"kind": kind, "code": f"{number:02}{grids[village]:02}", "name": f"第{grids[village]}网格"})
    return answers


class GridsTable(RecordTable):
    """The lines of villages and grids; nothing is saved before the office is made."""

    def __init__(self) -> None:
        self.typed: list[Values] = [{} for _ in range(LINES)]
        wanted = [TableColumn(c.title, self._shower(c), c.kind, c.width + 2) for c in columns.GRID]
        super().__init__(RecordModel(wanted, self._take), "村（社区）与网格")
        self._show()

    @staticmethod
    def _shower(column: columns.Column) -> Callable[[Line], Cell]:
        def show(line: Line) -> Cell:
            if column.field in line.typed:
                return Cell(column.kind.show(line.typed[column.field]))
            return Cell(str(line.offered.get(column.field, "")), hint=True, tip="灰色的是建议，不改就用它")

        return show

    def _take(self, edits: Sequence[Edit]) -> bool:
        for line, place, value in edits:
            field = columns.GRID[place].field
            if value is None:
                self.typed[line.place].pop(field, None)
            else:
                self.typed[line.place][field] = value
        self._show()
        return True

    def _show(self) -> None:
        lines = zip(self.typed, offered(self.typed), strict=True)
        self.records().replace([Line(place, typed, more) for place, (typed, more) in enumerate(lines)])

    def lines(self) -> list[Line]:
        """The lines on which anything was typed."""
        return [line for line in self.records().rows if line.typed]

    def wrong(self) -> Iterator[tuple[Line, str, str]]:
        """Line, field and a sentence for everything that stands in the way."""
        codes = Counter(line.value("code") for line in self.lines())
        kinds: dict[str, str] = {}
        for line in self.lines():
            village = line.value("village")
            if not village:
                yield line, "village", "请填写这个网格属于哪个村（社区）"
            elif codes[line.value("code")] > 1:
                yield line, "code", f"网格编号 {line.value('code')} 用了两次，请改成不同的"
            elif kinds.setdefault(village, line.value("kind")) != line.value("kind"):
                yield line, "kind", f"{village}在前面是“{kinds[village]}”，同一个村（社区）只能是一种"

    def roster(self) -> list[Record]:
        """Villages, then grids."""
        lines = self.lines()
        villages = {line.value("village"): line.value("kind") for line in lines}
        grids = (
            Grid(
                line.value("code"),
                line.value("village"),
                line.value("name"),
                line.value("households"),
                line.value("area") or "",
            )
            for line in lines
        )
        return [*(Village(name, kind) for name, kind in villages.items()), *grids]


class NewOffice(QWidget):
    """The form. It asks for what it describes; whoever makes it says what stands in the way."""

    wanted = Signal(object)
    """A Plan."""

    def __init__(self) -> None:
        super().__init__()
        self.path: Path | None = None
        self.township = Field(columns.OFFICE[0])
        self.township.input.setMaximumWidth(40 * STEP)
        self.where, self.problem = faint(""), FaultLine()
        self.table = GridsTable()
        self.account = FirstAccount()
        self.account.entered.connect(self.found)
        self.elsewhere, self.make = QPushButton("换个位置…"), QPushButton("建立")
        self.elsewhere.clicked.connect(self._ask_where)
        self.make.setDefault(True)
        self.make.clicked.connect(self.found)
        if isinstance(self.township.input, QLineEdit):
            self.township.input.textChanged.connect(lambda _: self._show_where())
            self.township.input.returnPressed.connect(self._go_on)
        self._lay_out()
        self._show_where()

    def _lay_out(self) -> None:
        heading = QLabel("建立新的数据库")
        heading.setObjectName("sectionTitle")
        label = QLabel("镇（街道）名称 *")
        label.setBuddy(self.township.input)
        hint = faint("村（社区）与网格：可以直接录入，也可以从 Excel、WPS 粘贴；灰色的是建议，不改就用它。以后都能改。")
        hint.setWordWrap(True)
        foot = QHBoxLayout()
        foot.setSpacing(STEP)
        foot.addWidget(self.make)
        foot.addWidget(self.where, 1)
        foot.addWidget(self.elsewhere)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * STEP, 3 * STEP, 3 * STEP, 2 * STEP)
        layout.setSpacing(STEP)
        for part in (heading, label, self.township, hint):
            layout.addWidget(part)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.account)
        layout.addWidget(self.problem)
        layout.addLayout(foot)

    def _go_on(self) -> None:
        self.table.setFocus()
        self.table.go_to(0, 0)

    def database(self) -> Path:
        """Where the file will lie: where the clerk wants it, else among the person's documents."""
        name = _NOT_IN_FILE_NAMES.sub("", self.township.text())
        return self.path or documents_folder() / f"{name}网格员考核{SUFFIX}"

    def _show_where(self) -> None:
        self.where.setText(f"保存为 {self.database()}")
        self.where.setToolTip(str(self.database()))

    def _ask_where(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, "数据库放在哪里", str(self.database()), NEW_DATABASE)
        if name:
            self.path = Path(name).with_suffix(SUFFIX)
            self._show_where()

    def found(self) -> None:
        """Ask for the file and its roster, or say at the cell what stands in the way."""
        self.problem.tell("")
        fits, township = self.township.check()
        if not fits:
            self.township.setFocus()
            return
        if self.table.records().faults:
            self.say("表中标了 ✗ 的格子还没有改好")
            return
        wrong = next(self.table.wrong(), None)
        if wrong:
            self._blame(*wrong)
            return
        account = self.account.read()
        if account:
            self.wanted.emit(Plan(self.database(), account, township, tuple(self.table.roster())))

    def _blame(self, line: Line, field: str, message: str) -> None:
        column = [column.field for column in columns.GRID].index(field)
        self.table.go_to(line.place, column)
        self.say(f"第 {line.place + 1} 行：{message}")

    def say(self, problem: str) -> None:
        """What stands in the way."""
        self.problem.tell(problem)

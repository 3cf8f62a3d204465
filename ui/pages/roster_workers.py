"""名册 · 网格员: everybody who serves or has served, found as one types, sorted by any column."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QHBoxLayout, QLabel, QVBoxLayout

from gridapp.model import Grid, Worker
from gridapp.names import age, masked, matches
from gridapp.staffing import IN_POST, LEFT, Roster, Standing
from ui.pages.page import button, faint
from ui.pages.roster_parts import Scope, Section, in_order
from ui.pages.roster_person import WorkerPanel
from ui.pages.roster_whole import WholeNumbers
from ui.session import Session
from ui.theme import STEP
from ui.widgets.beside import Beside
from ui.widgets.cells import Cell, Sorting
from ui.widgets.list_table import ListColumn, ListTable
from ui.widgets.people_orders import BY_WORKER
from ui.widgets.search_field import SearchField

WHOLE_TIP = "“显示完整号码”（Alt+V）显示选中的人的身份证号和银行账号一分钟，谁看了谁的会记下"
TAIL = 3
"""So many last characters of an identity number are enough to look somebody up by."""


class Row(NamedTuple):
    """One line of the table, as of a day."""

    worker: Worker
    standing: Standing
    grid: Grid | None
    day: date
    whole: bool = False
    """Whether the identity number is seen whole."""

    @property
    def place(self) -> str:
        return f"{self.grid.village} {self.grid.name}" if self.grid else ""

    @property
    def age(self) -> int | None:
        return age(self.worker.identity, self.day) if self.worker.identity else None


class WorkersSection(Section):
    """The tab: what to look for on top, the table, and the panel of who is chosen."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.whole = WholeNumbers(session, self)
        self.roster, self.scope = Roster((), (), (), ()), Scope()
        self.search = SearchField("编号、姓名、拼音首字母或身份证末几位")
        self.order = QComboBox()
        self.count = faint("")
        self.table = ListTable(
            COLUMNS,
            "网格员",
            lambda row: row.worker.id,
            "没有相符的网格员。\n清空“查找”、在左边选“全镇”，或按“新增”登记一人。",
        )
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.panel = WorkerPanel(session)
        self.panel.hide()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        for place, column in enumerate(COLUMNS):
            for order in column.orders:
                self.order.addItem(order.name, Sorting(place, order.name))
            if not column.orders:
                self.order.addItem(column.title, Sorting(place))
        self.order.setAccessibleName("排序")
        self.order.setToolTip("按什么排序；再选一次同样的，或点表头，倒过来排")
        top = QHBoxLayout()
        top.setSpacing(STEP)
        for text, field in (("查找(&K)", self.search), ("排序(&S)", self.order)):
            label = QLabel(text)
            label.setBuddy(field)
            top.addWidget(label)
            top.addWidget(field, 1 if field is self.search else 0)
        top.addWidget(self.count)
        refused, masked = self.session.refusal("worker"), self.session.office.whole_refusal()
        new = button("新增(&N)", "登记一名新的网格员，可同时任用", self.add, refused)
        self.reveal = button("显示完整号码(&V)", WHOLE_TIP, self.show_whole, masked)
        for each in (new, self.reveal):
            top.addWidget(each)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(STEP, STEP, 0, 0)
        layout.setSpacing(STEP)
        layout.addLayout(top)
        layout.addWidget(Beside(self.table, self.panel), 1)
        in_order(self.search, self.order, new, self.reveal, self.table, self.panel)

    def _connect(self) -> None:
        self.table.layout_of_columns.changed.connect(self._show_order)
        self.table.sort_at_first([column.title for column in COLUMNS].index(BY_GRID))
        self.search.textChanged.connect(lambda _: self._fill())
        self.search.leave.connect(self.table.setFocus)
        self.order.activated.connect(self._sort)
        self.table.chosen.connect(self._choose)
        self.table.clicked.connect(lambda _: self._choose(self.table.current()))
        self.table.entered.connect(lambda row, _: self._open(row))
        self.panel.closed.connect(self.table.setFocus)
        self.panel.added.connect(self.go_to)
        self.whole.changed.connect(self._reveal)

    # ── showing ───────────────────────────────────────────────────────────────────────────────────

    def show_roster(self, roster: Roster, scope: Scope) -> None:
        self.roster, self.scope = roster, scope
        self._fill()
        self.panel.show_roster(roster)

    def _fill(self) -> None:
        rows = self._looked_for()
        self.table.show_rows(rows)
        serving = sum(row.standing.state == IN_POST for row in rows)
        self.count.setText(f"{len(rows)} 人，在任 {serving}")

    def _looked_for(self) -> Sequence[Row]:
        return [row for row in self._rows() if self.scope.holds(row.grid) and found(self.search.text(), row.worker)]

    def _rows(self) -> Sequence[Row]:
        """In order of grid and number, those who have left after the others."""
        today = date.today()
        rows = []
        for worker in self.roster.workers.values():
            standing = self.roster.standing(worker.id, today)
            grid = self.roster.grids.get(standing.post.grid) if standing.post else None
            rows.append(Row(worker, standing, grid, today, worker.id in self.whole.numbers))
        return sorted(rows, key=_by_grid)

    def _sort(self, place: int) -> None:
        wanted, before = Sorting(*self.order.itemData(place)), self.table.rows_model.sorted_by
        self.table.layout_of_columns.sort(wanted.turned() if wanted == before else wanted)

    def _show_order(self) -> None:
        """What the rows are sorted by now, however that was chosen."""
        present = self.table.rows_model.sorted_by
        wanted = [Sorting(*self.order.itemData(place)) for place in range(self.order.count())]
        if present and present._replace(descending=False) in wanted:
            self.order.setCurrentIndex(wanted.index(present._replace(descending=False)))

    # ── choosing ──────────────────────────────────────────────────────────────────────────────────

    def _choose(self, row: Row | None) -> None:
        if row:
            self.panel.show_worker(row.worker.id)
            self.panel.show()
        elif not self.panel.adding:
            self.panel.hide()

    def show_whole(self) -> None:
        """The numbers of the selected people whole, in the table and in the panel."""
        rows = self.table.selected()
        if rows:
            self.whole.show([row.worker for row in rows])
        else:
            self.session.failed.emit("请先在表中选中要看的人")

    def _reveal(self) -> None:
        """The same rows, so that the selection stays: it may be about to be copied."""
        self.table.rows_model.replace(self._looked_for())
        self.panel.reveal(self.whole.numbers)

    def hideEvent(self, event: QHideEvent) -> None:
        """Whoever comes back asks again."""
        self.whole.end()
        super().hideEvent(event)

    def _open(self, row: Row) -> None:
        self._choose(row)
        self.panel.focus_first()

    def go_to(self, number: str) -> None:
        """Choose somebody, whatever was looked for before."""
        if not self.table.choose(number):
            self.search.clear()
            self.table.choose(number)
        if number in self.roster.workers:
            self.panel.show_worker(number)
            self.panel.show()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def add(self, grid: str = "") -> None:
        """Open the form for somebody new, for the grid that is to be filled or that the tree has chosen."""
        self.panel.show()
        self.panel.add(grid or self.scope.grid)


def found(query: str, worker: Worker) -> bool:
    """Whether the clerk may be looking for this person: number, name, pinyin, or the identity number's end."""
    wanted = query.strip()
    tail = len(wanted) >= TAIL and worker.identity.endswith(wanted.upper())
    return tail or wanted.casefold() in worker.id.casefold() or matches(wanted, worker.name)


def _by_grid(row: Row) -> tuple[bool, str, str]:
    return row.standing.state == LEFT, row.grid.code if row.grid else "", row.worker.id


def _since(row: Row) -> str:
    return row.standing.post.start.isoformat() if row.standing.post else ""


def _state(row: Row) -> Cell:
    post = row.standing.post
    if row.standing.state == LEFT and post:
        return Cell(LEFT, hint=True, tip=f"{post.stop} {post.reason}".strip())
    return Cell(row.standing.state, hint=row.standing.state != IN_POST)


def _identity(row: Row) -> Cell:
    return Cell(row.worker.identity if row.whole else masked(row.worker.identity))


BY_GRID = "网格"
COLUMNS = (
    ListColumn("姓名", lambda row: Cell(row.worker.name), 10, orders=BY_WORKER),
    ListColumn("编号", lambda row: Cell(row.worker.id), 7),
    ListColumn(BY_GRID, lambda row: Cell(row.place, tip=row.grid.code if row.grid else ""), 18, _by_grid),
    ListColumn("状态", _state, 7),
    ListColumn("性别", lambda row: Cell(row.worker.sex), 5),
    ListColumn("年龄", lambda row: Cell(str(row.age or "")), 5, lambda row: row.age or 0, numeric=True),
    ListColumn("联系电话", lambda row: Cell(row.worker.phone), 13),
    ListColumn("政治面貌", lambda row: Cell(row.worker.politics), 10),
    ListColumn("学历", lambda row: Cell(row.worker.education), 8),
    ListColumn("任用日期", lambda row: Cell(_since(row)), 11, tip="现任（离任的为最后一次）从哪天起"),
    ListColumn("身份证号", _identity, 20, tip=f"只显示前三位和后四位。{WHOLE_TIP}"),
)

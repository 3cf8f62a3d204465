"""名册 · 1+4+X 配备: which grid lacks its worker or one of the four assistants on a day, and since when."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout

from gridapp.columns import DATE
from gridapp.errors import OfficeError
from gridapp.staffing import PLACES, WORKER_ROLE, GridStaff, Place, Roster
from ui.pages.roster_parts import Scope, Section
from ui.theme import STEP
from ui.widgets.cells import Cell
from ui.widgets.list_table import ListColumn, ListTable

_FIRST = 1
"""The place of the first of PLACES among the columns."""


class StaffingSection(Section):
    """The tab: a line for each grid, a column for each place; Enter on a vacant one goes to where it is filled."""

    wanted = Signal(str, str)
    """The grid's code, and the assistant's role ("" for the worker)."""

    def __init__(self) -> None:
        super().__init__()
        self.roster, self.scope = Roster((), (), (), ()), Scope()
        self.day = date.today()
        self.day_field = QLineEdit(self.day.isoformat())
        self.day_field.setAccessibleName("日期")
        self.day_field.setToolTip("看哪一天的配备")
        self.only_vacant = QCheckBox("只看缺的(&Q)")
        self.summary = QLabel()
        self.summary.setWordWrap(True)
        self.table = ListTable(self._columns(), "1+4+X 配备", lambda staff: staff.grid.code, "没有缺的。")
        top = QHBoxLayout()
        top.setSpacing(STEP)
        label = QLabel("日期(&D)")
        label.setBuddy(self.day_field)
        self.day_field.setFixedWidth(self.fontMetrics().horizontalAdvance("0") * 14)
        top.addWidget(label)
        top.addWidget(self.day_field)
        top.addWidget(self.only_vacant)
        top.addWidget(self.summary, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(STEP, STEP, 0, 0)
        layout.setSpacing(STEP)
        layout.addLayout(top)
        layout.addWidget(self.table, 1)
        self.day_field.textChanged.connect(lambda _: self._fill())
        self.only_vacant.toggled.connect(lambda _: self._fill())
        self.table.entered.connect(self._enter)

    def _columns(self) -> list[ListColumn]:
        return [
            ListColumn("网格", lambda row: Cell(f"{row.grid.village} {row.grid.name}"), 18, lambda row: row.grid.code),
            *(ListColumn(role, self._shower(place), 15, _key(place)) for place, role in enumerate(PLACES)),
            ListColumn("公益员", lambda row: Cell(f"{row.volunteers} 人"), 7, lambda row: row.volunteers, numeric=True),
        ]

    def _shower(self, number: int) -> Callable[[GridStaff], Cell]:
        def show(row: GridStaff) -> Cell:
            place = row.places[number]
            if place.holders:
                return Cell("、".join(place.holders))
            if place.vacant_since is None:
                return Cell("▾缺 从未配备", short=True, tip="没有登记过人；按 Enter 去登记")
            days = (self.day - place.vacant_since).days + 1
            tip = f"已缺 {days} 天；按 Enter 去登记"
            return Cell(f"▾缺 自{place.vacant_since}", short=True, tip=tip)

        return show

    def show_roster(self, roster: Roster, scope: Scope) -> None:
        self.roster, self.scope = roster, scope
        self._fill()

    def _fill(self) -> None:
        try:
            self.day = DATE.read(self.day_field.text().strip())
        except OfficeError as error:
            self.summary.setText(f"✗ {error.message}")
            return
        grids = [staff for staff in self.roster.staff(self.day) if self.scope.holds(staff.grid)]
        vacant = [place for staff in grids for place in staff.vacant]
        workers = sum(place.role == WORKER_ROLE for place in vacant)
        self.summary.setText(
            f"{len(grids)} 个网格：缺网格员 {workers} 人，缺协管员 {len(vacant) - workers} 人"
            if vacant
            else f"{len(grids)} 个网格，网格员和四名协管员都已配齐"
        )
        self.table.show_rows([staff for staff in grids if staff.vacant or not self.only_vacant.isChecked()])

    def _enter(self, row: GridStaff, column: int) -> None:
        """The vacant place under the cursor, else the grid's first; nothing when there is none."""
        number = column - _FIRST
        here = row.places[number] if 0 <= number < len(row.places) else None
        place = here if here and not here.holders else next(iter(row.vacant), None)
        if place:
            self.wanted.emit(row.grid.code, "" if place.role == WORKER_ROLE else place.role)


def _key(number: int) -> Callable[[GridStaff], tuple[bool, date, str]]:
    return lambda staff: _order(staff.places[number])


def _order(place: Place) -> tuple[bool, date, str]:
    """Vacant ones first, the longest of them on top."""
    return bool(place.holders), place.vacant_since or date.min, "、".join(place.holders)

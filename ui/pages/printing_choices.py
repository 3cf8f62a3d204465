"""What the chosen form wants to be told: village, people, meeting, day, year, how accounts are shown. Just that."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from gridapp.columns import DATE, Column, choice
from gridapp.model import MEETING_KINDS, Grid, Meeting, Post, Village, Worker
from gridapp.office import Office
from gridapp.periods import Quarter
from gridapp.prints.choice import Ask, Choice
from ui.pages.page import faint
from ui.theme import STEP
from ui.widgets.record_form import Field

EVERYWHERE = "全部"
MASKED, WHOLE = "遮住中间几位", "完整号码"
NOT_ON_RECORD = "还没有登记的"
"""What stands before the kind of a meeting that is still to come."""
ANY_MEETING = f"{NOT_ON_RECORD}会议"
PEOPLE_ROWS = 6
"""So many people are seen at once, the others by scrolling."""


class Somebody(NamedTuple):
    """A person who may be chosen, and the village that they served in last."""

    number: str
    label: str
    village: str


class Offer(NamedTuple):
    """Among what may be chosen in a quarter; `meetings` by what they are called."""

    villages: tuple[str, ...]
    people: tuple[Somebody, ...]
    meetings: dict[str, str]
    years: tuple[int, ...]


def offer(office: Office, quarter: Quarter) -> Offer:
    """What is on record now."""
    grids = {grid.code: grid for grid in office.all(Grid)}
    names = {worker.id: worker.name for worker in office.all(Worker)}
    served = {post.worker: grids[post.grid] for post in office.all(Post) if post.span.meet(quarter.span)}
    people = [
        Somebody(number, f"{names[number]}  {grid.village} {grid.name}  {number}", grid.village)
        for number, grid in sorted(served.items(), key=lambda item: (item[1].code, item[0]))
    ]
    held = sorted((each for each in office.all(Meeting) if quarter.span.holds(each.day)), key=lambda each: each.day)
    meetings = {f"{each.day:%m-%d} {each.kind} {each.topic}".strip(): each.id for each in held}
    years = sorted({quarter.year, *(each.year for each in office.quarters())}, reverse=True)
    return Offer(tuple(village.name for village in office.all(Village)), tuple(people), meetings, tuple(years))


class Choices(QWidget):
    """The fields that a form asks for, made anew when another form or quarter is chosen."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[Ask, Field] = {}
        self.people = People()
        self.people.changed.connect(self.changed)
        self._shown: tuple[object, ...] = ()
        self._offer = Offer((), (), {}, ())
        self.form = QFormLayout()
        self.form.setHorizontalSpacing(STEP)
        self.form.setVerticalSpacing(STEP)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(STEP)
        layout.addLayout(self.form)
        layout.addWidget(self.people)

    def show_asks(self, asks: frozenset[Ask], offered: Offer, wanted: Choice | None = None) -> None:
        """The fields for these questions; what stands in those that were there stays unless something is wanted."""
        kept = wanted or self.choice(None)
        if wanted is None and self._shown == (asks, offered):
            return
        self._shown, self._offer = (asks, offered), offered
        while self.form.rowCount():
            self.form.removeRow(0)
        self.fields = {}
        asked = asks | {Ask.DAY} if Ask.MEETING in asks else asks  # the day of a meeting that is not on record
        for ask, column in _columns(offered).items():
            if ask in asked:
                self._add(ask, column, _texts(kept, offered)[ask])
        self._show_day()
        self.people.setVisible(Ask.PEOPLE in asks)
        self._offer_people(kept.people)

    def _add(self, ask: Ask, column: Column, text: str) -> None:
        field = Field(column)
        field.put(text)
        if isinstance(field.input, QComboBox):
            if field.input.currentIndex() < 0:
                field.input.setCurrentIndex(0)
            field.input.currentIndexChanged.connect(lambda _: self._answered(ask))
        elif isinstance(field.input, QLineEdit):
            field.input.setPlaceholderText("今天")
            field.input.editingFinished.connect(lambda: self._answered(ask))
        self.fields[ask] = field
        self.form.addRow(column.title, field)

    def _answered(self, ask: Ask) -> None:
        if ask is Ask.VILLAGE:
            self._offer_people(self.people.chosen())
        if ask is Ask.MEETING:
            self._show_day()
        if self.fields[ask].check()[0]:
            self.changed.emit()

    def _show_day(self) -> None:
        if Ask.MEETING in self.fields:
            self.form.setRowVisible(self.fields[Ask.DAY], self._text(Ask.MEETING).startswith(NOT_ON_RECORD))

    def _offer_people(self, chosen: frozenset[str]) -> None:
        village = self._text(Ask.VILLAGE)
        there = [each for each in self._offer.people if village in ("", EVERYWHERE, each.village)]
        self.people.offer({each.number: each.label for each in there}, chosen)

    def choice(self, quarter: Quarter | None) -> Choice:
        """What is chosen now, with a quarter."""
        village, year, meeting = (self._text(ask) for ask in (Ask.VILLAGE, Ask.YEAR, Ask.MEETING))
        kind = meeting.removeprefix(NOT_ON_RECORD) if meeting.startswith(NOT_ON_RECORD) else ""
        return Choice(
            quarter,
            village="" if village == EVERYWHERE else village,
            people=self.people.chosen(),
            meeting=self._offer.meetings.get(meeting, ""),
            kind=kind if kind in MEETING_KINDS else "",
            day=self._day(),
            year=int(year) if year else None,
            whole_accounts=self._text(Ask.ACCOUNTS) == WHOLE,
            whole_numbers=self._text(Ask.NUMBERS) == WHOLE,
        )

    def _text(self, ask: Ask) -> str:
        return self.fields[ask].text() if ask in self.fields else ""

    def _day(self) -> date | None:
        value = self.fields[Ask.DAY].check()[1] if Ask.DAY in self.fields else None
        return value if isinstance(value, date) else None


def _columns(offered: Offer) -> Mapping[Ask, Column]:
    """A field for each question but the quarter, which stands above, and the people, who have a list."""
    to_come = (ANY_MEETING, *(f"{NOT_ON_RECORD}{kind}" for kind in MEETING_KINDS))
    return {
        Ask.VILLAGE: Column(Ask.VILLAGE.value, "", choice((EVERYWHERE, *offered.villages)), required=True),
        Ask.MEETING: Column(
            Ask.MEETING.value,
            "",
            choice((*offered.meetings, *to_come)),
            required=True,
        ),
        Ask.DAY: Column(Ask.DAY.value, "", DATE),
        Ask.YEAR: Column(Ask.YEAR.value, "", choice(tuple(map(str, offered.years))), required=True),
        Ask.ACCOUNTS: Column(Ask.ACCOUNTS.value, "", choice((MASKED, WHOLE)), required=True),
        Ask.NUMBERS: Column(Ask.NUMBERS.value, "", choice((MASKED, WHOLE)), required=True),
    }


def _texts(kept: Choice, offered: Offer) -> Mapping[Ask, str]:
    to_come = f"{NOT_ON_RECORD}{kept.kind}" if kept.kind else ANY_MEETING if kept.day else ""
    meeting = next((label for label, number in offered.meetings.items() if number == kept.meeting), to_come)
    return {
        Ask.VILLAGE: kept.village or EVERYWHERE,
        Ask.MEETING: meeting,
        Ask.DAY: kept.day.isoformat() if kept.day else "",
        Ask.YEAR: str(kept.year or ""),
        Ask.ACCOUNTS: WHOLE if kept.whole_accounts else MASKED,
        Ask.NUMBERS: WHOLE if kept.whole_numbers else MASKED,
    }


class People(QWidget):
    """A list of people to tick; nobody ticked means everybody."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.list = QListWidget()
        self.list.setAccessibleName("人员")
        self.list.setToolTip("空格键勾选")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFixedHeight(PEOPLE_ROWS * (self.list.fontMetrics().lineSpacing() + STEP // 2))
        self.note = faint("")
        self.list.itemChanged.connect(lambda _: self._ticked())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(STEP // 2)
        layout.addWidget(self.note)
        layout.addWidget(self.list)

    def offer(self, people: Mapping[str, str], chosen: frozenset[str]) -> None:
        """People by number with what they are called; those chosen before stay ticked if they are still there."""
        self.list.blockSignals(True)
        self.list.clear()
        for number, label in people.items():
            item = QListWidgetItem(label)
            item.setData(Qt.ItemDataRole.UserRole, number)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if number in chosen else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.blockSignals(False)
        self._tell()

    def chosen(self) -> frozenset[str]:
        """The numbers of those ticked; empty for everybody."""
        items = (self.list.item(row) for row in range(self.list.count()))
        ticked = (item for item in items if item.checkState() == Qt.CheckState.Checked)
        return frozenset(item.data(Qt.ItemDataRole.UserRole) for item in ticked)

    def _ticked(self) -> None:
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        chosen = len(self.chosen())
        self.note.setText(f"人员：已选 {chosen} 人" if chosen else f"人员：全部 {self.list.count()} 人，只打几人就勾选")

"""年度考评: a line for everybody of the year, and beside it the chosen one's quarters, consequences and decision."""

from collections import Counter
from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from gridapp import sentences
from gridapp.amounts import show_score
from gridapp.periods import Quarter
from gridapp.years import YearLine
from ui.pages.year_person import YearPerson
from ui.session import Session, Spot
from ui.widgets.cells import Cell
from ui.widgets.list_table import ListColumn, ListTable
from ui.widgets.people_orders import BY_WORKER
from ui.widgets.side_panel import SidePanel, stand_beside

ASSESSMENT = "考核"
NUMBERS = "一二三四"


class YearPeople(QWidget):
    """The table; everything about one person stands in the panel, saved field by field of its forms."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._shown: tuple[object, ...] = ()
        self._bearers: Counter[str] = Counter()
        self.table = ListTable(
            (ListColumn("网格员", self._who, 15, orders=BY_WORKER), *_COLUMNS), "年度考评", lambda line: line.worker.id
        )
        self.table.empty = "这一年还没有在岗的网格员。"
        self.table.chosen.connect(lambda _: self._show_person())
        self.table.entered.connect(lambda *_: self._enter())
        self.panel = SidePanel("年度")
        self.note = QLabel()
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.note.setWordWrap(True)
        stand_beside(self, self.panel, self.table, self.note)

    def refresh(self) -> None:
        lines = self.session.office.year(self.session.quarter.year)
        self._bearers = Counter(line.worker.name for line in lines)
        self.table.show_rows(lines)
        if lines and self.table.current() is None:
            self.table.choose(lines[0].worker.id)
        decided = sum(line.decision is not None for line in lines)
        waiting = sum(draft.decided is None for line in lines for draft in line.drafts)
        drafts = f"；不合格的处理还有 {waiting} 件没有决定" if waiting else ""
        self.note.setText(
            f"共 {len(lines)} 人，已有年度决定 {decided} 人{drafts}。"
            "平均分只算已定案并参评的季度；括号里的是预览，* 是更正后的。"
            if lines
            else ""
        )
        self._show_person()

    def _who(self, line: YearLine) -> Cell:
        """A name; with the number where several bear it."""
        name, number = line.worker.name, line.worker.id
        text = name if self._bearers[name] < 2 else f"{name}（{number}）"
        return Cell(text, tip=f"{line.village.name} {line.grid.name}  编号 {number}")

    def _show_person(self) -> None:
        line: YearLine | None = self.table.current()
        year = self.session.quarter.year
        if (year, line) == self._shown:
            return
        self._shown = (year, line)
        focus = self.focusWidget()
        within = bool(focus and self.panel.isAncestorOf(focus))
        if line is None:
            self.panel.keep("", None)
        else:
            title = f"{line.worker.name} · {line.village.name} {line.grid.name}"
            self.panel.keep(title, YearPerson(self.session, year, line, self._look))
        if within:
            self.table.setFocus()

    def _enter(self) -> None:
        """From the table to the panel."""
        kept = self.panel.kept()
        if isinstance(kept, YearPerson):
            kept.first.setFocus()

    def _look(self, quarter: Quarter, worker: str) -> None:
        self.session.look_at(quarter)
        self.session.wanted.emit(ASSESSMENT, Spot(worker=worker))


class _Place(NamedTuple):
    """One of the four quarters as a column."""

    place: int

    def show(self, line: YearLine) -> Cell:
        each = line.quarters[self.place]
        if each is None:
            return Cell("—", hint=True, tip="没有在岗")
        total = "未定" if each.total is None else show_score(each.total)
        sign = "*" if each.corrected else ""
        told = each.grade if not each.graded else f"{total}{sign} {each.grade}"
        text = told if each.settled else f"（{total}）"
        tip = f"更正后 {total} 分" if each.corrected else f"{total} 分" if each.settled else "还没有定案，是预览"
        return Cell(text, hint=not each.settled, tip=tip)

    def key(self, line: YearLine) -> int:
        each = line.quarters[self.place]
        return -1 if each is None or each.total is None else each.total


def _run(line: YearLine) -> Cell:
    if line.run is None:
        return Cell("")
    actions = "、".join(line.run.actions) or "提醒"
    return Cell(f"{line.run.length} 季", short=True, tip=f"连续 {line.run.length} 个季度不合格：{actions}")


def _trainings(line: YearLine) -> Cell:
    few = line.attended < line.trainings
    return Cell(f"{line.attended}/{line.trainings}", tip="参加的培训/在岗期间举办的培训", short=few)


def _decision(line: YearLine) -> Cell:
    if line.decision is None:
        return Cell("未决定", hint=True)
    return Cell(line.decision.decision, tip=line.decision.reason)


def _of(show: Callable[[YearLine], str]) -> Callable[[YearLine], Cell]:
    return lambda line: Cell(show(line))


_COLUMNS = (
    *(ListColumn(f"第{NUMBERS[place]}季度", _Place(place).show, 12, _Place(place).key) for place in range(4)),
    ListColumn("平均", _of(lambda line: sentences.score_text(line.mean, "—")), 7, lambda line: line.mean or -1, True),
    ListColumn("不合格", _run, 6, lambda line: line.run.length if line.run else 0),
    ListColumn("培训", _trainings, 5, lambda line: line.attended),
    ListColumn("决定", _decision, 8),
)

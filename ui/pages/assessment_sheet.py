"""The score sheet of one worker, explained: every deduction leads to the record that made it."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gridapp import sentences
from gridapp.amounts import show_points
from gridapp.model import Exemption, Meeting
from gridapp.office import QuarterView
from gridapp.periods import Quarter, Week
from gridapp.scoring.policy import Item
from gridapp.scoring.result import Deduction, ItemScore, Person
from ui.pages import ways
from ui.pages.ways import Way
from ui.theme import STEP
from ui.widgets.line_button import LineButton

MINUS = "−"


class ExplainedSheet(QWidget):
    """Total and grade, then item by item what was lost, what was exempt and what is missing."""

    def __init__(
        self, view: QuarterView, person: Person, meetings: Mapping[str, Meeting], go: Callable[[Way], None]
    ) -> None:
        super().__init__()
        self.view, self.person, self.meetings, self.go = view, person, meetings, go
        self.quarter = Quarter.parse(view.result.quarter)
        self.lines = QVBoxLayout(self)
        self.lines.setContentsMargins(2 * STEP, STEP, STEP, 2 * STEP)
        self.lines.setSpacing(0)
        self._sum_up()
        scores = {score.item: score for score in person.sheet.items}
        for item in view.policy.items:
            found = [each for each in person.sheet.deductions if each.clause in {c.code for c in item.clauses}]
            self._explain(item, scores[item.number], found)
        self._say_exempt(person.sheet.exemptions)
        self._say_missing()
        self.lines.addStretch(1)

    def add(self, widget: QWidget) -> None:
        """What stands beneath all of it."""
        self.lines.insertWidget(self.lines.count() - 1, widget)

    def _sum_up(self) -> None:
        view, sheet = self.view, self.person.sheet
        self._head("总分", sentences.score_text(sheet.total))
        self._tell(sentences.sum_of_total(view, sheet))
        self._tell(sentences.grade_sentence(view, self.person))
        if sheet.graded:
            self._tell(f"名次：{sentences.rank_text(view, self.person)}")
        equal = view.result.board.tie or view.result.board.decided
        if equal and sheet.worker.id in equal.candidates:
            for sentence in sentences.tie_sentences(view):
                self._tell(sentence)

    def _explain(self, item: Item, score: ItemScore, deductions: Sequence[Deduction]) -> None:
        marks, left = show_points(item.marks), show_points(score.score)
        sum_text = f"{marks} {MINUS} {show_points(score.deducted)} = {left}" if deductions else marks
        self._head(f"{item.number} {item.name}", sum_text, bold=bool(deductions))
        if score.raw > score.marks:
            self._tell(f"应扣 {show_points(score.raw)} 分，{sentences.CAPPED}")
        for deduction in deductions:
            way = ways.to_deduction(self.view.policy, self.quarter, self.person.sheet, deduction)
            paper = f"（{deduction.paper}）" if deduction.paper else ""
            text = f"{deduction.clause}  {ways.when(self.quarter, deduction.when)}  {deduction.fact}{paper}"
            end = f"{MINUS}{show_points(deduction.points)}" if deduction.points else "0"
            self._line(text, way, end)

    def _say_exempt(self, exemptions: Sequence[Exemption]) -> None:
        if exemptions:
            self._head("免考", "")
        policy, sheet = self.view.policy, self.person.sheet
        for exemption in exemptions:
            period = ways.period_of(self.quarter, exemption.period)
            duty = (policy.weekly if isinstance(period, Week) else policy.monthly)[0].name
            way = ways.to_period(self.quarter, sheet.village, sheet.worker, exemption.period, duty)
            self._line(f"{ways.when(self.quarter, exemption.period)}  {exemption.reason}", way)

    def _say_missing(self) -> None:
        """One line for each week, month or meeting, to the first of what is missing there."""
        missing = self.person.sheet.missing
        if missing:
            self._head("未录", f"{len(missing)} 处")
        for each in missing:
            text = ways.missing_text(self.quarter, each, self.meetings)
            self._line(text, ways.to_missing(self.quarter, self.person.sheet, each))

    def _head(self, text: str, figure: str, *, bold: bool = True) -> None:
        row, left, right = QHBoxLayout(), QLabel(text), QLabel(figure)
        row.setContentsMargins(STEP, STEP, STEP, 0)
        for label in (left, right):
            label.setTextFormat(Qt.TextFormat.PlainText)
            font = label.font()
            font.setBold(bold)
            label.setFont(font)
        left.setWordWrap(True)
        row.addWidget(left, 1)
        row.addWidget(right, 0, Qt.AlignmentFlag.AlignTop)
        self.lines.addLayout(row)

    def _tell(self, text: str) -> None:
        label = QLabel(text)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setContentsMargins(STEP, STEP // 2, STEP, 0)
        self.lines.addWidget(label)

    def _line(self, text: str, way: Way, end: str = "") -> None:
        self.lines.addWidget(LineButton(text, lambda: self.go(way), end))

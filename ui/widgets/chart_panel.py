"""A chart with all that belongs to it: its title, the same as a table, what a mark says, and ways to paper and file."""

from collections.abc import Callable, Sequence
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from gridapp.charts.figures import NONE, Bars, Figure, said
from ui.session import Session
from ui.theme import STEP
from ui.widgets.cells import Cell
from ui.widgets.chart_paper import ChartPaper
from ui.widgets.chart_picture import ChartPicture
from ui.widgets.list_table import ListColumn, ListTable
from ui.widgets.told_button import told_button

TABLE, PICTURE = "看表格", "看图"


class ChartPanel(QWidget):
    """`leads` says in words where a mark leads, "" when it only tells. `narrow`: the buttons stand under the title."""

    opened = Signal(int)
    """The mark whose work the clerk wants to see."""

    def __init__(self, session: Session, heading: str, leads: str = "", *, narrow: bool = False) -> None:
        super().__init__()
        self.session = session
        self.figure: Figure | None = None
        self.number = ""
        """What ends the number of the printed page."""
        self._leads = leads
        self.heading = QLabel(heading)
        self.heading.setObjectName("sectionTitle")
        self.heading.setVisible(bool(heading))
        self.picture = ChartPicture()
        self.picture.leads = bool(leads)
        self.table: ListTable | None = None
        """The same numbers; made when the clerk first asks for them."""
        self.notice, self.told = _faint(), _faint()
        self.turn = told_button(TABLE, "同样的数字列成表格，再按一次回到图", self.turn_over)
        self.paper = ChartPaper(self, session, lambda: (self.figure, self.number))
        self._lay_out(narrow)
        self.picture.pointed.connect(self._tell)
        self.picture.opened.connect(self._open_mark)
        self.say("")

    def _lay_out(self, narrow: bool) -> None:
        top, buttons = QHBoxLayout(), QHBoxLayout()
        for row in (top, buttons):
            row.setSpacing(STEP)
        top.addWidget(self.heading, 1)
        for each in (self.turn, *self.paper.buttons):
            (buttons if narrow else top).addWidget(each)
        buttons.addStretch(1)
        self.stack = QStackedWidget()
        for part in (self.picture, self.notice):
            self.stack.addWidget(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, STEP)
        layout.setSpacing(STEP)
        layout.addLayout(top)
        if narrow:
            layout.addLayout(buttons)
        layout.addWidget(self.stack)
        layout.addWidget(self.told)

    # ── showing ───────────────────────────────────────────────────────────────────────────────────

    def show_figure(self, figure: Figure, number: str, most: int = 0) -> None:
        """A figure, of bars at `most` so many; its table and the printed page have all. Empty, it says that it is."""
        if figure == self.figure and self.stack.currentWidget() is not self.notice:
            return
        self.figure, self.number = figure, number
        if figure.empty:
            self.say("没有数据。")
            return
        self.picture.show_figure(figure.first(most) if most and isinstance(figure, Bars) else figure)
        if self.table:
            self._fill(self.table, figure)
        self.stack.setCurrentWidget(self.table if self.table and self.turn.text() == PICTURE else self.picture)
        self._enable()
        self._tell(-1)

    def say(self, sentence: str) -> None:
        """A sentence in the place of the chart."""
        self.picture.show_figure(None)
        self.notice.setText(sentence)
        self.stack.setCurrentWidget(self.notice)
        self.told.clear()
        self._enable()

    def _enable(self) -> None:
        shown = self.stack.currentWidget() is not self.notice
        for each in (self.turn, *self.paper.buttons):
            each.setEnabled(shown)

    def turn_over(self) -> None:
        """From the picture to the table with the same numbers, and back."""
        if self.figure and self.stack.currentWidget() is self.picture:
            self.table = self.table or self._make_table()
            self._fill(self.table, self.figure)
            self.stack.setCurrentWidget(self.table)
            self.turn.setText(PICTURE)
        else:
            self.stack.setCurrentWidget(self.picture)
            self.turn.setText(TABLE)
        self.stack.currentWidget().setFocus()

    def _make_table(self) -> ListTable:
        table = ListTable((), self.heading.text(), lambda row: row[0])
        table.entered.connect(lambda row, _: self._open(self.figure.rows.index(row)) if self.figure else None)
        self.stack.addWidget(table)
        return table

    def _fill(self, table: ListTable, figure: Figure) -> None:
        rows = figure.rows
        columns = []
        for place, (head, texts) in enumerate(zip(figure.heads, zip(*rows, strict=True), strict=True)):
            numeric = all(map(_is_number, texts))
            wide = max(map(_digits, (head, *texts))) + 2
            columns.append(ListColumn(head, _shown(place), wide, _number(place) if numeric else None, numeric))
        table.set_columns(columns)
        table.show_rows(rows)

    def _tell(self, place: int) -> None:
        shown = self.picture.figure
        if shown and place >= 0:
            leads = "看表格" if _many(shown, place) else self._leads
            self.told.setText(f"{said(shown, place)}。单击或回车：{leads}" if leads else said(shown, place))
        else:
            self.told.setText(f"{shown.remark}。" if shown and shown.remark else "")

    def _open_mark(self, place: int) -> None:
        """To the work; the bar of all the others leads to the table that names them."""
        if self.picture.figure and _many(self.picture.figure, place):
            self.turn_over()
        else:
            self._open(place)

    def _open(self, place: int) -> None:
        if self._leads:
            self.opened.emit(place)


def _many(figure: Figure, place: int) -> bool:
    return isinstance(figure, Bars) and not figure.bars[place].code


def _faint() -> QLabel:
    label = QLabel()
    label.setProperty("faint", True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label


def _digits(text: str) -> int:
    """How wide a text is, in digits."""
    return sum(1 if char.isascii() else 2 for char in text)


def _is_number(text: str) -> bool:
    return text == NONE or text.replace(".", "").isdecimal()


def _shown(place: int) -> Callable[[Sequence[str]], Cell]:
    return lambda row: Cell(row[place])


def _number(place: int) -> Callable[[Sequence[str]], Decimal]:
    """What rows of numbers are sorted by; none comes before all."""
    return lambda row: Decimal(-1 if row[place] == NONE else row[place])

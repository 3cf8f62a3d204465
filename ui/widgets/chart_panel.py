"""A chart with all that belongs to it: its title, the same as a table, what a mark says, and ways to paper and file."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from gridapp.charts.figures import Bars, Figure, said
from gridapp.errors import OfficeError, UnusableFile
from ui.session import Session
from ui.theme import STEP
from ui.widgets.cells import Cell
from ui.widgets.chart_picture import ChartPicture, picture_of
from ui.widgets.list_table import ListColumn, ListTable
from ui.widgets.told_button import told_button

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

PDF, PNG = "PDF 文件 (*.pdf)", "图片 (*.png)"
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
        self.print_button = told_button("打印…", "把这张图打印在一张纸上", self.ask_print)
        self.save_button = told_button("另存…", "把这张图存成 PDF 或图片", self.ask_save)
        self._lay_out(narrow)
        self.picture.pointed.connect(self._tell)
        self.picture.opened.connect(self._open_mark)
        self.say("")

    def _lay_out(self, narrow: bool) -> None:
        top, buttons = QHBoxLayout(), QHBoxLayout()
        for row in (top, buttons):
            row.setSpacing(STEP)
        top.addWidget(self.heading, 1)
        for each in (self.turn, self.print_button, self.save_button):
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
        for each in (self.turn, self.print_button, self.save_button):
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
        table.entered.connect(lambda row, _: self._open(table.rows_model.rows.index(row)))
        self.stack.addWidget(table)
        return table

    def _fill(self, table: ListTable, figure: Figure) -> None:
        first, *others = figure.heads
        columns = [ListColumn(first, _nth(0), 28), *(ListColumn(head, _nth(n), 14) for n, head in enumerate(others, 1))]
        table.set_columns(columns)
        table.show_rows(figure.rows)

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

    # ── on paper and in files ─────────────────────────────────────────────────────────────────────

    def _pdf(self) -> Any:
        """What makes the page, from what is read here: it may run beside the window. Raises OfficeError."""
        from gridapp.prints.analysis import single_pdf

        view, figure, number = self.session.office.view(self.session.quarter), self.figure, self.number
        assert figure
        return lambda: single_pdf(view, figure, number)

    def ask_print(self) -> None:
        from ui.printer import ask_printer

        printer = ask_printer(self, 1)
        if printer:
            self.print_on(printer)

    def print_on(self, printer: "QPrinter") -> None:
        """The page of this chart, on this printer, beside the window."""
        from ui.printer import print_pdf

        assert self.figure
        title = self.figure.title
        printer.setDocName(f"{self.session.quarter}-{title}")
        try:
            make = self._pdf()
        except OfficeError as error:
            self.session.failed.emit(error.message)
            return
        work = self.session.lend("打印", lambda office, report: print_pdf(make(), printer, report))
        work.done.connect(lambda pages: self.session.told.emit(f"{title} {pages} 页已送去打印"))
        work.begin()

    def ask_save(self) -> None:
        """The system's dialogue itself says when a file would be replaced."""
        assert self.figure
        offered = self.session.office.path.with_name(f"{self.session.quarter}-{self.figure.title}.pdf")
        name, kind = QFileDialog.getSaveFileName(self, "另存", str(offered), f"{PDF};;{PNG}")
        if name:
            path = Path(name)
            wanted = ".png" if kind == PNG else ".pdf"
            self.save(path if path.suffix.lower() in (".pdf", ".png") else path.with_name(path.name + wanted))

    def save(self, path: Path) -> None:
        """As a picture where the name ends so, else as a page with the numbers."""
        if path.suffix.lower() == ".png":
            self._save_picture(path)
            return
        from gridapp.prints.pdf import replace

        try:
            make = self._pdf()
        except OfficeError as error:
            self.session.failed.emit(error.message)
            return
        work = self.session.lend("另存", lambda office, report: replace(path, make()))
        work.done.connect(lambda _: self.session.told.emit(f"已另存为 {path}"))
        work.begin()

    def _save_picture(self, path: Path) -> None:
        assert self.figure
        if picture_of(self.figure, self.font().family()).save(str(path), "PNG"):  # type: ignore[call-overload]
            self.session.told.emit(f"已另存为 {path}")
        else:
            self.session.failed.emit(UnusableFile(f"无法写入“{path}”，请换一个位置保存").message)


def _many(figure: Figure, place: int) -> bool:
    return isinstance(figure, Bars) and not figure.bars[place].code


def _faint() -> QLabel:
    label = QLabel()
    label.setProperty("faint", True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label


def _nth(place: int) -> Any:
    return lambda row: Cell(row[place])

"""Ways from a chart to paper and into a file: two buttons that stand beside it."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget

from gridapp.errors import OfficeError
from ui.session import Session
from ui.widgets.told_button import told_button

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from gridapp.charts.figures import Figure

PDF, PNG = "PDF 文件 (*.pdf)", "图片 (*.png)"


class ChartPaper(QObject):
    """`chart` gives the figure as it is now (None while there is none), and what ends the number of its page."""

    def __init__(self, parent: QWidget, session: Session, chart: "Callable[[], tuple[Figure | None, str]]") -> None:
        super().__init__(parent)
        self.session = session
        self._widget = parent
        self._chart = chart
        self.print_button = told_button("打印…", "把这张图打印在一张纸上", self.ask_print)
        self.save_button = told_button("另存…", "把这张图存成 PDF 或图片", self.ask_save)

    @property
    def buttons(self) -> tuple[QPushButton, QPushButton]:
        return self.print_button, self.save_button

    def _page(self) -> tuple[str, Callable[[], bytes]] | None:
        """The title and what makes the PDF, from what is read here: it may run beside the window."""
        from gridapp.prints.analysis import single_pdf

        figure, number = self._chart()
        if figure is None:
            return None
        try:
            view = self.session.office.view(self.session.quarter)
        except OfficeError as error:
            self.session.failed.emit(error.message)
            return None
        return figure.title, lambda: single_pdf(view, figure, number)

    def ask_print(self) -> None:
        from ui.printer import ask_printer

        printer = ask_printer(self._widget, 1)
        if printer:
            self.print_on(printer)

    def print_on(self, printer: "QPrinter") -> None:
        """The chart's page on this printer, beside the window."""
        from ui.printer import print_pdf

        page = self._page()
        if page is None:
            return
        title, make = page
        printer.setDocName(f"{self.session.quarter}-{title}")
        work = self.session.lend("打印", lambda office, report: print_pdf(make(), printer, report))
        work.done.connect(lambda pages: self.session.told.emit(f"{title} {pages} 页已送去打印"))
        work.begin()

    def ask_save(self) -> None:
        """The system's dialogue itself says when a file would be replaced."""
        figure, _ = self._chart()
        if figure is None:
            return
        offered = self.session.office.path.with_name(f"{self.session.quarter}-{figure.title}.pdf")
        name, kind = QFileDialog.getSaveFileName(self._widget, "另存", str(offered), f"{PDF};;{PNG}")
        if name:
            path = Path(name)
            ending = ".png" if kind == PNG else ".pdf"
            self.save(path if path.suffix.lower() in (".pdf", ".png") else path.with_name(path.name + ending))

    def save(self, path: Path) -> None:
        """As a picture where the name ends so, else as a page with the numbers."""
        if path.suffix.lower() == ".png":
            self._save_picture(path)
            return
        from gridapp.prints.pdf import replace

        page = self._page()
        if page is None:
            return
        _, make = page
        work = self.session.lend("另存", lambda office, report: replace(path, make()))
        work.done.connect(lambda _: self.session.told.emit(f"已另存为 {path}"))
        work.begin()

    def _save_picture(self, path: Path) -> None:
        from ui.widgets.chart_picture import picture_of

        figure, _ = self._chart()
        if figure and picture_of(figure, self._widget.font().family()).save(str(path)):
            self.session.told.emit(f"已另存为 {path}")
        else:
            self.session.failed.emit(f"无法写入“{path}”，请换一个位置保存")

"""A PDF onto a printer, page by page, at the size that it has on paper."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from gridapp.errors import OfficeError
from ui.work import Cancelled, Report

DOTS_PER_POINT = 300 / 72
"""The prints set their rules on dots of 300 to the inch."""


def ask_printer(parent: QWidget, pages: int) -> QPrinter | None:
    """The printer, and which of so many pages, that the clerk chooses in the system's dialogue; None for none."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setCreator("gridapp")
    dialog = QPrintDialog(printer, parent)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
    dialog.setMinMax(1, pages)
    dialog.setFromTo(1, pages)
    return printer if dialog.exec() else None


class OpenPdf:
    """A PDF of our own in memory, opened to be drawn; it lives in the thread that made it."""

    def __init__(self, content: bytes) -> None:
        self._buffer = QBuffer()
        self._buffer.setData(QByteArray(content))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self.document = QPdfDocument()
        self.document.load(self._buffer)
        if self.document.status() != QPdfDocument.Status.Ready:
            raise RuntimeError(f"QtPdf cannot read what was printed: {self.document.error()}")

    @property
    def pages(self) -> int:
        return self.document.pageCount()

    def size(self, page: int) -> QSizeF:
        """A page's width and height in points."""
        return self.document.pagePointSize(page)

    def picture(self, page: int) -> QImage:
        """A page in grey on white, 300 dots to the inch."""
        dots = self.size(page) * DOTS_PER_POINT
        size = QSize(round(dots.width()), round(dots.height()))
        paper = QImage(size, QImage.Format.Format_Grayscale8)
        paper.fill(0xFFFFFFFF)
        painter = QPainter(paper)
        painter.drawImage(0, 0, self.document.render(page, size))
        painter.end()
        return paper


def print_pdf(content: bytes, printer: QPrinter, report: Report) -> int:
    """Print the pages that the printer was asked for; returns how many. Raises OfficeError; cancelled, it stops."""
    pdf = OpenPdf(content)
    pages = asked_for(printer, pdf.pages)
    printer.setFullPage(True)
    _turn(printer, pdf.size(pages[0]))
    painter = QPainter()
    if not painter.begin(printer):
        raise OfficeError("打印机没有接受打印，请检查打印机是否开机、连好，或另存为 PDF 再打印")
    try:
        for done, page in enumerate(pages):
            report(f"第 {done + 1} / {len(pages)} 页")
            if done:
                _turn(printer, pdf.size(page))
                printer.newPage()
            painter.drawImage(_place(printer, pdf.size(page)), pdf.picture(page))
    except Cancelled:
        printer.abort()
        raise
    finally:
        painter.end()
    return len(pages)


def asked_for(printer: QPrinter, count: int) -> range:
    """The pages of a PDF of so many that the printer was asked for, counted from 0."""
    if printer.printRange() == QPrinter.PrintRange.PageRange:
        return range(min(printer.fromPage(), count) - 1, min(printer.toPage(), count))
    return range(count)


def _turn(printer: QPrinter, size: QSizeF) -> None:
    lying = size.width() > size.height()
    printer.setPageOrientation(QPageLayout.Orientation.Landscape if lying else QPageLayout.Orientation.Portrait)


def _place(printer: QPrinter, size: QSizeF) -> QRectF:
    """Where a page comes on the paper: its own size from the corner, made smaller where the paper is."""
    paper = printer.pageLayout().fullRectPixels(printer.resolution())
    dots = size * (printer.resolution() / 72)
    smaller = min(1.0, paper.width() / dots.width(), paper.height() / dots.height())
    return QRectF(0, 0, dots.width() * smaller, dots.height() * smaller)

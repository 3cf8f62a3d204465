"""A PDF to look at: all its pages, nearer or farther; or a sentence in its place."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ui.printer import OpenPdf
from ui.theme import STEP
from ui.widgets.page_strip import PageStrip

NEAREST, FARTHEST, PACE = 4.0, 0.25, 1.25
"""Zoom factors, 1 is the size on paper; and what one press makes of it."""


class PdfPreview(QWidget):
    """The pages under a line with what it is and the zoom."""

    def __init__(self) -> None:
        super().__init__()
        self.pdf: OpenPdf | None = None
        self.view = QPdfView(self)
        self.view.setAccessibleName("预览")
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.view.setPageSpacing(STEP)
        self.view.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.notice = QLabel()
        self.notice.setTextFormat(Qt.TextFormat.PlainText)
        self.notice.setWordWrap(True)
        self.notice.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.notice.setMargin(2 * STEP)
        around = QScrollArea()
        around.setAccessibleName("说明")
        around.setWidgetResizable(True)
        around.setFrameShape(QFrame.Shape.NoFrame)
        around.setWidget(self.notice)
        self.strip = PageStrip()
        seen = QWidget()
        beside = QHBoxLayout(seen)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(STEP)
        beside.addWidget(self.strip)
        beside.addWidget(self.view, 1)
        self.stack = QStackedWidget()
        self.stack.addWidget(around)
        self.stack.addWidget(seen)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(STEP, 0, 0, 0)
        layout.setSpacing(STEP)
        layout.addLayout(self._zoom_line())
        layout.addWidget(self.stack, 1)
        self.view.zoomModeChanged.connect(lambda _: self._tell_zoom())
        self.view.zoomFactorChanged.connect(lambda _: self._tell_zoom())
        self.strip.wanted.connect(lambda page: self.view.pageNavigator().jump(page, QPointF()))
        self.view.pageNavigator().currentPageChanged.connect(self.strip.follow)
        self.say("")

    def _zoom_line(self) -> QHBoxLayout:
        self.heading = QLabel()
        self.heading.setTextFormat(Qt.TextFormat.PlainText)
        self.fit = self._button("适合宽度", "Ctrl+0", self.fit_width)
        self.whole = self._button("100%", "Ctrl+1", lambda: self.zoom_to(1.0))
        self.farther = self._button("−", "Ctrl+-", lambda: self.zoom_to(self.factor() / PACE), name="缩小")
        self.nearer = self._button("+", "Ctrl++", lambda: self.zoom_to(self.factor() * PACE), name="放大")
        QShortcut(QKeySequence("Ctrl+="), self).activated.connect(self.nearer.click)
        for choice in (self.fit, self.whole):
            choice.setCheckable(True)
        line = QHBoxLayout()
        line.setSpacing(STEP)
        line.addWidget(self.heading)
        line.addStretch(1)
        for button in (self.fit, self.whole, self.farther, self.nearer):
            line.addWidget(button)
        return line

    def _button(self, text: str, keys: str, work: Callable[[], None], name: str = "") -> QPushButton:
        made = QPushButton(text)
        made.setAccessibleName(name or text)
        made.setToolTip(f"{name or text}（{keys}）")
        made.setAutoDefault(False)
        made.clicked.connect(lambda: work())
        QShortcut(QKeySequence(keys), self).activated.connect(made.click)
        return made

    # ── what is shown ─────────────────────────────────────────────────────────────────────────────

    def say(self, sentence: str) -> None:
        """A sentence in the place of the pages."""
        self._hold(None)
        self.heading.clear()
        self.notice.setText(sentence)
        self.stack.setCurrentIndex(0)
        self._tell_zoom()

    def show_pdf(self, content: bytes, heading: str) -> None:
        """The pages of a PDF, as far down as those that were there; after a sentence from the top."""
        bar = self.view.verticalScrollBar()
        place = bar.value()
        pdf = OpenPdf(content)
        self._hold(pdf)
        self.heading.setText(f"{heading} · {pdf.pages} 页")
        self.stack.setCurrentIndex(1)
        bar.setValue(place)
        self._tell_zoom()

    def _hold(self, pdf: OpenPdf | None) -> None:
        """The view lets go of the old document before that goes."""
        self.view.setDocument(pdf.document if pdf else None)  # type: ignore[arg-type]  # Qt takes none
        self.pdf = pdf
        self.strip.show_pdf(pdf)

    # ── how near ──────────────────────────────────────────────────────────────────────────────────

    def factor(self) -> float:
        """How near the pages are shown, also when they fit the width."""
        if self.view.zoomMode() == QPdfView.ZoomMode.Custom or self.pdf is None:
            return self.view.zoomFactor()
        margins = self.view.documentMargins()
        room = self.view.viewport().width() - margins.left() - margins.right()
        return room / (self.pdf.size(0).width() * self.view.logicalDpiX() / 72)

    def zoom_to(self, factor: float) -> None:
        self.view.setZoomMode(QPdfView.ZoomMode.Custom)
        self.view.setZoomFactor(max(FARTHEST, min(NEAREST, factor)))
        self._tell_zoom()

    def fit_width(self) -> None:
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self._tell_zoom()

    def _tell_zoom(self) -> None:
        custom = self.view.zoomMode() == QPdfView.ZoomMode.Custom
        factor = self.view.zoomFactor()
        self.fit.setChecked(not custom)
        self.whole.setChecked(custom and factor == 1.0)
        shown = self.pdf is not None
        self.fit.setEnabled(shown)
        self.whole.setEnabled(shown)
        self.farther.setEnabled(shown and not (custom and factor <= FARTHEST))
        self.nearer.setEnabled(shown and not (custom and factor >= NEAREST))

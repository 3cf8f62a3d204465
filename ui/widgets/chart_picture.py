"""A figure of the charts on the screen: themed, its marks to be pointed at by mouse or keyboard and to be opened."""

from PySide6.QtCore import QByteArray, QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget

from gridapp.charts.figures import Figure, Trend, described, said
from ui.drawing_board import drawing_board
from ui.theme import colours, mixed

TINT = 0.12
"""How strong the accent is in the areas of a figure."""
_BACK = {Qt.Key.Key_Left, Qt.Key.Key_Up}
_ON = {Qt.Key.Key_Right, Qt.Key.Key_Down}
_DOTS, _WIDE = 3, 640
"""For a picture in a file: dots for a point, and how wide it is in points."""


class ChartPicture(QWidget):
    """As high as the figure wants to be, as wide as there is room."""

    pointed = Signal(int)
    """The mark under the mouse or the keyboard's; -1 when there is none any more."""
    opened = Signal(int)
    """The mark that was clicked, or where Enter was pressed."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("图")  # until there is one
        self.figure: Figure | None = None
        self.place = -1
        self.leads = False
        """Whether opening a mark leads anywhere."""
        self._drawn: tuple[object, ...] = ()
        self._spots: tuple[QRectF, ...] = ()
        self._dots: tuple[tuple[float, float], ...] = ()
        self._svg: QSvgRenderer | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._board = drawing_board()
        self._board.loaded.connect(self._fit)
        self._name("")

    def show_figure(self, figure: Figure | None) -> None:
        self.figure = figure
        self.point_at(-1)
        self._drawn = ()
        self._name("")
        self.setAccessibleDescription(described(figure) if figure else "")
        self._fit()

    # ── drawing ───────────────────────────────────────────────────────────────────────────────────

    def _text_size(self) -> float:
        """Pixels of the window's text."""
        return self.font().pointSizeF() * self.logicalDpiY() / 72

    def _fit(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        size = self._text_size()
        high = 15 * size
        if self._board.ready and self.figure:
            from gridapp.prints.drawing import natural_height

            high = natural_height(self.figure, size)
        return QSize(round(24 * size), round(high))

    def minimumSizeHint(self) -> QSize:
        return QSize(round(16 * self._text_size()), self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self._fit()

    def _draw(self) -> None:
        """Draw the figure anew where it, its size, the theme or the size of text is another."""
        assert self.figure
        from gridapp.prints.drawing import as_svg, draw
        from gridapp.prints.shapes import Look

        shade, size = colours(), self._text_size()
        now = (self.figure, self.width(), self.height(), shade, size)
        if now == self._drawn:
            return
        self._drawn = now
        tint = mixed(QColor(shade.base), QColor(shade.accent), TINT).name()
        look = Look(shade.text, shade.faint, shade.line, shade.accent, tint, shade.base, size)
        drawn = draw(self.figure, self.width(), self.height(), look)
        self._spots = tuple(QRectF(s.left, s.top, s.right - s.left, s.bottom - s.top) for s in drawn.spots)
        self._dots = tuple((spot.x, spot.y) for spot in drawn.spots)
        self._svg = QSvgRenderer(QByteArray(as_svg(drawn.drawing, self.font().family())))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.figure is None or not self._board.want():
            return
        self._draw()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shade = colours()
        painter.fillRect(self.rect(), QColor(shade.base))
        chosen = 0 <= self.place < len(self._spots)
        if chosen and not isinstance(self.figure, Trend):
            painter.fillRect(self._spots[self.place], QColor(shade.window))
        if self._svg:
            self._svg.render(painter, QRectF(self.rect()))
        if chosen and isinstance(self.figure, Trend):
            x, y = self._dots[self.place]
            spot = self._spots[self.place]
            painter.setPen(QPen(QColor(shade.faint), 1, Qt.PenStyle.DotLine))
            painter.drawLine(round(x), round(spot.top()), round(x), round(spot.bottom()))
            painter.setPen(QPen(QColor(shade.accent), 2))
            painter.drawEllipse(QRectF(x - 7, y - 7, 14, 14))
        if self.hasFocus():
            painter.setPen(QPen(QColor(shade.accent), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    # ── pointing ──────────────────────────────────────────────────────────────────────────────────

    def point_at(self, place: int) -> None:
        """Bring out a mark, -1 for none; what it says is the tip and the accessible name."""
        if place == self.place:
            return
        self.place = place
        text = said(self.figure, place) if self.figure and place >= 0 else ""
        self.setToolTip(text)
        self._name(text)
        self.update()
        self.pointed.emit(place)

    def _name(self, text: str) -> None:
        """What a screen reader calls the chart: what the mark says, else the title."""
        self.setAccessibleName(text or (self.figure.title if self.figure else "图"))

    def _at(self, event: QMouseEvent) -> int:
        found = (place for place, spot in enumerate(self._spots) if spot.contains(event.position()))
        return next(found, -1)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = self._at(event)
        self.point_at(place)
        leads = self.leads and place >= 0
        self.setCursor(Qt.CursorShape.PointingHandCursor if leads else Qt.CursorShape.ArrowCursor)

    def leaveEvent(self, event: QEvent) -> None:
        if not self.hasFocus():
            self.point_at(-1)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        place = self._at(event)
        if event.button() == Qt.MouseButton.LeftButton and place >= 0:
            self.point_at(place)
            self.opened.emit(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows go from mark to mark, Enter opens the one that is come to."""
        key, last = event.key(), len(self._spots) - 1
        if key in _BACK | _ON and last >= 0:
            step = 1 if key in _ON else -1
            self.point_at(max(0, min(last, self.place + step)) if self.place >= 0 else (0 if step > 0 else last))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and last >= 0:
            self.point_at(0 if key == Qt.Key.Key_Home else last)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.place >= 0:
            self.opened.emit(self.place)
        else:
            super().keyPressEvent(event)


def picture_of(figure: Figure, family: str) -> QImage:
    """A figure as it is on paper, for a file."""
    from gridapp.prints.drawing import as_svg, draw, natural_height
    from gridapp.prints.shapes import PAPER

    high = round(natural_height(figure, PAPER.size))
    image = QImage(_DOTS * _WIDE, _DOTS * high, QImage.Format.Format_RGB32)
    image.fill(QColor(PAPER.ground))
    painter = QPainter(image)
    svg = as_svg(draw(figure, _WIDE, high, PAPER).drawing, family)
    QSvgRenderer(QByteArray(svg)).render(painter, QRectF(image.rect()))
    painter.end()
    return image

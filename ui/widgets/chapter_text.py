"""A chapter of the manual to be read: Markdown whose pictures are never wider than there is room for."""

from PySide6.QtCore import QRect, Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QImage,
    QPainter,
    QResizeEvent,
    QTextBlock,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)
from PySide6.QtWidgets import QTextBrowser, QWidget

from gridapp.resources import resource
from ui.theme import STEP, colours

MARGIN = 3 * STEP
INDENT = 3 * STEP
"""Of what is listed."""
PICTURE = "\ufffc"
"""What stands for one among the characters."""
FIRST_COLUMN = 38
"""Hundredths of a table's width, so that tables below each other are in line."""
FOLDER = "manual"
"""Among the resources: what a chapter's pictures are named from."""


class ChapterText(QTextBrowser):
    """Pictures are shown in their own size, or as wide as the text; in a frame, for their ground may be the page's."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("手册的内容")
        self.setOpenLinks(False)
        self.document().setDocumentMargin(MARGIN)
        self.document().setIndentWidth(INDENT)

    def show_chapter(self, markdown: str) -> None:
        self.setMarkdown(markdown)
        block = self.document().begin()
        while block.isValid():
            heading = block.blockFormat().headingLevel()
            if PICTURE in block.text():
                self._space(block, STEP, 2 * STEP)
            elif heading:
                self._space(block, 3 * STEP if heading > 1 else 0, STEP)
            block = block.next()
        for frame in self.document().rootFrame().childFrames():
            if isinstance(frame, QTextTable):
                _rule(frame)
        self._fit()

    def _space(self, block: QTextBlock, above: int, below: int) -> None:
        looks = block.blockFormat()
        looks.setTopMargin(above)
        looks.setBottomMargin(below)
        QTextCursor(block).setBlockFormat(looks)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def pictures(self) -> list[str]:
        """The names of the pictures that are shown."""
        looks = (each.toImageFormat() for each in self.document().allFormats() if each.isImageFormat())
        return list(dict.fromkeys(image.name() for image in looks))

    def _fit(self) -> None:
        """Every picture in the width that there is now."""
        document = self.document()
        for name in self.pictures():
            kind = QTextDocument.ResourceType.ImageResource.value
            document.addResource(kind, QUrl(name), self._picture(name))
        document.markContentsDirty(0, document.characterCount())

    def _picture(self, name: str) -> QImage:
        whole = QImage(str(resource(f"{FOLDER}/{name}"))).convertToFormat(QImage.Format.Format_RGB32)
        ratio = self.devicePixelRatioF()
        wide = max(1, min(whole.width(), self.viewport().width() - 2 * MARGIN))
        shown = whole.scaledToWidth(round(wide * ratio), Qt.TransformationMode.SmoothTransformation)
        painter = QPainter(shown)
        painter.setPen(QColor(colours().faint))
        painter.drawRect(QRect(0, 0, shown.width() - 1, shown.height() - 1))
        painter.end()
        shown.setDevicePixelRatio(ratio)
        return shown


def _rule(table: QTextTable) -> None:
    """As wide as the text, with thin lines."""
    looks = table.format()
    percent = QTextLength.Type.PercentageLength
    looks.setWidth(QTextLength(percent, 100))
    looks.setColumnWidthConstraints([QTextLength(percent, share) for share in (FIRST_COLUMN, 100 - FIRST_COLUMN)])
    looks.setBorderCollapse(True)
    looks.setBorder(1)
    looks.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    looks.setBorderBrush(QColor(colours().line))
    looks.setCellPadding(STEP - 2)
    table.setFormat(looks)

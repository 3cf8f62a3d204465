"""A table's first column (or columns) once more, lying over it: it stands still while the rest scrolls sideways."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from ui.widgets.cell_painter import CellPainter


class FirstColumn(QTableView):
    """Shown only while the table is scrolled away from its first column; sees the same rows and selection."""

    def __init__(self, table: QTableView) -> None:
        super().__init__(table)
        self.table = table
        self.columns = 1
        self.setObjectName("firstColumn")
        self.setModel(table.model())
        self.setSelectionModel(table.selectionModel())
        self.setItemDelegate(CellPainter(self))  # its own: a shared one would close the table's editor twice
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        for policy in (self.setVerticalScrollBarPolicy, self.setHorizontalScrollBarPolicy):
            policy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        table.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        table.horizontalScrollBar().valueChanged.connect(lambda _: self.place())
        table.horizontalHeader().sectionResized.connect(lambda *_: self.place())
        table.installEventFilter(self)
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.place()
        return super().eventFilter(watched, event)

    def place(self) -> None:
        """Lie over the first column as wide, as high and as far down as it is; or be gone."""
        table = self.table
        width = sum(table.columnWidth(column) for column in range(self.columns))
        away = table.horizontalScrollBar().value() > 0 and width < table.viewport().width()
        if away:
            for column in range(self.model().columnCount()):
                self.setColumnHidden(column, column >= self.columns)
            self.verticalHeader().setDefaultSectionSize(table.verticalHeader().defaultSectionSize())
            self.horizontalHeader().setFixedHeight(table.horizontalHeader().height())
            for column in range(self.columns):
                self.setColumnWidth(column, table.columnWidth(column))
            frame = table.frameWidth()
            height = table.horizontalHeader().height() + table.viewport().height()
            self.setGeometry(frame, frame, width, height)
            self.verticalScrollBar().setValue(table.verticalScrollBar().value())
        self.setVisible(away)

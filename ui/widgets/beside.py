"""A table with its panel at the right."""

from PySide6.QtWidgets import QSplitter, QWidget


class Beside(QSplitter):
    """The panel has the room that it needs, what stands left of it the rest; neither can be pushed away."""

    def __init__(self, left: QWidget, panel: QWidget) -> None:
        super().__init__()
        self.addWidget(left)
        self.addWidget(panel)
        self.setStretchFactor(0, 1)
        self.setChildrenCollapsible(False)

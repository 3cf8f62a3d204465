"""A list that pops up, of which one text is chosen."""

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox


class Chooser(QComboBox):
    """What it offers may change: that is not told as a choice."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)

    def offer(self, texts: Sequence[str], place: int = 0) -> None:
        """Put other texts into it, of which this one is chosen; where they are the same all stays as it is."""
        if [self.itemText(number) for number in range(self.count())] != list(texts):
            self.blockSignals(True)
            self.clear()
            self.addItems(texts)
            self.setCurrentIndex(place)
            self.blockSignals(False)

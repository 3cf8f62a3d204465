"""The quarter that is looked at, and the choice of another."""

from datetime import date

from PySide6.QtWidgets import QComboBox

from gridapp.periods import Quarter
from ui.session import Session


class QuarterChoice(QComboBox):
    """Every quarter on record, today's and the one looked at with their neighbours: any can be come to."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.setAccessibleName("季度")
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._offer()
        self.currentIndexChanged.connect(self._choose)
        session.changed.connect(self._changed)
        session.quarter_changed.connect(self._show)

    def _offer(self) -> None:
        around = [Quarter.of(date.today()), self.session.quarter]
        neighbours = {quarter.shift(step) for quarter in around for step in (-1, 0, 1)}
        offered = sorted({*self.session.office.quarters(), *neighbours}, reverse=True)
        if [self.itemText(place) for place in range(self.count())] != [quarter.title for quarter in offered]:
            self.blockSignals(True)
            self.clear()
            for quarter in offered:
                self.addItem(quarter.title, quarter)
            self.setCurrentText(self.session.quarter.title)
            self.blockSignals(False)

    def _changed(self) -> None:
        self._offer()

    def _show(self, quarter: Quarter) -> None:
        self._offer()
        self.setCurrentText(quarter.title)

    def _choose(self, place: int) -> None:
        self.session.look_at(Quarter(*self.itemData(place)))

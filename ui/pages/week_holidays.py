"""What holidays a week has, and a way to exempt everybody for them."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from gridapp.holidays import in_words, names_of, within
from gridapp.periods import Week
from gridapp.scoring.week import WeekLine
from ui.pages.week_sheet import exempted
from ui.session import Session
from ui.theme import STEP
from ui.widgets.told_button import told_button


class HolidayLine(QWidget):
    """Seen in such weeks only."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._week: Week | None = None
        self._reason = ""
        self._liable: list[str] = []
        self.told, self.exempt = QLabel(), told_button("", "", self.exempt_everybody, session.refusal("week_tally"))
        self.told.setProperty("short", True)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.told)
        line.addSpacing(STEP)
        line.addWidget(self.exempt)
        line.addStretch(1)

    def show_week(self, week: Week, lines: Sequence[WeekLine]) -> None:
        """The lines are of all villages, whichever is looked at."""
        found = within(self.session.office.settings(), week.span)
        liable = [line.worker.id for line in lines if line.counted and not line.tally.exempt] if found else []
        self._week, self._reason, self._liable = week, names_of(found), liable
        self.told.setText(f"● {in_words(found)}" + ("" if liable else "，全体已免考"))
        text = f"全体免考（{len(liable)} 人）：{self._reason}"
        self.exempt.setText(text)
        self.exempt.setToolTip(f"这一周的 {len(liable)} 人都免考，原因写“{self._reason}”，一步办完，可以撤销")
        self.exempt.setAccessibleName(text)
        self.exempt.setVisible(bool(liable))
        self.setVisible(bool(found))

    def exempt_everybody(self) -> None:
        """免考 for all workers of the week, as one step."""
        office, week, reason, numbers = self.session.office, self._week, self._reason, self._liable
        if week:
            name = f"{week.title} 全体 {len(numbers)} 人免考：{reason}"
            self.session.do(lambda: office.change(name, save=exempted(office, numbers, week, reason)), name=name)

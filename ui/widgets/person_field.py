"""A field that finds people while one types: by number, name or pinyin initials; the same-named by grid and number."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from gridapp.errors import OfficeError
from gridapp.model import QuarterRecords
from gridapp.names import matches

SHOWN = 12
"""So many people are offered at once."""


class Candidate(NamedTuple):
    """Somebody who may be meant."""

    number: str
    name: str
    where: str

    @property
    def label(self) -> str:
        return f"{self.name}  {self.where}  {self.number}"


def candidates(records: QuarterRecords) -> list[Candidate]:
    """Everybody of a quarter, with the grid that they served in last."""
    found = []
    for case in records.people:
        grid = records.grids[case.home.grid]
        found.append(Candidate(case.worker.id, case.worker.name, f"{grid.village} {grid.name}"))
    return found


class PersonField(QLineEdit):
    """Shows the person, answers the number (`number`). Enter or Tab takes who is highlighted in the list."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.people: Sequence[Candidate] = ()
        self.setPlaceholderText("姓名、拼音首字母或编号")
        self._labels = QStringListModel(self)
        self.finder = QCompleter(self._labels, self)
        self.finder.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.finder.setMaxVisibleItems(SHOWN)
        self.finder.setWidget(self)
        self.finder.popup().setAccessibleName("相符的网格员")
        self.finder.activated.connect(self._take)
        self.textEdited.connect(self._offer)

    def offer(self, people: Sequence[Candidate]) -> None:
        """Say who there is."""
        self.people = people

    def put(self, number: str) -> None:
        """Show the person of a number, or the number itself when nobody has it."""
        self.setText(next((each.label for each in self.people if each.number == number), number))

    def number(self) -> str:
        """The number of who is meant. Raises OfficeError when that may be several, or is nobody."""
        text = self.text().strip()
        exact = [each for each in self.people if text in (each.number, each.label)]
        found = exact or self.search(text)
        if not text or not self.people:
            return text
        if not found:
            raise OfficeError(f"没有与“{text}”相符的网格员，请核对姓名或编号")
        if len(found) > 1:
            raise OfficeError(f"与“{text}”相符的有 {len(found)} 人，请从列表中选定一人")
        return found[0].number

    def search(self, text: str) -> list[Candidate]:
        """Who may be meant by a text; whose number begins with it come first."""
        wanted = text.strip().casefold()
        numbered = [each for each in self.people if each.number.casefold().startswith(wanted)]
        return numbered + [each for each in self.people if each not in numbered and matches(wanted, each.name)]

    def _offer(self, text: str) -> None:
        found = self.search(text)[:SHOWN] if text.strip() else []
        popup = self.finder.popup()
        self._labels.setStringList([each.label for each in found])
        if not found:
            popup.hide()
            return
        widest = max(popup.fontMetrics().horizontalAdvance(each.label) for each in found)
        popup.setMinimumWidth(max(self.width(), widest + 4 * popup.fontMetrics().height()))
        self.finder.complete()
        popup.setCurrentIndex(self.finder.completionModel().index(0, 0))

    def _take(self, label: str) -> None:
        self.finder.popup().hide()
        self.setText(label)
        self.focusNextChild()

    def highlighted(self) -> str:
        """Whom Enter or Tab would take; "" while nobody is offered."""
        popup = self.finder.popup()
        return str(popup.currentIndex().data()) if popup.isVisible() and popup.currentIndex().isValid() else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.highlighted():
            self._take(self.highlighted())
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab takes who is highlighted on its way out."""
        if forward and self.highlighted():
            self.setText(self.highlighted())
            self.finder.popup().hide()
        return super().focusNextPrevChild(forward)

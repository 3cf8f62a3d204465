"""One form for every kind of record: fields from a list of columns, checked while they are typed.

Enter goes to the next field and, from the last, hands the record over; what is wrong stands under its field.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from gridapp.columns import PERSON, Column
from gridapp.errors import OfficeError
from ui.theme import STEP
from ui.widgets.fault_line import FaultLine
from ui.widgets.masked_input import MaskedInput
from ui.widgets.person_field import Candidate, PersonField
from ui.widgets.told_button import ToldButton

Input = QLineEdit | QComboBox
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Field(QWidget):
    """One labelled input with room for what is wrong with it."""

    def __init__(self, column: Column) -> None:
        super().__init__()
        self.column = column
        self.input = _input(column)
        self.input.setAccessibleName(column.title)
        self.fault = FaultLine(self.input)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.input)
        layout.addWidget(self.fault)
        if isinstance(self.input, QLineEdit):
            self.input.editingFinished.connect(lambda: self.check(required=False))
            self.input.textEdited.connect(lambda _: self.blame(""))

    def setFocus(self) -> None:  # type: ignore[override]
        """To the input; that is no focus proxy, which would lead Tab astray once the order of the inputs is set."""
        self.input.setFocus()

    def text(self) -> str:
        """What stands in the field, as the column's kind reads it. Raises OfficeError when that isn't clear."""
        if isinstance(self.input, PersonField):
            return self.input.number()
        if isinstance(self.input, MaskedInput):
            return self.input.held()
        return self.input.currentText() if isinstance(self.input, QComboBox) else self.input.text()

    def put(self, text: str) -> None:
        if isinstance(self.input, QComboBox):
            self.input.setCurrentIndex(self.input.findText(text))  # none, so that nothing is chosen unseen
        elif isinstance(self.input, PersonField | MaskedInput):
            self.input.put(text)
        else:
            self.input.setText(text)
            self.input.setCursorPosition(0)  # a long text is read from its beginning
        self.blame("")

    def check(self, *, required: bool = True) -> tuple[bool, Any]:
        """Whether the field holds what its column takes, and the value (None when it is empty)."""
        try:
            text = self.text().strip()
            value = self.column.kind.read(text) if text else None
        except OfficeError as error:
            self.blame(error.message)
            return False, None
        lacking = not text and required and self.column.required
        self.blame("请填写" if lacking else "")
        return not lacking, value

    def blame(self, message: str) -> None:
        """Say what is wrong under the field, or nothing."""
        self.fault.tell(message)


def _input(column: Column) -> Input:
    if column.kind is PERSON:
        return PersonField()
    if column.kind.mask:
        return MaskedInput(column.kind.mask)
    return _choice(column) if column.kind.options else QLineEdit()


class Choice(QComboBox):
    """A field of words to choose from. As wide as the form has room; the wheel scrolls the form, never the choice."""

    def __init__(self, words: Iterable[str] = (), chosen: str = "") -> None:
        """The first of the words is chosen where `chosen` is none of them."""
        super().__init__()
        self.addItems(list(words))
        self.setCurrentIndex(max(0, self.findText(chosen)) if self.count() else -1)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


def _choice(column: Column) -> QComboBox:
    return Choice(column.kind.options if column.required else ("", *column.kind.options))


class RecordForm(QWidget):
    """The fields of one record, in the order of the columns, and the button that hands it over."""

    submitted = Signal(dict)
    """The values by field when all are in order; the page saves them and says what the office answers."""

    def __init__(self, columns: Sequence[Column], button: str) -> None:
        super().__init__()
        self.fields = {column.field: Field(column) for column in columns}
        layout = QFormLayout(self)
        layout.setContentsMargins(2 * STEP, 2 * STEP, 2 * STEP, 2 * STEP)
        layout.setVerticalSpacing(STEP)
        layout.setHorizontalSpacing(2 * STEP)
        layout.setLabelAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        for field in self.fields.values():
            label = QLabel(field.column.title + (" *" if field.column.required else ""))
            label.setBuddy(field.input)
            layout.addRow(label, field)
            field.input.installEventFilter(self)
        self.button = ToldButton(button)
        self.button.clicked.connect(self.submit)
        layout.addRow("", self.button)

    def offer_people(self, people: Sequence[Candidate]) -> None:
        """Say who may be meant where the form asks for a person."""
        for field in self.fields.values():
            if isinstance(field.input, PersonField):
                field.input.offer(people)

    def show_values(self, texts: Mapping[str, str]) -> None:
        """Fill the fields with texts; those not named are emptied."""
        for name, field in self.fields.items():
            field.put(texts.get(name, ""))

    def reveal(self, whole: bool) -> None:
        """Show what is masked whole, or masked again."""
        for field in self.fields.values():
            if isinstance(field.input, MaskedInput):
                field.input.reveal(whole)

    def refuse(self, reason: str) -> None:
        """Let the form be read alone, and say why ("": it is typed in)."""
        for field in self.fields.values() if reason else ():
            if isinstance(field.input, QLineEdit):
                field.input.setReadOnly(True)
            else:
                field.input.setEnabled(False)
            field.input.setToolTip(reason)
        self.button.refuse(reason)

    def submit(self) -> None:
        """Check every field; hand the values over, or go to the first that is wrong."""
        if self.button.refused:
            return
        answers = {name: field.check() for name, field in self.fields.items()}
        wrong = next((name for name, (fits, _) in answers.items() if not fits), None)
        if wrong is None:
            self.submitted.emit({name: value for name, (_, value) in answers.items()})
        else:
            self.fields[wrong].setFocus()

    def blame(self, field: str | None, message: str) -> None:
        """Show the office's answer at the field that it is about."""
        target = self.fields.get(field or "")
        if target:
            target.blame(message)
            target.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _ENTER:
            inputs = [field.input for field in self.fields.values()]
            last = watched is inputs[-1] or bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            self.submit() if last else self.focusNextChild()
            return True
        return super().eventFilter(watched, event)

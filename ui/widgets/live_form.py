"""A form over a record that is there already: each field is saved as soon as it is left, there is no button."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit

from gridapp.columns import Column
from ui.widgets.record_form import RecordForm


class LiveForm(RecordForm):
    """What is wrong stays in its field, marked, and is not handed over."""

    edited = Signal(str, object)
    """A field and its new value (None when emptied)."""

    def __init__(self, columns: list[Column]) -> None:
        super().__init__(columns, "")
        self.button.hide()
        self._shown: dict[str, str] = {}
        for name, field in self.fields.items():
            if isinstance(field.input, QLineEdit):
                field.input.editingFinished.connect(lambda name=name: self.take(name))
            elif isinstance(field.input, QComboBox):
                field.input.activated.connect(lambda _, name=name: self.take(name))

    def show_values(self, texts: Mapping[str, str]) -> None:
        """Another record: whatever stands in the fields goes."""
        self._shown = {name: texts.get(name, "") for name in self.fields}
        super().show_values(texts)

    def update_values(self, texts: Mapping[str, str]) -> None:
        """The same record as it is now: only what has changed is written anew, a slip being mended stays."""
        for name, field in self.fields.items():
            now = texts.get(name, "")
            if now != self._shown[name]:
                field.put(now)
            self._shown[name] = now

    def take(self, name: str) -> None:
        """Hand a field over if it is in order and holds something else than before."""
        field = self.fields[name]
        fits, value = field.check()
        text = field.column.kind.show(value) if fits else ""
        if fits and text != self._shown[name]:
            self.edited.emit(name, value)
        elif fits and field.text() != text:
            field.put(text)

    def submit(self) -> None:
        for name in self.fields:
            self.take(name)

"""A labelled input of a form that holds no record, with room beneath for what is wrong with it."""

from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from ui.widgets.fault_line import FaultLine


class Entry(QWidget):
    """The label above, the input, and the fault under it, which goes as soon as somebody types."""

    def __init__(self, title: str, inside: QWidget) -> None:
        super().__init__()
        self.input = inside
        self.input.setAccessibleName(title)
        self.label, self.fault = QLabel(title), FaultLine(inside)
        self.label.setBuddy(inside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        for part in (self.label, self.input, self.fault):
            layout.addWidget(part)
        if isinstance(inside, QLineEdit):
            inside.textEdited.connect(lambda _: self.blame(""))

    def begin(self) -> None:
        """Typing begins here. Focus proxies would do for that, but Tab would skip what stands before them (Qt)."""
        self.input.setFocus()

    def blame(self, message: str) -> None:
        """Say what is wrong under the input, or nothing."""
        self.fault.tell(message)

"""Where the paper key is typed, as it stands on paper or nearly so."""

from PySide6.QtWidgets import QLineEdit

from gridapp.errors import OfficeError
from ui.widgets.entry import Entry


class PaperEntry(Entry):
    """Spaces are free, and letters that are taken for digits are put right when the field is left."""

    def __init__(self) -> None:
        self.field = QLineEdit()
        self.field.setPlaceholderText("照应急密钥单输入，大小写、空格和横线不计")
        super().__init__("应急密钥", self.field)
        self.field.editingFinished.connect(self.check)

    def check(self) -> bool:
        """Whether it can be a paper key; shown in groups then, else what is wrong stands beneath."""
        from gridapp.passwords import read_paper_key, show_paper_key

        if not self.field.text().strip():
            return False
        try:
            self.field.setText(show_paper_key(read_paper_key(self.field.text())))
        except OfficeError as error:
            self.blame(error.message)
            return False
        self.blame("")
        return True

    def text(self) -> str:
        return self.field.text()

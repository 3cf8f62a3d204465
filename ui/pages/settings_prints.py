"""打印, a part of 设置: what titles call the township, what every page ends with, the seal, who signs each form."""

from PySide6.QtWidgets import QLineEdit

from gridapp.columns import TEXT, Column
from gridapp.prints import FORMS
from gridapp.prints.wishes import FOOT, HEADING, SETTINGS, signers_of
from ui.pages.settings_office import OfficePart
from ui.session import Session

HINTS = {HEADING: "空着就用镇名", FOOT: "空着就没有"}
SIGNERS = "空着就按表上原来的"


class PrintsPart(OfficePart):
    """What all forms share, then the places to sign of each that is signed."""

    def __init__(self, session: Session) -> None:
        signers = [Column(f"{form.name}签字", signers_of(form.name), TEXT) for form in FORMS if form.signed]
        note = (
            "签字栏依次写出，用分号隔开，要印出姓名的写在冒号后面，如：被考核人；考核人：王敏；分管领导。"
            "离开一格就已保存；已定案的季度仍按定案时的样子重印。"
        )
        super().__init__(session, [*SETTINGS, *signers], note)
        for name, field in self.form.fields.items():
            if isinstance(field.input, QLineEdit):
                field.input.setPlaceholderText(HINTS.get(name, SIGNERS))

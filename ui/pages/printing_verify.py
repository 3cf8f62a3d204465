"""核验: a sheet's number is typed or scanned, and the record says what it holds under it, and whether that agrees."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from gridapp.errors import OfficeError
from gridapp.prints.verify import Verdict, sentences, verify
from ui.pages.page import button, faint
from ui.session import Session
from ui.theme import STEP, mark

TITLE, WHAT = "核验一张表", "输入或扫描编号，看纸上的与记录是否一致"
_SIGNS = {Verdict.AGREES: "✓", Verdict.OPEN: "?", Verdict.CHANGED: "▾", Verdict.FOREIGN: "✗"}


class Verifier(QWidget):
    """One field that takes what a scanner types, and the answer under it."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.code = QLineEdit()
        self.code.setAccessibleName("编号和校验码")
        self.code.setPlaceholderText("如 KH-2019Q3-W001 3CD6E0AB3A970256")
        self.code.returnPressed.connect(self.ask)
        self.asking = button("核验", "与记录对照（回车）", self.ask)
        self.verdict, self.text = QLabel(), QLabel()
        self.verdict.setObjectName("sectionTitle")
        for label in (self.verdict, self.text):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.text.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        row = QHBoxLayout()
        row.setSpacing(STEP)
        row.addWidget(self.code, 1)
        row.addWidget(self.asking)
        note = faint("编号在每张表的左下角；扫描右上角的二维码，编号和校验码一次输入。只输编号，也能看到记录里是什么。")
        note.setWordWrap(True)
        answer = QScrollArea()
        answer.setWidget(self.text)
        answer.setAccessibleName("核对结果")
        answer.setWidgetResizable(True)
        answer.setFrameShape(QFrame.Shape.NoFrame)
        answer.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * STEP, 0, 0, 0)
        layout.setSpacing(2 * STEP)
        layout.addWidget(note)
        layout.addLayout(row)
        layout.addWidget(self.verdict)
        layout.addWidget(answer, 1)
        self.setFocusProxy(self.code)

    def ask(self) -> None:
        """Hold what was typed against the record. The field is ready for the next sheet."""
        try:
            answer = verify(self.session.office, self.code.text())
        except OfficeError as error:
            self._show(f"✗ {error.message}", "", fault=True)
        else:
            verdict, *others = sentences(answer)
            fault = answer.verdict in (Verdict.CHANGED, Verdict.FOREIGN)
            self._show(f"{_SIGNS[answer.verdict]} {verdict}", "\n".join(others), fault=fault)
        self.code.setFocus()
        self.code.selectAll()

    def _show(self, verdict: str, text: str, *, fault: bool) -> None:
        mark(self.verdict, fault=fault)
        self.verdict.setText(verdict)
        self.text.setText(text)

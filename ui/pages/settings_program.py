"""Parts of 设置 that are about the program on this computer: looks and keys, and what it is made of."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFileDialog,
    QFormLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
)

from gridapp import __version__
from gridapp.columns import Column, choice
from gridapp.errors import OfficeError
from gridapp.office import Event
from gridapp.resources import resource
from ui import diagnosis, preferences, trouble
from ui.demo_township import demo_path
from ui.pages.page import faint
from ui.pages.settings_office import FORM_WIDTH
from ui.pages.settings_part import Part
from ui.session import Session
from ui.theme import ENTER_GOES_RIGHT, SIZES, STEP, THEMES, dress
from ui.widgets.live_form import LiveForm

DOWN, RIGHT = "到下一行", "到右边一格"
LOOKS = (
    Column("颜色", "theme", choice(tuple(THEMES)), required=True),
    Column("字号", "size", choice(tuple(SIZES)), required=True),
    Column("表中按回车", "enter", choice((DOWN, RIGHT)), required=True),
)
RESOURCES = {
    "Noto Sans SC（思源黑体）：窗口、表格": "fonts/OFL-NotoSansSC.txt",
    "Noto Serif SC（思源宋体）：打印标题": "fonts/OFL-NotoSerifSC.txt",
    "LXGW WenKai（霞鹜文楷）：打印正文、生僻字": "fonts/OFL-LXGWWenKai.txt",
    "Unihan：汉字的笔画数": "strokes/LICENSE-Unicode.txt",
}
"""What is shipped among the resources, and what for → its licence."""


def licences() -> dict[str, str]:
    """The title of everything that is shipped → its licence: what lies among the resources, then what build/licences.py
    found, where a licence's first line is the title.
    """
    found = {}
    for file in sorted(resource("licences").glob("*.txt")):
        with file.open(encoding="utf-8") as text:
            found[text.readline().strip()] = f"licences/{file.name}"
    return RESOURCES | found


class LooksPart(Part):
    """Colours, size of text and the way of Enter: at once, and the next time too."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.form = LiveForm(list(LOOKS))
        self.form.setMaximumWidth(FORM_WIDTH)
        self.form.edited.connect(self._apply)
        self.body.addWidget(faint("选好立即生效，只影响这台电脑上的本人。"))
        self.body.addWidget(self.form)
        self.body.addStretch(1)

    def refresh(self, event: Event | None = None) -> None:
        kept = preferences.load()
        enter = RIGHT if kept.enter_goes_right else DOWN
        self.form.show_values({"theme": kept.theme, "size": kept.size, "enter": enter})

    def _apply(self, field: str, value: Any) -> None:
        change = {"enter_goes_right": value == RIGHT} if field == "enter" else {field: value}
        kept = preferences.remember(**change)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.setProperty(ENTER_GOES_RIGHT, kept.enter_goes_right)
        if field != "enter":
            dress(app, app.font().family(), kept.theme, kept.size)
        self.refresh()


class AboutPart(Part):
    """Version, where things lie, and the licences of what is shipped along."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        facts = QFormLayout()
        facts.setVerticalSpacing(STEP)
        facts.setHorizontalSpacing(2 * STEP)
        for title, text in (
            ("版本", f"gridapp {__version__}"),
            ("数据文件", str(session.office.path)),
            ("本机设置", str(preferences.preferences_file())),
            ("示范镇", str(demo_path())),
            ("问题记录", f"{trouble.log_file()}（只记程序出错的位置，不含人员和登记内容）"),
        ):
            facts.addRow(faint(title), _selectable(text))
        self.report = QPushButton("诊断信息…")
        self.report.setToolTip("存成一个文件交给维护的人：版本、系统、屏幕、程序出错的位置，不含人员和登记内容")
        self.report.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.report.clicked.connect(self._ask_where)
        facts.addRow("", self.report)
        self.shipped, self.licence = QComboBox(), QPlainTextEdit()
        self.shipped.setAccessibleName("随程序提供的软件和字体")
        for title, file in licences().items():
            self.shipped.addItem(title, file)
        self.shipped.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.shipped.currentTextChanged.connect(lambda _: self.refresh())
        self.licence.setReadOnly(True)
        self.licence.setAccessibleName("许可证全文")
        facts.addRow(faint("许可"), self.shipped)
        self.body.addLayout(facts)
        self.body.addWidget(self.licence, 1)

    def refresh(self, event: Event | None = None) -> None:
        file = resource(self.shipped.currentData())
        self.licence.setPlainText(file.read_text(encoding="utf-8"))

    def _ask_where(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, "另存诊断信息", diagnosis.REPORT_NAME, "文本 (*.txt)")
        if name:
            self.save_report(Path(name))

    def save_report(self, path: Path) -> None:
        """The diagnosis into this file; it is written down that it left."""
        if trouble.save_report(path):
            try:
                self.session.office.record_export("诊断信息", path)
            except OfficeError as error:
                self.session.failed.emit(error.message)


def _selectable(text: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return label

"""Parts of 设置 that are about the office: the township and who signs, the quarter's own settings, the policy."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QPlainTextEdit, QScrollArea

from gridapp import columns
from gridapp.amounts import show_yuan
from gridapp.columns import Column
from gridapp.model import SETTLED_STATES, STATES, OfficeSetting, PolicyText, QuarterSetting
from gridapp.office import Event
from ui.pages.page import faint
from ui.pages.settings_part import Part
from ui.session import Session
from ui.theme import STEP
from ui.widgets.live_form import LiveForm
from ui.widgets.record_model import UNSAVED

FORM_WIDTH = 80 * STEP
CARRIED = "上季结转（元）"


class OfficePart(Part):
    """Settings of the office by their names, each saved as its field is left."""

    def __init__(self, session: Session, fields: Sequence[Column], note: str) -> None:
        super().__init__(session)
        self.form = LiveForm(list(fields))
        self.form.refuse(session.refusal("office_setting"))
        self.form.setMaximumWidth(FORM_WIDTH)
        self.form.edited.connect(self._save)
        scroll = QScrollArea()
        scroll.setWidget(self.form)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        said = faint(note)
        said.setWordWrap(True)
        self.body.addWidget(said)
        self.body.addWidget(scroll, 1)

    def refresh(self, event: Event | None = None) -> None:
        (self.form.update_values if event else self.form.show_values)(self.session.office.settings())

    def _save(self, item: str, value: Any) -> None:
        setting = OfficeSetting(item, value or "")
        name = f"设置 {item}：{value or '清空'}"
        if not self.session.do(lambda: self.session.office.change(name, save=[setting]), owner=self.form.fields[item]):
            self.form.fields[item].blame(UNSAVED)


class TownshipPart(OfficePart):
    """What paper calls the office, and who signs."""

    def __init__(self, session: Session) -> None:
        note = "印在各种表上。离开一格就已保存；已定案的季度仍按定案时的内容重印。"
        super().__init__(session, columns.OFFICE, note)


class QuarterPart(Part):
    """What the quarter that is looked at settles for itself."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.heading, self.note = QLabel(), faint("")
        self.heading.setObjectName("sectionTitle")
        self.note.setWordWrap(True)
        self.form = LiveForm(list(columns.SETTING))
        self.form.refuse(session.refusal("quarter_setting"))
        self.form.setMaximumWidth(FORM_WIDTH)
        self.form.edited.connect(self._save)
        for part in (self.heading, self.note, self.form):
            self.body.addWidget(part)
        self.body.addStretch(1)

    def refresh(self, event: Event | None = None) -> None:
        office, quarter = self.session.office, self.session.quarter
        self.heading.setText(quarter.title)
        texts = {each.item: each.value for each in office.all(QuarterSetting) if each.quarter == str(quarter)}
        (self.form.update_values if event else self.form.show_values)(texts)
        state = office.state(quarter)
        carries = office.state(quarter.shift(-1)) in SETTLED_STATES
        self.form.setEnabled(state == STATES[0])
        self.form.fields[CARRIED].setEnabled(not carries)
        self.note.setText(self._explained(state, carries))

    def _explained(self, state: str, carries: bool) -> str:
        if state != STATES[0]:
            return f"这个季度{state}，设置不能再改。"
        policy = self.session.office.policy(self.session.quarter)
        sentences = [
            f"空着的按考核办法：名额{policy.quota.rounding}，特殊人员走访{policy.readings.missed}计，没有额外奖励。"
        ]
        if carries:
            cents = self.session.office.records(self.session.quarter).carried_in
            sentences.append(f"上一季度已定案，结转的 {show_yuan(cents)} 元自动带入，不用填写。")
        return "".join(sentences)

    def _save(self, item: str, value: Any) -> None:
        quarter = self.session.quarter
        kind = self.form.fields[item].column.kind
        known = self.session.office.all(QuarterSetting)
        before = next((each for each in known if (each.quarter, each.item) == (str(quarter), item)), None)
        text = "" if value is None else kind.show(value)
        name = f"{quarter.title} {item} {before.value if before else '空'}→{text or '空'}"
        save = [QuarterSetting(str(quarter), item, text)] if text else []
        remove = [before] if before and not text else []
        if not self.session.do(lambda: self.session.office.change(name, save=save, remove=remove)):
            self.form.fields[item].blame(UNSAVED)


class PolicyPart(Part):
    """The versions of the policy, to be read."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.versions = QComboBox()
        self.versions.setAccessibleName("考核办法的版本")
        self.versions.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.versions.currentIndexChanged.connect(self._show_text)
        self.used = faint("")
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setAccessibleName("考核办法的内容")
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        row = QHBoxLayout()
        row.setSpacing(STEP)
        row.addWidget(faint("版本"))
        row.addWidget(self.versions)
        row.addWidget(self.used)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addWidget(self.text, 1)

    def refresh(self, event: Event | None = None) -> None:
        texts = self.session.office.all(PolicyText)
        now = self.session.office.policy(self.session.quarter).version
        self.versions.blockSignals(True)
        self.versions.clear()
        for each in texts:
            self.versions.addItem(each.version, each.text)
        self.versions.setCurrentText(now)
        self.versions.blockSignals(False)
        self._show_text()

    def _show_text(self) -> None:
        policy = self.session.office.policy(self.session.quarter)
        in_use = self.versions.currentText() == policy.version
        self.used.setText(f"《{policy.title}》，{self.session.quarter.title}按它计分" if in_use else "")
        self.text.setPlainText(str(self.versions.currentData()))

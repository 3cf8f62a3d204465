"""更正 of a settled quarter: those there are, each with both sheets and the money, and the way to another one."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from gridapp import sentences
from gridapp.amounts import show_points, show_yuan
from gridapp.corrections import Corrected
from gridapp.periods import Quarter
from gridapp.prints.choice import Choice
from gridapp.restating import paid_more
from gridapp.rulings import Correction
from gridapp.scoring.result import Person
from ui.pages.assessment_forms import Guest, column, told
from ui.pages.page import button, faint, fill
from ui.session import Session, ToPrint
from ui.theme import STEP
from ui.widgets.line_button import LineButton


def money(cents: int) -> str:
    """补发 450.00 元, 扣回 20.00 元."""
    if not cents:
        return "不涉及补贴"
    return f"{'补发' if cents > 0 else '扣回'} {show_yuan(abs(cents))} 元"


class BothSheets(QWidget):
    """One person's quarter as it was and as it is corrected, figure beside figure; of the items those that differ."""

    def __init__(self, before: Person, after: Person) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, STEP, 0, STEP)
        grid.setHorizontalSpacing(2 * STEP)
        grid.setVerticalSpacing(STEP // 2)
        grid.setColumnStretch(0, 1)
        lines = [("", "原表", "更正后"), *_figures(before, after)]
        for row, (what, was, now) in enumerate(lines):
            for place, text in enumerate((what, was, now)):
                label = QLabel(text)
                font = label.font()
                font.setBold(bool(row) and was != now)
                label.setFont(font)
                label.setProperty("faint", not row)
                grid.addWidget(label, row, place, Qt.AlignmentFlag.AlignRight if place else Qt.AlignmentFlag.AlignLeft)
        differing = [f"{what} 由 {was} 变为 {now}" for what, was, now in lines[1:] if was != now]
        self.setAccessibleName("；".join(differing) or "没有差别")


def _figures(before: Person, after: Person) -> list[tuple[str, str, str]]:
    items = [
        (f"第 {was.item} 项", show_points(was.score), show_points(now.score))
        for was, now in zip(before.sheet.items, after.sheet.items, strict=True)
        if was.score != now.score
    ]

    def score(person: Person) -> tuple[str, ...]:
        sheet, pay = person.sheet, person.pay
        paid = sentences.UNKNOWN if pay.own is None else show_yuan(pay.own)
        figures = (sentences.score_text(sheet.satisfaction, "未录"), sentences.score_text(sheet.total))
        return show_points(sheet.base), *figures, person.standing.grade, show_yuan(pay.due), paid

    names = ("基础分", "满意度", "总分", "等次", "应发（元）", "实发（元）")
    return [*_service(before, after), *items, *zip(names, score(before), score(after), strict=True)]


def _service(before: Person, after: Person) -> Iterator[tuple[str, str, str]]:
    """Where and how long they were in post, if that is what was corrected."""
    was, now = before.sheet, after.sheet
    if (was.village.name, was.grid.name) != (now.village.name, now.grid.name):
        yield "网格", was.grid.name, now.grid.name
    if was.days_in_post != now.days_in_post:
        yield "在岗（天）", str(was.days_in_post), str(now.days_in_post)


class CorrectionsPanel(Guest):
    """The corrections of the quarter, newest first; choosing one shows all that is kept of it."""

    def __init__(self, session: Session, begin: Callable[[], None]) -> None:
        super().__init__()
        self.session = session
        self.quarter: Quarter = session.quarter
        layout = column(self)
        layout.addWidget(told("定案的结果封存不动。更正另立一份：写明理由和两个人的名字，补发、扣回随下一次发放。"))
        self.add = button("办理更正…", "为左边选中的网格员办理一份更正", begin, session.refusal("correction"))
        layout.addWidget(self.add)
        self.lines, self.detail = QVBoxLayout(), QVBoxLayout()
        self.lines.setSpacing(0)
        layout.addLayout(self.lines)
        layout.addLayout(self.detail)
        layout.addStretch(1)
        self.first = self.add
        self.refresh()

    def refresh(self) -> None:
        found = self.session.office.corrections(self.quarter)[::-1]
        lines: list[QWidget] = [
            LineButton(_said(*each), lambda each=each: self._show(*each), _sum(each[1]))  # type: ignore[misc]
            for each in found
        ]
        fill(self.lines, lines or [faint("还没有更正。")])
        fill(self.detail, [])
        if found:
            self._show(*found[0])

    def _show(self, correction: Correction, body: Corrected) -> None:
        paid_in = Quarter.parse(correction.paid_in).title
        widgets: list[QWidget] = [
            _heading(f"{correction.id}"),
            told(
                f"{correction.day}　理由：{correction.reason}\n经办：{correction.proposed_by}　"
                f"复核：{correction.confirmed_by}　随{paid_in}发放"
            ),
        ]
        for before, after in zip(body.before, body.after, strict=True):
            said = money(paid_more(before, after))
            widgets += [_heading(f"{before.sheet.worker.name}　{said}"), BothSheets(before, after)]
        widgets += [told(f"· {text}") for text in body.listed]
        if body.decision:
            widgets.append(told(body.decision))
        widgets.append(button("打印更正表…", "到“打印”去看、去打印这份更正的表", lambda: self._print(body)))
        fill(self.detail, widgets)
        self.tab_through()

    def _print(self, body: Corrected) -> None:
        from gridapp.prints.correction_sheet import NAME

        people = frozenset(person.sheet.worker.id for person in body.after)
        self.session.wanted.emit("打印", ToPrint(NAME, Choice(self.quarter, people=people)))


def _heading(text: str) -> QLabel:
    label = QLabel(text)
    font = label.font()
    font.setBold(True)
    label.setFont(font)
    return label


def _said(correction: Correction, body: Corrected) -> str:
    names = "、".join(each.sheet.worker.name for each in body.after)
    return f"{correction.id} {names}：{correction.reason}"


def _sum(body: Corrected) -> str:
    return show_yuan(sum(map(paid_more, body.before, body.after)))

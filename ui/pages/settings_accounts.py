"""人员与密码: who may sign in and what they may do; one's own password; whether who typed may check and settle."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSplitter

from gridapp import door, second_person
from gridapp.errors import OfficeError
from gridapp.model import Account
from gridapp.office import Event, Office
from ui.closed_work import ClosedWork
from ui.pages.account_forms import (
    AccountForm,
    Begin,
    NewAccount,
    OtherPassword,
    OtherRole,
    OwnPassword,
    Stop,
    paper_key_panel,
)
from ui.pages.page import button, faint
from ui.pages.settings_part import Part
from ui.pages.ways import PEOPLE
from ui.session import Session
from ui.theme import STEP
from ui.widgets.cells import Cell
from ui.widgets.list_table import ListColumn, ListTable
from ui.widgets.paper_key_panel import PaperKeyPanel
from ui.widgets.record_panel import RecordPanel
from ui.work import tried

ROLES_TOLD = (
    "录入：登记、会议、满意度、名册。审核：还能核对、公示、定案、发放、更正、年度决定和本季度的设置。"
    "管理：还能改办公室的设置、补贴标准、考核办法和账号。只读：只能看和打印，号码始终遮住。\n"
    "名称印在每一步的记录里，不能改、停用后也不能再用；改了名的人，请新增一个账号，再停用原来的。"
)
SECOND_PERSON = "核对和定案须由没有录入过本季度的人办理"
NOBODY_YET = (
    "现在没有账号：谁打开这个文件都能做所有的事，记录里一律写“录入员”。\n"
    "建立账号以后，打开文件要先登录，每一步都记下是谁做的；第一个账号是“管理”，其他人由他新增。"
)


REOPEN = ClosedWork("登录", lambda path, unlocked: unlocked, "账号已建立，以后打开要登录", PEOPLE)
"""The file as it is, for who has signed in."""


class AccountsPart(Part):
    """The table of accounts; beside it the form for what is to be done."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.form: AccountForm | None = None
        self.paper: PaperKeyPanel | None = None
        self.table = ListTable(_columns(session), "账号", lambda account: account.name, NOBODY_YET)
        refused = session.refusal("account")
        self.new = button("新增(&N)…", "给一个人建立账号", lambda: self.show_form(NewAccount()), refused)
        self.role = button("改角色(&O)…", "选中的人能做什么", self._ask_role, refused)
        self.reset = button("重设密码(&R)…", "选中的人忘了密码时，给他一个新的", self._ask_password, refused)
        self.stop = button("停用(&T)…", "选中的人离开以后，不能再登录", self._ask_stop, refused)
        self.own = button("改自己的密码(&P)…", "要先输入现在的密码", self._ask_own)
        self.begin = button("建立第一个账号(&N)…", "从此打开文件要登录", lambda: self.show_form(Begin()))
        self.second = QCheckBox(SECOND_PERSON)
        self.second.clicked.connect(self._set_second)
        office_refused = session.refusal("office_setting")
        self.second.setEnabled(not office_refused)
        self.second.setToolTip(office_refused)
        self._lay_out()
        self.table.chosen.connect(lambda _: self._enable())

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(STEP)
        for each in (self.begin, self.new, self.role, self.reset, self.stop, self.own):
            row.addWidget(each)
        row.addStretch(1)
        self.panel = RecordPanel("账号")
        self.panel.body.addStretch(1)
        self.panel.closed.connect(self.drop_form)
        split = QSplitter()
        split.addWidget(self.table)
        split.addWidget(self.panel)
        split.setSizes([560, 440])
        split.setChildrenCollapsible(False)
        self.panel.hide()
        self.told = faint(ROLES_TOLD)
        self.told.setWordWrap(True)
        self.body.addLayout(row)
        self.body.addWidget(split, 1)
        self.body.addWidget(self.second)
        self.body.addWidget(self.told)

    # ── showing ───────────────────────────────────────────────────────────────────────────────────

    def refresh(self, event: Event | None = None) -> None:
        office = self.session.office
        there = office.unlocked is not None and self.paper is None
        self.table.show_rows(sorted(office.accounts(), key=lambda account: account.stopped))
        if self.table.current() is None:
            self.table.choose(office.who)
        self.begin.setVisible(office.unlocked is None)
        for each in (self.new, self.role, self.reset, self.stop, self.own):
            each.setVisible(there)
        self._show_panel()
        self.second.setChecked(second_person.is_wanted(office.settings()))
        self._enable()

    def _enable(self) -> None:
        """What can be done about who is chosen; one's own role and end are others' to decide."""
        account, me = self._chosen(), self.session.office.who
        working = account is not None and not account.stopped
        self.reset.setEnabled(working)
        for each in (self.role, self.stop):
            each.setEnabled(working and account is not None and account.name != me)

    def _chosen(self) -> Account | None:
        account = self.table.current()
        return account if isinstance(account, Account) else None

    def show_form(self, form: AccountForm) -> None:
        """Another form in the panel."""
        self.drop_form()
        self.form = form
        form.wanted.connect(self._do)
        form.left.connect(self.drop_form)
        self.panel.title(form.heading, form.what)
        self.panel.put_in(form)
        self._show_panel()
        form.begin()

    def drop_form(self) -> None:
        if self.form:
            gone, self.form = self.form, None
            self.panel.take_out(gone)
            self.table.setFocus()
        self._show_panel()

    def _show_panel(self) -> None:
        """The panel while there is something in it, then with all the height; else what is told of roles."""
        busy = self.form is not None or self.paper is not None
        self.panel.setVisible(busy)
        for each in (self.second, self.told):
            each.setVisible(not busy and self.session.office.unlocked is not None)

    # ── doing ─────────────────────────────────────────────────────────────────────────────────────

    def _ask_own(self) -> None:
        self.show_form(OwnPassword(self.session.office.who))

    def _ask_role(self) -> None:
        if account := self._chosen():
            self.show_form(OtherRole(account))

    def _ask_password(self) -> None:
        if account := self._chosen():
            self.show_form(OtherPassword(account.name))

    def _ask_stop(self) -> None:
        if account := self._chosen():
            self.show_form(Stop(account.name, encrypted=self.session.office.encrypted))

    def _do(self, title: str, job: Callable[[Office], object]) -> None:
        """What a form wants, beside the window: to stretch a password takes its time."""
        work = self.session.lend(title, lambda office, report: tried(lambda: job(office)))
        work.done.connect(self._answer)
        work.begin()

    def _answer(self, result: object) -> None:
        form = self.form
        if form is None:
            return
        if isinstance(result, OfficeError):
            form.blame(result.field, result.message)
            return
        self.drop_form()
        if isinstance(form, Begin):
            self._begun(str(result))
        if isinstance(result, Event):
            self.session.announce(result)
        self.refresh()
        self.session.told.emit(form.told)
        if isinstance(form, Stop) and self.session.office.encrypted:
            self.session.closing.emit(ClosedWork("更换密钥", door.rekey, f"{form.told}，并换了密钥", PEOPLE))

    def _begun(self, paper: str) -> None:
        """The paper key of the first account; then the file is opened anew, for who has it."""
        self.paper = paper_key_panel(self.session.office, paper)
        self.paper.proved.connect(lambda: self.session.closing.emit(REOPEN))
        self.panel.title("第一个账号已建立", "照着做完下面一步，文件会重新打开。")
        self.panel.put_in(self.paper)
        self._show_panel()
        self.paper.begin()

    def _set_second(self, wanted: bool) -> None:
        name = f"设置 {SECOND_PERSON}：{'是' if wanted else '否'}"
        if not self.session.do(lambda: self.session.office.change(name, save=[second_person.setting(wanted)])):
            self.second.setChecked(not wanted)


def _columns(session: Session) -> Sequence[ListColumn]:
    def name(account: Account) -> Cell:
        return Cell(account.name, bold=account.name == session.office.who, hint=account.stopped)

    def state(account: Account) -> Cell:
        mine = "（现在登录的人）" if account.name == session.office.who else ""
        return Cell("已停用" if account.stopped else f"在用{mine}", hint=account.stopped)

    return (
        ListColumn("姓名", name, 14),
        ListColumn("角色", lambda account: Cell(account.role, hint=account.stopped), 8),
        ListColumn("状态", state, 22),
    )

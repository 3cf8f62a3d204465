"""加密: whether the file is, and the ways to change that; another paper key; old backups that are not encrypted."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from gridapp import backups, door
from gridapp.backups import Backup
from gridapp.errors import OfficeError
from gridapp.office import Event
from ui.backups import listed
from ui.closed_work import ClosedWork
from ui.pages.account_forms import paper_key_panel
from ui.pages.page import button, faint
from ui.pages.settings_part import Part
from ui.pages.ways import ENCRYPTION, PEOPLE, SETTINGS
from ui.session import Session
from ui.theme import STEP
from ui.widgets.paper_key_panel import PaperKeyPanel

LOST = "密码和应急密钥都丢了，任何人都打不开这个文件，包括本程序的作者。"
CLOSED = "文件会关闭几秒：先写好一份新的并核对无误，再一步换上，中途断电也只会是旧的或新的；然后自动打开，不用再登录。"
NO_ACCOUNTS = "没有账号，也没有加密：拿到这个文件的人都能看到里面的身份证号和银行账号。要加密，先建立账号。"
PLAIN = "没有加密：登录只挡住本程序的窗口，拿到这个文件的人用别的软件仍能看到里面的身份证号和银行账号。"
CIPHER = "已加密（SQLCipher，AES-256）：没有密码或应急密钥，拿到文件和备份也看不到里面的内容。"
FIRST = "第一个账号是“管理”，建立以后在这里加密：钥匙由密码保管。"
TO_ENCRYPT = (
    f"{CLOSED}密码和应急密钥照旧。以后复制文件，要连同旁边以 .keys 结尾的钥匙文件。{LOST}以前的备份仍是没有加密的。"
)
TO_DECRYPT = f"{CLOSED}账号、密码和应急密钥照旧；以后的文件和备份没有密码也能看。"
TO_REKEY = f"{CLOSED}密码和应急密钥照旧。怀疑文件连同密码被人拿走时用：旧的打不开以后的内容。停用账号时会自动换。"
TO_RENEW = (
    "应急密钥单丢了或被人看过时用：显示一次新的应急密钥，请打印出来放进保险柜；"
    "旧的从此打不开这个文件（以前的备份仍打得开）。"
)


class EncryptionPart(Part):
    """How it stands, then each way with what exactly it does."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.plain: list[Backup] = []
        self.paper: PaperKeyPanel | None = None
        self.state = _wrapped("")
        self.state.setObjectName("sectionTitle")
        refused = session.refusal("account")
        self.encrypt = button("加密数据库", TO_ENCRYPT, self._encrypt, refused)
        self.decrypt = button("取消加密", TO_DECRYPT, self._decrypt, refused)
        self.rekey = button("更换密钥", TO_REKEY, self._rekey, refused)
        self.renew = button("换应急密钥", TO_RENEW, self._renew, refused)
        self.first = button("去建立账号", "到“人员与密码”建立第一个账号", self._go_to_people)
        self.drop = button("", "", self._back_up_then_drop, refused)
        self.left = _wrapped("")
        inside = QWidget()
        self.ways = QVBoxLayout(inside)
        self.ways.setContentsMargins(0, 0, 0, 0)
        self.ways.setSpacing(STEP)
        self.ways.addWidget(self.state)
        self.groups: dict[QWidget, QWidget] = {}
        for each, what in (
            (self.first, _wrapped(FIRST)),
            (self.encrypt, _wrapped(TO_ENCRYPT)),
            (self.decrypt, _wrapped(TO_DECRYPT)),
            (self.rekey, _wrapped(TO_REKEY)),
            (self.renew, _wrapped(TO_RENEW)),
            (self.drop, self.left),
        ):
            self._add(each, what)
        self.ways.addStretch(1)
        self.sheet = scroll = QScrollArea()
        scroll.setWidget(inside)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.body.addWidget(scroll, 1)

    def _add(self, each: QWidget, what: QLabel) -> None:
        """A button with what it does beneath."""
        what.setProperty("faint", True)
        group = QWidget()
        layout = QVBoxLayout(group)
        layout.setContentsMargins(0, STEP, 0, STEP)
        layout.setSpacing(STEP // 2)
        layout.addWidget(each, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(what)
        self.groups[each] = group
        self.ways.addWidget(group)

    def refresh(self, event: Event | None = None) -> None:
        office = self.session.office
        there, encrypted = office.unlocked is not None, office.encrypted
        self.state.setText(CIPHER if encrypted else PLAIN if there else NO_ACCOUNTS)
        self.plain = backups.unencrypted(listed(office.path)) if encrypted else []
        shown = {
            self.first: not there,
            self.encrypt: there and not encrypted,
            self.decrypt: encrypted,
            self.rekey: encrypted,
            self.renew: there,
            self.drop: bool(self.plain),
        }
        for each, wanted in shown.items():
            self.groups[each].setVisible(wanted)
        if self.plain:
            first, last = self.plain[-1].at.date(), self.plain[0].at.date()
            span = f"{first} 至 {last}" if first != last else str(first)
            kept = sum(each.pinned for each in self.plain)
            pinned = f"，其中 {kept} 份是“一直保留”的" if kept else ""
            self.drop.setText(f"备份一次，再删除 {len(self.plain)} 份没有加密的备份")
            self.left.setText(
                f"这 {len(self.plain)} 份备份（{span}{pinned}）没有加密，拿到的人都能看。先做一份加密的备份并核对无误，"
                "才删除它们；不能恢复。没有插上的 U 盘里的，请插上以后再来办。"
            )

    # ── doing ─────────────────────────────────────────────────────────────────────────────────────

    def _go_to_people(self) -> None:
        self.session.wanted.emit(SETTINGS, PEOPLE)

    def _encrypt(self) -> None:
        self.session.closing.emit(ClosedWork("加密", door.encrypt, "已加密", ENCRYPTION))

    def _decrypt(self) -> None:
        self.session.closing.emit(ClosedWork("取消加密", door.decrypt, "已取消加密", ENCRYPTION))

    def _rekey(self) -> None:
        self.session.closing.emit(ClosedWork("更换密钥", door.rekey, "已换了密钥", ENCRYPTION))

    def _back_up_then_drop(self) -> None:
        """Nothing is deleted before there is a whole backup that is encrypted."""
        work = self.session.caretaker.back_up(asked=True)
        if work:
            work.done.connect(lambda _: self._drop())

    def _drop(self) -> None:
        try:
            count = backups.remove(self.plain)
        except OfficeError as error:
            self.session.failed.emit(error.message)
        else:
            self.session.told.emit(f"已做了一份加密的备份，并删除 {count} 份没有加密的备份")
        self.refresh()

    def _renew(self) -> None:
        """A new paper key; the old one is void from now on."""
        work = self.session.lend("换应急密钥", lambda office, report: office.renew_paper_key())
        work.done.connect(self._show_paper)
        work.begin()

    def _show_paper(self, paper: str) -> None:
        """In the place of all else, until it is on paper."""
        self.paper = paper_key_panel(self.session.office, paper)
        self.paper.proved.connect(self._end_paper)
        self.sheet.hide()
        self.body.addWidget(self.paper, 1)
        self.paper.begin()

    def _end_paper(self) -> None:
        if self.paper:
            self.body.removeWidget(self.paper)
            self.paper.hide()
            self.paper.deleteLater()
            self.paper = None
        self.sheet.show()
        self.session.told.emit("已换了应急密钥，旧的作废")


def _wrapped(text: str) -> QLabel:
    label = faint(text)
    label.setProperty("faint", False)
    label.setWordWrap(True)
    return label

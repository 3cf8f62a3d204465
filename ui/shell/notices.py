"""What holds until it is mended, above the page: what the disk does not take, and what the caretaker warns of."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from gridapp.errors import READ_ONLY
from ui.caretaker import About
from ui.session import TO_WRITE, Session
from ui.widgets.notice import Notice

NAMED = 3
"""So many unsaved changes are named."""


class Notices(QWidget):
    """A strip for each, seen while there is something to say."""

    def __init__(self, session: Session, back_up: Callable[[], object]) -> None:
        super().__init__()
        self.session = session
        self.unsaved = Notice()
        self.unsaved.offer("再试（F5）", session.retry)
        self.unsaved.say(f"只读打开：{READ_ONLY}。{TO_WRITE}。" if session.office.read_only else "", helped=False)
        ways = {
            About.LOG: ("从备份恢复…", session.restoring.emit),
            About.BACKUP: ("现在备份", back_up),
            About.SECOND: ("现在备份", back_up),
        }
        self._helped = ways.keys()
        self.care = {about: Notice() for about in About}
        for about, (text, work) in ways.items():
            self.care[about].offer(text, work)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for notice in (self.unsaved, *self.care.values()):
            layout.addWidget(notice)
        self._show_care()
        session.unsaved.connect(self._say_unsaved)
        session.caretaker.looked.connect(self._show_care)

    def _say_unsaved(self, names: Sequence[str]) -> None:
        """What the disk did not take, until it is saved or given up."""
        more = f" 等 {len(names)} 处" if len(names) > NAMED else ""
        what = "；".join(names[:NAMED]) + more
        told = f"还没有保存：{what}。录入的内容都留着，程序会自己再试；腾出空间后也可以按 F5 立即再试。"
        self.unsaved.say(told if names else "")

    def _show_care(self) -> None:
        for about, notice in self.care.items():
            notice.say(self.session.caretaker.warnings.get(about, ""), helped=about in self._helped)

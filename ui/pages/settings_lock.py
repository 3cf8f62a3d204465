"""锁定: after how long the window locks by itself."""

from gridapp import locking
from ui.pages.settings_office import OfficePart
from ui.session import Session

NOTE = (
    "没有人操作超过这么久，窗口就锁定，要输入密码才能继续；空着是 5 分钟，0 是不锁定。"
    "离开座位时可以按 Ctrl+L 立即锁定。只有建立了账号才有用。"
)


class LockPart(OfficePart):
    """One setting of the office."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, [locking.SETTING], NOTE)

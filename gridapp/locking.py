"""How long nobody may be at the program before it locks: a setting of the office."""

from collections.abc import Mapping

from gridapp.columns import COUNT, Column
from gridapp.errors import OfficeError

IDLE = "空闲几分钟后锁定"
DEFAULT = 5
"""Minutes, where nothing is set. 0 is never."""
SETTING = Column(IDLE, IDLE, COUNT, width=8)


def minutes(settings: Mapping[str, str]) -> int:
    """Of the office's settings; what can't be read is as if never set."""
    try:
        return int(COUNT.read(settings[IDLE])) if settings.get(IDLE) else DEFAULT
    except OfficeError:
        return DEFAULT

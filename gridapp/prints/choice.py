"""What a form is asked for: which quarter, whom, which meeting or day, and how."""

import re
from collections.abc import Container
from datetime import date
from enum import Enum

import msgspec

from gridapp.periods import Quarter

_UNFIT = re.compile(r'[\\/:*?"<>|\s]+')
"""What a file's name may not hold on Windows."""


class Ask(Enum):
    """What a form wants to be told beside its name; the 打印 page asks for just that."""

    QUARTER = "季度"
    VILLAGE = "村（社区）"
    PEOPLE = "人员"
    MEETING = "会议"
    DAY = "日期"
    YEAR = "年度"
    ACCOUNTS = "银行账号"
    NUMBERS = "身份证号和电话"


OF_PEOPLE = frozenset({Ask.QUARTER, Ask.VILLAGE, Ask.PEOPLE})


class Choice(msgspec.Struct, frozen=True):
    """What was chosen. A form looks at what it asks for and at nothing else; what is left empty means all.

    `people` are numbers. `meeting` is a meeting's number, "" for one that is not on record yet; of that only `kind`
    ("": open) and `day` are chosen. `day` is also that of a roster, `year` that of the year's forms. `whole_accounts`
    prints bank accounts unmasked, `whole_numbers` identity numbers and telephones.
    """

    quarter: Quarter | None = None
    village: str = ""
    people: frozenset[str] = frozenset()
    meeting: str = ""
    kind: str = ""
    day: date | None = None
    year: int | None = None
    whole_accounts: bool = False
    whole_numbers: bool = False

    def takes(self, village: str, worker: str = "") -> bool:
        """Whether somebody of this village (or the village itself) is among those chosen."""
        return self.village in ("", village) and (not self.people or worker in self.people)

    def is_whole(self, asks: Container[Ask]) -> bool:
        """Whether a form that asks this shows numbers unmasked."""
        return (self.whole_accounts and Ask.ACCOUNTS in asks) or (self.whole_numbers and Ask.NUMBERS in asks)

    def about(self, asks: Container[Ask]) -> str:
        """For a person: 2019年第三季度，东沟村."""
        return "，".join(filter(None, (self._period(asks, key=False), self.part(asks))))

    def key(self, asks: Container[Ask]) -> str:
        """For the name of a file: 2019Q3, 2019-08-例会, 2019-08-07, 2019."""
        return _UNFIT.sub("_", self._period(asks, key=True))

    def part(self, asks: Container[Ask]) -> str:
        """What of the people was chosen: a village, or so many people; "" for all."""
        village = self.village if Ask.VILLAGE in asks else ""
        people = f"{len(self.people)}人" if Ask.PEOPLE in asks and self.people else ""
        return village + people

    def _period(self, asks: Container[Ask], *, key: bool) -> str:
        if Ask.QUARTER in asks and self.quarter:
            return str(self.quarter) if key else self.quarter.title
        if Ask.MEETING in asks:
            return self.meeting
        if Ask.DAY in asks and self.day:
            return self.day.isoformat()
        if Ask.YEAR in asks and self.year:
            return str(self.year) if key else f"{self.year}年"
        return ""


ALL = Choice()
"""Nothing chosen: everything, and account numbers masked."""

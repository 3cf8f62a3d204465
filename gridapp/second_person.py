"""核对 and 定案 by somebody else than who typed the quarter: a setting of the office, off at first."""

from collections.abc import Collection, Mapping, Sequence

from gridapp import roles
from gridapp.desk import CHECKED, SETTLED, AnotherPerson
from gridapp.model import Account, OfficeSetting

SECOND_PERSON = "核对和定案由他人办理"
"""Its name among the office's settings."""
_ON = "是"
STEPS = {CHECKED: "核对", SETTLED: "定案"}
"""The states to which somebody else has to take a quarter, and what that is called."""


def setting(wanted: bool) -> OfficeSetting:
    """How it is on record."""
    return OfficeSetting(SECOND_PERSON, _ON if wanted else "")


def is_wanted(settings: Mapping[str, str]) -> bool:
    return settings.get(SECOND_PERSON) == _ON


def another_person(typed: Collection[str], accounts: Sequence[Account]) -> AnotherPerson:
    """Who typed a quarter, and who therefore may check and settle it: whoever may at all and has not typed."""
    able = [each.name for each in accounts if not each.stopped and roles.may(each.role, {"quarter"})]
    return AnotherPerson(tuple(sorted(typed)), tuple(name for name in able if name not in typed))


def in_words(step: str, people: AnotherPerson) -> str:
    """Why this step is not for who typed."""
    asked = f"请由{'、'.join(people.others)}办理" if people.others else "现在没有这样的人，请“管理”新增一个“审核”账号"
    return f"本季度由{'、'.join(people.typed)}录入，{step}须由没有录入过的人办理：{asked}"

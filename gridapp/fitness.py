"""Whether somebody is fit for the post (任用条件), as far as the record tells, and what on the record is doubtful.

The policy of 2019 asks: 原则上年龄在45周岁以下, 初中及以上学历; 村、社区党支部书记、村委会主任、镇干部不得兼任,
副书记、村妇女主任除外. Conduct, computer skill and where somebody lives are not on record: people judge them.
"""

import re
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from gridapp.model import Worker
from gridapp.names import age, sex

AGE_LIMIT = 45
"""Full years at which somebody is no longer 45周岁以下."""
BY_PEOPLE = "无违法犯罪记录、熟悉计算机操作、在本村（社区）长期居住，须由人核对"

_BELOW = re.compile("小学|文盲|不识字")
_ENOUGH = re.compile("初中|高中|中专|中师|中技|技校|职高|大专|专科|大学|本科|学士|研究生|硕士|博士")
_PARTS = re.compile("[、，,;；/兼 ]+")
_SECRETARY = re.compile("(?<!副)(?<!团)(?<!团委)(?<!团支部)(?<!团总支)(?<!纪委)(书记|支书)$")
_FORMER = re.compile("(原|前)(任|村|社区|党)|曾任")
_HEAD = re.compile("(村|村委|村委会|村民委员会)主任$")
_TOWN = re.compile("[镇乡](干部|长|机关|政府|党委|人大副?主席)")
_MOBILE = re.compile("1[3-9][0-9]{9}")
_LANDLINE = re.compile("(0[0-9]{2,3}-?)?[2-9][0-9]{6,7}")


class Concern(NamedTuple):
    """One line about somebody's fitness; `bars` where the policy leaves no room, else it is for people to weigh.

    `field` is the worker's field that it is about.
    """

    message: str
    bars: bool = False
    field: str = ""


def fitness(worker: Worker, on: date) -> list[Concern]:
    """What speaks against a post that begins on a day; empty when the record raises nothing."""
    return [*_age(worker, on), *_education(worker), *_offices(worker)]


def doubts(worker: Worker, others: Iterable[Worker] = ()) -> list[str]:
    """What on a record does not go together, in Chinese: for the clerk to look at, none of it is refused."""
    found = []
    if worker.identity and worker.sex and sex(worker.identity) != worker.sex:
        found.append(f"性别填的是{worker.sex}，身份证号上是{sex(worker.identity)}，请核对")
    phone = worker.phone.replace(" ", "")
    if phone and not (_MOBILE.fullmatch(phone) or _LANDLINE.fullmatch(phone)):
        found.append(f"联系电话“{worker.phone}”不像手机号（11 位）或座机号，请核对")
    same = [other for other in others if other.id != worker.id and other.identity == worker.identity != ""]
    found += [f"身份证号与{other.name}（编号 {other.id}）相同，请核对是否同一人" for other in same]
    return found


def _age(worker: Worker, on: date) -> list[Concern]:
    if not worker.identity:
        return [Concern("没有身份证号，不能核对年龄", field="identity")]
    years = age(worker.identity, on)
    told = f"{on} 时 {years} 周岁，原则上应在 {AGE_LIMIT} 周岁以下"
    return [Concern(told, field="identity")] if years >= AGE_LIMIT else []


def _education(worker: Worker) -> list[Concern]:
    if not worker.education:
        return [Concern("没有填学历，不能核对是否初中及以上", field="education")]
    if _BELOW.search(worker.education):
        return [Concern(f"学历“{worker.education}”，须初中及以上", True, "education")]
    if "肄业" in worker.education or not _ENOUGH.search(worker.education):
        return [Concern(f"学历“{worker.education}”，请核对是否初中及以上", field="education")]
    return []


def _offices(worker: Worker) -> list[Concern]:
    return [
        Concern(f"兼任“{office}”：{kind}不得兼任网格员", True, "offices")
        for office in _PARTS.split(worker.offices)
        if (kind := _barred(office))
    ]


def _barred(office: str) -> str:
    """The policy's word for an office that may not be held beside the post, "" for any other."""
    if _FORMER.match(office):
        return ""
    if _TOWN.search(office):  # before the others: 镇党委副书记 is one of them
        return "镇干部"
    if _SECRETARY.search(office):
        return "村、社区党支部书记"
    return "村委会主任" if _HEAD.search(office) else ""

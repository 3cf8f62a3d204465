"""The policy file: what is wrong in it is said in Chinese at its place, and what is added to it works without code."""

import re
from datetime import date
from itertools import product
from pathlib import Path

import pytest

from gridapp.errors import OfficeError
from gridapp.model import VILLAGE_KINDS, Detail, PolicyText
from gridapp.periods import Quarter
from gridapp.scoring.policy import seats
from gridapp.scoring.policy_file import PolicyError, parse_policy
from tests import random_townships
from tests.answers import import_book, score
from tests.policies import POLICY, TEXT
from tests.town import Town, create_office


def edited(*edits: tuple[str, str]) -> str:
    """The 2019 policy with each first text replaced by the second, once."""
    text = TEXT
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


# --- what is wrong ---


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        # no TOML at all
        (("marks = 15", "marks = = 15"), "2019.toml 第 76 行第 9 列不合 TOML 格式"),
        (('version = "2019"', 'version = "2019'), "2019.toml 第 4 行第 16 列不合 TOML 格式"),
        (("dropped_at = 3", "dropped_at = [3"), "不合 TOML 格式"),
        # keys
        (('version = "2019"\n', ""), "缺少键 version"),
        (("marks = 15\n", ""), "键 items[0] 缺少键 marks"),
        (('period = "week"\n', ""), "键 duties[0] 缺少键 period"),
        (("tenure", "tenur"), "键 readings 有不认识的键 tenur"),
        (("points = 1\n", "points = 1\npoint = 1\n"), "键 items[0].clauses[0] 有不认识的键 point"),
        # values
        (("start = 2019-01-01", 'start = "去年"'), "键 start "),
        (("start = 2019-01-01", "start = 2019"), "键 start 应为日期，现为整数"),
        (("marks = 15", 'marks = "15"'), "键 items[0].marks “15”应为数字"),
        (("marks = 15", "marks = true"), "键 items[0].marks “True”应为数字"),
        (("points = 0.5", "points = 0.125"), "“0.125”最多两位小数"),
        (("points = 0.5", "points = -0.5"), "“-0.5”应在 0 到 10000 之间"),
        (("points = 0.5", "points = nan"), "“NaN”应为数字"),
        (("share = 0.2", "share = 1.2"), "键 quota.share “1.2”应在 0 到 1 之间"),
        (("share = 0.2", "share = 0.12345"), "键 quota.share “0.12345”最多四位小数"),
        (('period = "week"', 'period = "day"'), "键 duties[0].period 不能取值 'day'"),
        (('kind = "count"', 'kind = "counted"'), "键 items[0].clauses[0].kind 不能取值 'counted'"),
        (('rounding = "向下取整"', 'rounding = "舍去"'), "键 quota.rounding 不能取值 '舍去'"),
        (('missed = "按人按周"', 'missed = "按月"'), "键 readings.missed 不能取值 '按月'"),
        (('"村" = 2, "社区" = 5', '"村" = 2, "镇" = 5'), "键 duties[0].quota"),
        # what contradicts itself
        (('"村" = 2, "社区" = 5', '"村" = 2'), "登记项 平台录入 的 quota 应同时写明 村、社区"),
        (('"村" = 2, "社区" = 5', '"村" = -2, "社区" = 5'), "登记项 平台录入 的 quota 应同时写明 村、社区，且不小于 0"),
        (('name = "排查"', 'name = "平台录入"'), "键 duties.name 重复：平台录入"),
        (('number = "2"', 'number = "1"'), "键 items.number 重复：1"),
        (('code = "1b"', 'code = "1a"'), "键 clauses.code 重复：1a"),
        (("points = 1\n", "points = 0\n"), "条款 1a 的 points 应大于 0"),
        (('duty = "排查"', 'duty = "巡河"'), "条款 3a 的 duty“巡河”不是有 quota 的登记项"),
        (('duty = "排查"', 'duty = "实访特殊人员"'), "条款 3a 的 duty“实访特殊人员”不是有 quota 的登记项"),
        (('visited = "实访特殊人员"', 'visited = "实访"'), "条款 5a 的 listed、visited 应是同一周期的两个登记项"),
        (('visited = "实访特殊人员"', 'visited = "走访一般居民户数"'), "条款 5a 的 listed、visited 应是同一周期"),
        (('costs = { "缺席" = 1 }', 'costs = { "旷工" = 1 }'), "条款 7b 的 costs 中 旷工，应为 attendance 中的记号"),
        (('costs = { "缺席" = 1 }', "costs = { }"), "条款 7b 的 costs 中 没有记号"),
        (('costs = { "缺席" = 1 }', 'costs = { "缺席" = -1 }'), "条款 7b 的 costs"),
        (('kind = "once"', 'kind = "level"'), "条款 2c 缺少 levels"),
        (("marks = 20", "marks = 25"), "各项分值（items.marks）合计应为 100，现为 105"),
        (("base = 0.8", "base = 0.7"), "键 total 的 base 与 satisfaction 之和应为 1"),
        (("value = 100", "value = 120"), "键 ballots.answers 的 value 应在 0 到 100 之间"),
        (("from = 70", "from = 95"), "键 grades 应从高到低排列"),
        (("from = 70", "from = 90"), "键 grades 应从高到低排列"),
        (("from = 0\n", "from = 10\n"), "键 grades 应从高到低排列、至少两个等次，最后一个的 from 为 0"),
        (("from = 90\npay = 1", "from = 90\npay = 0.9"), "键 grades：只有最后一个等次可以扣发补贴"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_fault_is_named_by_file_and_place(edit: tuple[str, str], said: str) -> None:
    with pytest.raises(PolicyError) as fault:
        parse_policy(edited(edit), "2019.toml")

    assert said in str(fault.value)
    assert str(fault.value).startswith("考核办法文件 2019.toml")


WRONG_VALUES = ("", '"错"', "-1", "[]", "true", "1.23456", "1e30", "nan", "2019-01-01", "{ }", '""', "= 3")


def test_whatever_is_put_for_a_value_the_answer_is_chinese() -> None:
    """Every line of the file in turn loses its value or gets a wrong one: a policy, or a Chinese sentence."""
    lines = TEXT.splitlines()
    places = [(place, line.split(" = ")[0]) for place, line in enumerate(lines) if re.match(r"\w+ = ", line)]
    for (place, key), wrong in product(places, WRONG_VALUES):
        changed = f"{key} = {wrong}" if wrong else ""
        try:
            parse_policy("\n".join([*lines[:place], changed, *lines[place + 1 :]]), "2019.toml")
        except PolicyError as fault:
            said = str(fault)
            assert said.startswith("考核办法文件 2019.toml"), (changed, said)
            assert not re.search(r"Expected|Object|Invalid|encoded|missing|unknown", said), (changed, said)


# --- what the 2019 policy says ---


def test_the_policy_of_2019_is_read_whole() -> None:
    policy = POLICY
    assert [(item.number, item.marks) for item in policy.items] == [
        (str(number), marks * 100) for number, marks in enumerate((15, 15, 15, 15, 20, 10, 10), 1)
    ]
    assert " ".join(policy.clauses) == "1a 1b 1c 2a 2b 2c 2d 3a 3b 4a 4b 4c 5a 5b 5c 6a 7a 7b 7c"
    assert [grade.name for grade in policy.grades] == ["优秀", "合格", "不合格"]
    assert policy.clauses["1b"].checklist == tuple("常住人口 流动人口 党员 育龄妇女 青少年 残疾人 特色人才".split())
    assert all(set(duty.quota) in (set(), set(VILLAGE_KINDS)) for duty in policy.duties)
    assert [level.name for level in policy.clauses["3b"].levels if level.flagged] == ["进京"]


@pytest.mark.parametrize(
    ("people", "down", "half_up", "up"),
    [(0, 0, 0, 0), (1, 0, 0, 1), (2, 0, 0, 1), (3, 0, 1, 1), (4, 0, 1, 1), (5, 1, 1, 1), (12, 2, 2, 3), (13, 2, 3, 3)],
)
def test_twenty_percent_are_rounded_as_the_reading_says(people: int, down: int, half_up: int, up: int) -> None:
    rounded = [seats(people, 2_000, rounding) for rounding in ("向下取整", "四舍五入", "向上取整")]

    assert rounded == [down, half_up, up]


# --- what is added works by itself ---

EIGHTH_ITEM = """
[[duties]]
name = "巡河"
period = "week"
unit = "趟"
quota = { "村" = 1, "社区" = 0 }

[[items]]
number = "8"
name = "河道保洁"
marks = 5

[[items.clauses]]
code = "8a"
kind = "shortfall"
duty = "巡河"
points = 0.2
text = "每周巡河少于1趟，每少一趟扣0.2分"

[[items.clauses]]
code = "8b"
kind = "count"
points = 1.5
text = "河道有垃圾，每处扣1.5分"

[attendance]"""
NEW_VERSION = (('version = "2019"', 'version = "改"'), ("start = 2019-01-01", "start = 2019-04-01"))


def test_another_item_duty_and_answer_work_from_the_file_alone(tmp_path: Path) -> None:
    policy = edited(
        *NEW_VERSION,
        ('name = "民情日志填写"\nmarks = 10', 'name = "民情日志填写"\nmarks = 5'),
        ("\n[attendance]", EIGHTH_ITEM),
        ('{ name = "一般", value = 60 }', '{ name = "一般", value = 60 }, { name = "不了解", value = 50 }'),
    )
    weeks = [week.monday for week in Quarter(2019, 2).weeks]
    done = {"平台录入": 2, "排查": 1, "居民走访": 2, "民情日志": 2, "应访特殊人员": 0, "实访特殊人员": 0}
    book = {
        "网格": [{"村（社区）": "东村", "类型": "村", "网格编号": "G1", "网格名称": "一格"}],
        "网格员": [{"编号": "A", "姓名": "张三", "网格编号": "G1", "任用日期": date(2019, 1, 1)}],
        "每周登记": [{"编号": "A", "周一日期": monday, **done, "巡河": 0} for monday in weeks],
        "明细": [{"编号": "A", "日期": weeks[0], "事项": "巡河"}],
        "扣分事项": [{"编号": "A", "日期": weeks[0], "条款": "8b", "次数": 2}],
        "满意度": [
            {"编号": "A", "季度": "2019Q2", "满意": 1, "较满意": 0, "一般": 0, "不满意": 0, "不了解": 1},
        ],
    }
    with create_office(tmp_path, policy) as office:
        plan = import_book(office, random_townships.write(book, tmp_path / "台账.xlsx"))
        answer = score(office, "2019Q2")

    assert plan.problems == []
    [person] = answer["people"]
    assert answer["policy"] == "改"
    assert person["lines"] == [
        {"clause": "8a", "count": "12", "deduct": "2.4"},  # twelve weeks without, one with a detail
        {"clause": "8b", "count": "2", "deduct": "3"},
    ]
    assert person["items"][-1] == {"item": "8", "cap": "5", "raw_deduction": "5.4", "deduction": "5", "score": "0"}
    assert (person["base"], person["satisfaction"], person["total"]) == ("95", "75.00", "91.00")


@pytest.mark.parametrize(
    ("edit", "total"),
    [
        ((), "97.60"),  # three findings under 1a, 10 ballots 满意
        (("points = 1\n", "points = 2\n"), "95.20"),
        (("base = 0.8                              #", "base = 0.5 #"), None),
        (("value = 100", "value = 90"), "95.60"),
    ],
)
def test_a_number_changed_in_the_file_changes_the_total(edit: tuple[str, str], total: str | None) -> None:
    edits = [edit, ("satisfaction = 0.2", "satisfaction = 0.5")] if total is None else [edit] if edit else []
    town = Town(policy=edited(*NEW_VERSION, *edits))
    town.appoint("A")
    town.finding("A", "1a", times=3)

    assert town.score().people["A"]["total"] == (total or "98.50")


def test_the_bands_the_pay_and_the_quota_are_the_files() -> None:
    policy = edited(
        *NEW_VERSION, ("from = 90", "from = 95"), ("pay = 0.7", "pay = 0.5"), ("share = 0.2", "share = 0.5")
    )
    town = Town(policy=policy)
    for number, times in (("A", 1), ("B", 8), ("C", 60), ("D", 2)):
        town.appoint(number)
        for clause in ("1a", "2a", "4a", "2b"):
            town.finding(number, clause, times) if clause == "1a" or times == 60 else None
    scored = town.score()

    assert scored.each("grade") == {"A": "优秀", "B": "合格", "C": "不合格", "D": "优秀"}
    assert scored.people["C"]["subsidy_paid_cents"] == 75_000
    assert scored.township["quota"] == 2


def test_a_quarter_before_a_new_version_keeps_the_old_one() -> None:
    later = edited(
        ('version = "2019"', 'version = "改"'), ("start = 2019-01-01", "start = 2020-01-01"), ("= 15", "= 16")
    )
    later = later.replace("marks = 20", "marks = 19").replace("points = 1\n", "points = 3\n")
    totals = {}
    for quarter in ("2019Q4", "2020Q1"):
        town = Town(quarter, policy=later)
        town.appoint("A")
        town.finding("A", "1a")
        totals[quarter] = town.score().people["A"]["total"]

    assert totals == {"2019Q4": "99.20", "2020Q1": "97.60"}


def test_details_of_a_duty_that_only_the_new_version_has_stay_out_of_the_old_quarter() -> None:
    text = edited(('version = "2019"', 'version = "改"'), ("start = 2019-01-01", "start = 2020-01-01"))
    duty = '[[duties]]\nname = "巡河"\nperiod = "week"\nunit = "趟"\n\n[[duties]]'
    town = Town("2019Q4", policy=text.replace("[[duties]]", duty, 1))
    town.appoint("A")
    town.add(Detail("A", date(2019, 11, 5), "巡河"))

    with pytest.raises(OfficeError, match="没有登记项“巡河”"):
        town.score()


def test_a_policy_that_will_not_do_is_refused_when_it_is_saved(tmp_path: Path) -> None:
    with create_office(tmp_path) as office:
        with pytest.raises(PolicyError, match="合计应为 100"):
            office.change("新的考核办法", save=[PolicyText("改", edited(("marks = 20", "marks = 25")))])
        assert [text.version for text in office.all(PolicyText)] == ["2019"]

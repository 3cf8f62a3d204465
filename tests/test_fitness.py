"""Fitness for the post, rule by rule as the policy of 2019 writes them. All people are invented."""

from datetime import date

import msgspec
import pytest

from gridapp.fitness import Concern, doubts, fitness
from gridapp.model import Worker

FIT = Worker("1001", "张三", "男", "640121198002070014", education="初中")
"""Born on 1980-02-07."""
DAY = date(2019, 4, 1)


def concerns(day: date = DAY, **changed: str) -> list[Concern]:
    return fitness(msgspec.structs.replace(FIT, **changed), day)


def test_who_meets_all_that_the_record_knows_raises_nothing() -> None:
    assert concerns() == []


def test_age_is_counted_on_the_day_the_post_begins_and_only_warns() -> None:
    assert concerns(date(2025, 2, 6)) == []
    (concern,) = concerns(date(2025, 2, 7))
    assert concern == Concern("2025-02-07 时 45 周岁，原则上应在 45 周岁以下", field="identity")


def test_without_identity_number_or_education_the_lines_say_what_cannot_be_checked() -> None:
    lines = concerns(identity="", education="")
    assert [line.message for line in lines] == ["没有身份证号，不能核对年龄", "没有填学历，不能核对是否初中及以上"]
    assert not any(line.bars for line in lines)


@pytest.mark.parametrize("education", ["初中", "高中", "中专", "职高", "大专", "大学本科", "硕士研究生"])
def test_junior_middle_school_or_above_is_enough(education: str) -> None:
    assert concerns(education=education) == []


@pytest.mark.parametrize("education", ["小学", "小学毕业", "文盲"])
def test_less_schooling_bars(education: str) -> None:
    assert [concern.bars for concern in concerns(education=education)] == [True]


@pytest.mark.parametrize("education", ["初中肄业", "函授"])
def test_schooling_that_may_be_less_is_left_to_people(education: str) -> None:
    assert [concern.bars for concern in concerns(education=education)] == [False]


@pytest.mark.parametrize(
    ("offices", "kind"),
    [
        ("村党支部书记", "村、社区党支部书记"),
        ("社区党支部书记", "村、社区党支部书记"),
        ("东沟村支书", "村、社区党支部书记"),
        ("团结村支书", "村、社区党支部书记"),
        ("村委会主任", "村委会主任"),
        ("东沟村主任", "村委会主任"),
        ("妇女主任、村委会主任", "村委会主任"),
        ("镇干部", "镇干部"),
        ("青川镇副镇长", "镇干部"),
        ("镇党委副书记", "镇干部"),
    ],
)
def test_offices_that_may_not_be_held_beside_the_post(offices: str, kind: str) -> None:
    (concern,) = concerns(offices=offices)
    assert concern.bars
    assert concern.message.endswith(f"{kind}不得兼任网格员")


@pytest.mark.parametrize(
    "offices",
    [
        "",
        "村党支部副书记",
        "青川镇东沟村党支部副书记",
        "妇女主任",
        "村妇女主任",
        "村委会副主任",
        "村委会委员",
        "团支部书记",
        "原村党支部书记",
        "曾任镇干部",
        "镇人大代表",
    ],
)
def test_other_offices_may(offices: str) -> None:
    assert concerns(offices=offices) == []


def test_both_offices_of_one_person_are_named() -> None:
    assert len(concerns(offices="村党支部书记兼村主任")) == 2


def test_sex_that_disagrees_with_the_identity_number_is_a_doubt() -> None:
    assert doubts(FIT) == []
    assert doubts(msgspec.structs.replace(FIT, sex="女")) == ["性别填的是女，身份证号上是男，请核对"]
    assert doubts(msgspec.structs.replace(FIT, sex="")) == []


@pytest.mark.parametrize("phone", ["", "13900000001", "139 0000 0001", "0951-6012345", "6012345"])
def test_phones_that_look_like_one(phone: str) -> None:
    assert doubts(msgspec.structs.replace(FIT, phone=phone)) == []


@pytest.mark.parametrize("phone", ["1390000001", "139000000011", "12900000001", "张三家"])
def test_phones_that_do_not(phone: str) -> None:
    (doubt,) = doubts(msgspec.structs.replace(FIT, phone=phone))
    assert phone in doubt


def test_one_identity_number_for_two_people_is_a_doubt() -> None:
    twin = msgspec.structs.replace(FIT, id="1002", name="张山")
    assert doubts(FIT, [FIT, twin]) == ["身份证号与张山（编号 1002）相同，请核对是否同一人"]
    assert doubts(msgspec.structs.replace(FIT, identity=""), [Worker("1003", "王五")]) == []

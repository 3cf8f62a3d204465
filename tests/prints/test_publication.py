"""考核结果公示: what everybody may read on the wall."""

import re
from collections.abc import Callable
from datetime import date

import msgspec

from gridapp.model import Worker
from gridapp.office import QuarterView
from gridapp.prints.blocks import Table
from gridapp.prints.publication import publications
from tests.prints.quarters import OFFICE, mixed, people, person, view, with_another_item

Read = Callable[..., list[str]]


def text(read: Read, quarter: QuarterView) -> str:
    return "".join(read(publications(quarter)))


def rows(quarter: QuarterView) -> list[tuple[str, ...]]:
    (table,) = [block for block in publications(quarter)[0].blocks if isinstance(block, Table)]
    return [tuple(str(cell) for cell in row[2:]) for row in table.rows]


def test_the_notice_opens_and_closes_as_official_letters_do(read: Read) -> None:
    found = text(read, mixed())

    assert found.startswith(
        "青川镇2019年第三季度网格员考核结果公示根据《乡镇2019年网格员考核管理办法》，"
        "青川镇网格化管理工作领导小组对2019年第三季度在岗网格员进行了考核，现将考核结果公示如下：序号村（社区）网格姓名总分等次"
    )
    assert (
        "公示期自2019年10月9日至2019年10月15日。对考核结果有异议的，请在公示期内向青川镇网格化管理工作领导小组办公室"
        "书面或者电话反映，反映情况应当真实具体，并署真实姓名和联系方式。监督电话：0951-0000000"
        "青川镇网格化管理工作领导小组办公室2019年10月9日编号：GS-2019Q3"
    ) in found


def test_what_the_office_has_not_set_is_left_to_write_in(read: Read) -> None:
    found = text(read, view(person(1), office={}, published=None))

    assert found.startswith("2019年第三季度网格员考核结果公示根据《乡镇2019年网格员考核管理办法》，镇网格化")
    assert "公示期自＿＿＿＿年＿＿月＿＿日至＿＿＿＿年＿＿月＿＿日。" in found
    assert "监督电话：＿＿＿＿＿＿＿＿＿＿网格化管理工作领导小组办公室2019年10月8日" in found


def test_the_office_signs_with_the_name_it_has_set(read: Read) -> None:
    named = OFFICE | {"单位名称": "青川镇综治中心"}

    assert "青川镇综治中心2019年10月9日编号" in text(read, view(person(1), office=named))


def test_names_totals_and_grades_are_listed() -> None:
    assert rows(mixed())[:5] == [
        ("第一网格", "马建国", "100.00", "优秀"),
        ("第二网格", "网格员2", "99.60", "合格"),
        ("第三网格", "网格员3", "99.60", "优秀"),
        ("第一网格", "阿依古丽·买买提", "92.80", "合格"),
        ("第二网格", "李𠮷", "54.40", "不合格"),
    ]


def test_nothing_personal_is_published(read: Read) -> None:
    private = Worker(
        "W001",
        "马建国",
        sex="男",
        identity="640121198002070014",
        phone="13900000001",
        address="东沟村一组7号",
        account="6228480000000000001",
    )
    found = text(read, view(msgspec.structs.replace(person(1), worker=private)))

    assert "马建国" in found
    assert not [value for value in ("640121", "0014", "1390000", "一组", "622848", "W001") if value in found]


def test_namesakes_in_a_village_are_told_apart_by_number() -> None:
    same = [person(number, "马小军") for number in (1, 2, 4)]

    assert [row[1] for row in rows(view(*same))] == ["马小军（W001）", "马小军（W002）", "马小军"]


def test_the_note_explains_the_grades(read: Read) -> None:
    found = text(read, mixed())

    assert "注：优秀名额：参评11人×20%=2.2，向下取整为2人；总分达到90分的9人，评定优秀2人。" in found
    assert "在岗时间不足季度天数50%或季末不在岗的，本季度不参评，列为未定等次。" in found
    assert "未定等次" not in text(read, view(*people(3)))


def test_what_is_open_is_shown_as_open() -> None:
    tied = view(person(1), person(2), *(person(number, satisfied=0) for number in range(3, 6)), state="录入中")
    unknown = view(person(1, satisfied=None), person(2, start=date(2019, 9, 1)), state="录入中")

    assert [row[-1] for row in rows(tied)] == ["待定", "待定", "合格", "合格", "合格"]
    assert [row[-2:] for row in rows(unknown)] == [("未定", "未定"), ("100.00", "未定等次")]


def test_a_hundred_and_twenty_people_over_pages(read: Read) -> None:
    pages = read(publications(view(*people(120))))

    assert len(pages) == 5
    assert all("序号村（社区）网格姓名总分等次" in page for page in pages)
    assert all(page.startswith("青川镇2019年第三季度网格员考核结果公示（续）") for page in pages[1:])
    listed = [re.findall(r"第.网格网格员(\d+)\d\d\.\d\d", page.replace("100.00", "99.99")) for page in pages]
    assert [int(number) for page in listed for number in page] == list(range(1, 121))
    assert listed[-1]
    assert "监督电话" in pages[-1]


def test_an_empty_quarter_says_so(read: Read) -> None:
    assert "总分等次本季度没有在岗的网格员。公示期自" in text(read, view())


def test_an_item_added_to_the_policy_changes_only_the_totals() -> None:
    assert rows(view(person(1), policy=with_another_item())) == rows(view(person(1)))

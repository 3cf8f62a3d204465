"""考核汇总表: what the leaders read before they sign."""

from collections.abc import Callable
from datetime import date

import pytest

from gridapp.office import QuarterView
from gridapp.prints.blocks import Merge, Row, Table
from gridapp.prints.layout import lay_out
from gridapp.prints.summary import summaries
from tests.prints.quarters import mixed, people, person, view, with_another_item

Read = Callable[..., list[str]]
TIED = (person(1), person(2), *(person(number, satisfied=number - 3) for number in range(3, 7)))
"""Two equals for the one place of 优秀 among six."""


def table(quarter: QuarterView) -> Table:
    (found,) = [block for block in summaries(quarter)[0].blocks if isinstance(block, Table)]
    return found


def text(read: Read, quarter: QuarterView) -> str:
    return "".join(read(summaries(quarter)))


def test_a_row_holds_a_worker_s_whole_quarter() -> None:
    heads = [column.head.replace("\n", "") for column in table(view(*people(6))).columns]
    first, *_ = table(view(person(1, "马建国", satisfied=6, weeks={28: {"排查": 0}, 29: {"民情日志": 0}}))).rows

    assert heads == [
        *("序号", "村（社区）", "网格", "姓名"),
        "基础信息采集及录入、更新（15）",
        *("联络社情民意（15）", "不稳定因素排查化解（15）", "代办服务（15）"),
        *("入户走访（20）", "民情日志填写（10）", "参加培训、例会（10）"),
        *("基础分", "满意度", "总分", "名次", "等次", "备注"),
    ]
    assert tuple(map(str, first)) == (
        *("1", "东沟村", "第一网格", "马建国"),
        *("15", "15", "14.5", "15", "20", "8", "10"),
        *("97.5", "92.00", "96.40", "1", "合格", "名额所限"),
    )


def test_a_village_is_named_once() -> None:
    assert [row[1] for row in table(view(*people(4))).rows] == ["东沟村", Merge.ABOVE, Merge.ABOVE, "西湾村"]


def test_remarks_say_what_is_out_of_the_ordinary() -> None:
    quarter = view(
        *people(2),
        person(3, start=date(2019, 8, 1)),
        person(4, satisfied=None, weeks={28: {"排查": None}}),
        person(5, start=date(2019, 9, 1)),
    )

    assert [tuple(map(str, row[-4:])) for row in table(quarter).rows][2:] == [
        ("100.00", "1", "合格", "名额所限；在岗61/92天"),
        ("未定", "—", "未定", "未录2处"),
        ("100.00", "—", "未定等次", "在岗30/92天"),
    ]


def test_counts_per_grade_and_the_quota_are_said(read: Read) -> None:
    assert (
        "等次：优秀2人、合格8人、不合格1人、未定等次1人。"
        "优秀名额：参评11人×20%=2.2，向下取整为2人；总分达到90分的9人，评定优秀2人。"
    ) in text(read, mixed())
    assert "参评10人×20%=2人（向下取整）；" in text(read, view(*people(10)))
    assert "参评11人×20%=2.2，向上取整为3人；" in text(read, view(*people(11), settings={"名额取整": "向上取整"}))


def test_a_pending_tie_is_left_to_the_leading_group(read: Read) -> None:
    found = text(read, view(*TIED, state="录入中"))

    assert "待定2人。" in found
    assert "评定优秀0人，余1个名额并列待定。" in found
    assert (
        "并列待定：网格员1（W001）、网格员2（W002）的总分100.00、基础分100、满意度100.00均相同，"
        "余1个优秀名额，须由领导小组研究决定。"
    ) in found


def test_a_decision_stands_there_with_its_reason(read: Read) -> None:
    decided = {"领导小组决定": "W002", "决定理由": "平时表现更好。出席：周建民、杨海清"}

    assert (
        "并列决定：网格员1（W001）、网格员2（W002）的总分100.00、基础分100、满意度100.00均相同，余1个优秀名额；"
        "经领导小组研究决定，网格员2（W002）评定为优秀。理由：平时表现更好。出席：周建民、杨海清。"
    ) in text(read, view(*TIED, settings=decided))


def test_a_decision_that_fits_no_more_is_named(read: Read) -> None:
    stale = text(read, view(*TIED, settings={"领导小组决定": "W005"}, state="录入中"))

    assert "领导小组的决定与现在的并列情况不符，未采用。" in stale


def test_readings_chain_and_signatures_close_it(read: Read) -> None:
    found = text(read, mixed()).replace("\u3000", "")

    assert "注：依据《乡镇2019年网格员考核管理办法》（2019版）；" in found
    assert "记录链校验值：3cd6e0ab3a970256。" in found
    assert "制表人：何晓静年月日审核人：徐文斌年月日分管领导：杨海清年月日单位（盖章）：年月日" in found


def test_what_is_missing_makes_it_a_preview(read: Read) -> None:
    open_quarter = view(person(1, weeks={28: {"排查": None}}), person(2, satisfied=None), state="录入中")

    assert "未录2处，本表为预览。" in text(read, open_quarter)


def test_a_hundred_and_twenty_people_over_pages() -> None:
    (document,) = summaries(view(*people(120)))
    found: list[str] = []

    for page in lay_out(document):
        texts = [("".join(run.text for run in runs), y) for _, y, _, runs, _ in page.lines]
        assert {"序号", "村（社区）", "考核项目得分（满分）", "备注"} <= dict(texts).keys()
        heights = [y for text, y in texts if text.startswith("网格员") and text[3:].isdigit()]
        for height in heights:  # 序号 and 姓名 of one row on one line
            number, name = [text for text, y in texts if y == height and text.lstrip("网格员").isdigit()][:2]
            assert name == f"网格员{number}"
            found.append(number)
    assert found == [str(number) for number in range(1, 121)]


def test_an_empty_quarter_says_so(read: Read) -> None:
    assert "本季度没有在岗的网格员。注：" in text(read, view())


@pytest.mark.parametrize("count", [7, 8])
def test_an_item_added_to_the_policy_appears(count: int) -> None:
    policy = with_another_item() if count == 8 else view().policy
    found = table(view(person(1), policy=policy))
    scores: Row = found.rows[0][4:-6]

    assert len(scores) == count
    assert [column.head for column in found.columns if column.group][7:] == ["扫黑除恶宣传\n（5）"][: count - 7]
    assert sum(int(str(score)) for score in scores) == 100
    assert sum(column.width or 0 for column in found.columns) == pytest.approx(236)  # the remarks keep their room

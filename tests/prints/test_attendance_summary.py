"""考勤汇总表: marks of the quarter, counted."""

from collections.abc import Callable
from datetime import date

from gridapp.prints.attendance_summary import attendance_summaries
from gridapp.prints.blocks import Figure, Table
from gridapp.prints.layout import lay_out
from gridapp.prints.subjects import QuarterPapers
from tests.prints.papers import papers
from tests.prints.quarters import meeting, people, person

Read = Callable[..., list[str]]
JULY, AUGUST, TRAINING = date(2019, 7, 10), date(2019, 8, 14), date(2019, 9, 11)


def tables(quarter: QuarterPapers) -> list[Table]:
    return [block for block in attendance_summaries(quarter)[0].blocks if isinstance(block, Table)]


def rows(table: Table) -> list[list[str]]:
    return [[entry.text if isinstance(entry, Figure) else str(entry) for entry in row] for row in table.rows]


def heads(table: Table) -> list[str]:
    return [column.head.replace("\n", " ") for column in table.columns]


def test_marks_reports_counts_and_points() -> None:
    quarter = papers(
        person(
            1,
            "马建国",
            meetings=[
                meeting(JULY, "迟到早退", "未交"),
                meeting(AUGUST, "缺席", "按时"),
                meeting(TRAINING, "正常", "不要求", "培训"),
            ],
        )
    )
    (table,) = tables(quarter)

    assert heads(table) == [
        *("序号", "村（社区）、网格", "姓名", "7.10 例会", "8.14 例会", "9.11 培训"),
        *("正常", "迟到", "早退", "迟到早退", "请假", "公差", "缺席"),
        *("按时", "迟交", "未交", "不要求", "扣分", "备注"),
    ]
    assert rows(table) == [
        [
            *("1", "东沟村第一网格", "马建国", "迟到早退\n未交", "缺席\n按时", "正常"),
            *("1", "0", "0", "1", "0", "0", "1"),
            *("1", "0", "1", "1", "2.5", ""),  # 2 × 0.5 迟到早退, 1 缺席, 0.5 未交
        ]
    ]


def test_gaps_and_who_was_not_expected_look_different(read: Read) -> None:
    held, without_report = meeting(JULY, "正常"), meeting(AUGUST, "正常", "")
    untyped = (held[0], None)
    quarter = papers(
        person(1, meetings=[held, without_report]),
        person(2, meetings=[untyped]),
        person(3, start=TRAINING),
        state="录入中",
    )
    (table,) = tables(quarter)

    assert [row[3:5] for row in rows(table)] == [["正常\n按时", "正常\n未录"], ["未录", "—"], ["—", "—"]]
    assert rows(table)[2][-1] == "在岗20/92天"
    assert "未录：书面汇报1处、考勤1处。本表为预览。" in "".join(read(attendance_summaries(quarter)))


def test_the_meetings_are_told_with_what_each_mark_costs(read: Read) -> None:
    text = "".join(read(attendance_summaries(papers(person(1, meetings=[meeting(JULY, "正常")])))))

    assert "会议：7月10日例会。" in text
    assert "培训、例会迟到或早退，每次扣0.5分；无故不参加且未请假，每次扣1分" in text


def test_many_meetings_go_on_in_a_further_table() -> None:
    days = [date(2019, 7, day) for day in range(1, 22)]
    parts = tables(papers(*people(2, meetings=[meeting(day, "正常") for day in days])))

    assert [[head for head in heads(part) if head.endswith("例会")] for part in parts] == [
        [f"7.{day} 例会" for day in range(1, 9)],
        [f"7.{day} 例会" for day in range(9, 17)],
        [f"7.{day} 例会" for day in range(17, 22)],
    ]
    assert ["扣分" in heads(part) for part in parts] == [False, False, True]
    assert [row[8] for row in rows(parts[2])] == ["21", "21"]  # 正常, over all tables


def test_a_quarter_without_meetings_says_so(read: Read) -> None:
    assert "本季度没有会议的记录。" in "".join(read(attendance_summaries(papers(person(1)))))


def test_a_hundred_people_over_pages() -> None:
    (document,) = attendance_summaries(papers(*people(100, meetings=[meeting(JULY, "正常")])))
    pages = lay_out(document)

    assert len(pages) > 4
    assert all(any("7.10" in run.text for *_, runs, _ in page.lines for run in runs) for page in pages)

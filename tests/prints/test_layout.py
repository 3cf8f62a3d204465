"""Tables from page to page, and what stands around them."""

from datetime import date

import pytest

from gridapp.prints.blocks import (
    CLOSING,
    NOTE,
    Align,
    Block,
    Column,
    Cut,
    Document,
    Merge,
    Pairs,
    Paragraph,
    Row,
    Signatures,
    Table,
)
from gridapp.prints.layout import lay_out
from gridapp.prints.page import MM, THIN, Page

COLUMNS = (Column("序号", 12), Column("情况", None, Align.LEFT), Column("金额", 30, Align.RIGHT))


def pages(*blocks: Block) -> list[Page]:
    return lay_out(Document(title="发放表", blocks=blocks, number="FF-1", drawn_up=date(2019, 10, 8)))


def texts(page: Page) -> list[str]:
    """What stands between the running head and the foot."""
    return ["".join(run.text for run in runs) for _, _, _, runs, _ in page.lines][1:-3]


def rows(count: int) -> tuple[Row, ...]:
    return tuple((f"{number}", f"第{number}行", f"{number}.00") for number in range(count))


def test_the_header_is_repeated_on_every_page() -> None:
    found = pages(Table(COLUMNS, rows(100)))

    assert len(found) == 3
    assert all(texts(page)[:3] == ["序号", "情况", "金额"] for page in found)
    assert [text for page in found for text in texts(page)[3:]] == [text for row in rows(100) for text in row]


def test_a_row_that_fits_the_next_page_is_not_begun_on_this_one() -> None:
    first, second = pages(Table(COLUMNS, (*rows(15), ("15", "长" * 1600, "15.00"))))

    assert texts(first)[-3:] == ["14", "第14行", "14.00"]
    assert "".join(texts(second)[3:]) == "15" + "长" * 1600 + "15.00"


def test_no_row_is_split() -> None:
    table = Table(COLUMNS, tuple((f"{number}", f"{number}号" * 40, "") for number in range(60)))

    for page in pages(table):
        whole = "".join(texts(page)[3:])
        numbers = [int(text) for text in texts(page)[3:] if text.isdigit()]
        assert whole == "".join(f"{number}" + f"{number}号" * 40 for number in numbers)


def test_all_stands_within_the_frame() -> None:
    for page in pages(Table(COLUMNS, rows(100)), Signatures(("制表人", "审核人"), 2)):
        ends = [y for rules in page.rules.values() for _, _, _, y in rules]

        assert max(ends) <= page.bottom + 0.01
        assert min(x for x, *_ in page.lines) >= page.left


def test_a_row_taller_than_a_page_goes_on_in_a_row_that_says_so() -> None:
    found = pages(Table(COLUMNS, (("1", "短", "1.00"), ("2", "长" * 6000, "2.00"), ("3", "短", "3.00"))))
    first, *further = [texts(page)[3:] for page in found]

    assert len(further) == 2
    assert first[:4] == ["1", "短", "1.00", "2"]
    assert first[-1] == "2.00"
    assert all(page[:2] == ["2", "（续）"] for page in further)  # the amount stands only once
    assert further[-1][-3:] == ["3", "短", "3.00"]
    assert sum(text.count("长") for page in (first, *further) for text in page) == 6000


@pytest.mark.parametrize("before", range(31, 36))
def test_rows_that_belong_together_move_to_the_next_page_together(before: int) -> None:
    group: tuple[Row, ...] = (("甲村", "一格", ""), (Merge.ABOVE, "二格", ""), (Merge.ABOVE, "三格", ""))
    found = pages(Table(COLUMNS, rows(before) + group + rows(1)))

    (whole,) = [texts(page) for page in found if "甲村" in texts(page)]
    assert whole[(start := whole.index("甲村")) : start + 4] == ["甲村", "一格", "二格", "三格"]


def test_a_long_group_is_parted_and_its_shared_text_repeated() -> None:
    group: tuple[Row, ...] = tuple(
        ("1" if number == 0 else Merge.ABOVE, f"{number}格", "甲村" if number == 0 else Merge.ABOVE)
        for number in range(50)
    )
    first, second = (texts(page)[3:] for page in pages(Table(COLUMNS, group)))

    assert first[:3] == ["1", "0格", "甲村"]
    assert second[:3] == ["1", second[1], "甲村（续）"]
    assert [text for text in (*first, *second) if text.endswith("格")] == [f"{number}格" for number in range(50)]


def sum_of(label: str, numbers: range) -> Row:
    return (label, Merge.LEFT, f"{sum(numbers)}.00")


def test_every_page_ends_with_its_own_sum_and_the_last_with_the_total() -> None:
    table = Table(
        COLUMNS,
        rows(100),
        totals=(sum_of("合计", range(100)),),
        subtotal=lambda numbers: sum_of("本页小计", numbers),
    )
    found = [texts(page)[3:] for page in pages(table)]

    assert found[-1][-2:] == ["合计", "4950.00"]
    found[-1] = found[-1][:-2]
    for page in found:
        on_page = [int(number) for number in page[:-2:3]]
        assert page[-2:] == ["本页小计", f"{sum(on_page)}.00"]
    assert [len(page) for page in found] == [3 * 33 + 2, 3 * 34 + 2, 3 * 32 + 2, 3 * 1 + 2]


@pytest.mark.parametrize("count", range(20, 45))
def test_total_and_signatures_never_stand_without_a_row(count: int) -> None:
    found = pages(
        Table(COLUMNS, rows(count), totals=(sum_of("合计", range(count)),)),
        Paragraph("注：说明。", NOTE),
        Signatures(("制表人", "审核人"), 2),
    )
    last = texts(found[-1])

    assert last[3 : last.index("合计")]
    assert last[-5:] == ["注：说明。", "制表人：", "年　　月　　日", "审核人：", "年　　月　　日"]


@pytest.mark.parametrize("count", range(28, 42))
def test_the_total_of_a_long_group_never_stands_without_a_row(count: int) -> None:
    group = tuple((f"{number}", f"{number}格", "甲村" if number == 0 else Merge.ABOVE) for number in range(count))
    last = texts(pages(Table(COLUMNS, group, totals=(sum_of("合计", range(count)),)))[-1])

    assert last[3 : last.index("合计")]


@pytest.mark.parametrize("length", [100, *range(1900, 2600, 40), 6000])
def test_whatever_the_height_of_the_rows_nothing_leaves_the_frame(length: int) -> None:
    group: tuple[Row, ...] = tuple((f"{number}", "甲村" if number == 0 else Merge.ABOVE, "") for number in range(50))
    table = Table(
        COLUMNS,
        (*group, ("50", "长" * length, "")),
        totals=(sum_of("合计", range(51)), sum_of("大写", range(51))),
        subtotal=lambda numbers: sum_of("本页小计", numbers),
    )

    for page in pages(table):
        assert max(y for rules in page.rules.values() for *_, y in rules) <= page.bottom + 0.01
        assert texts(page)[-6:].count("本页小计") == 1 or texts(page)[3:5] == ["合计", "1275.00"]


@pytest.mark.parametrize("lines", range(18, 28))
def test_a_header_never_stands_without_a_row(lines: int) -> None:
    found = pages(Paragraph("\n".join("行" * lines)), Table(COLUMNS, (("1", "长" * 200, "1.00"),)))

    for page in found:
        if "序号" in texts(page):
            assert "1.00" in texts(page)


def test_two_tables_follow_one_another() -> None:
    (page,) = pages(Table(COLUMNS, rows(2)), Table(COLUMNS, rows(1)))

    assert texts(page)[:3] == texts(page)[9:12] == ["序号", "情况", "金额"]


def test_the_head_of_a_sheet_stands_in_columns() -> None:
    (page,) = pages(
        Pairs(((("村（社区）", "幸福村"), ("姓名", "张三")), (("网格", "第一网格"), ("编号", "W001")))),
    )

    assert texts(page) == ["村（社区）：幸福村", "姓名：张三", "网格：第一网格", "编号：W001"]
    lefts = [x for x, *_ in page.lines[1:5]]
    assert lefts[:2] == lefts[2:]


def test_a_long_value_in_the_head_wraps_instead_of_running_into_its_neighbour() -> None:
    (page,) = pages(Pairs(((("地址", "很长的地址" * 12), ("姓名", "张三")),)))

    assert "".join(texts(page)) == "地址：" + "很长的地址" * 12 + "姓名：张三"
    assert len(texts(page)) > 2


def test_a_signature_without_date_has_the_whole_line() -> None:
    (dated,) = pages(Signatures(("制表人",), 1))
    (undated,) = pages(Signatures(("制表人",), 1, dated=False))

    assert texts(undated) == ["制表人："]
    assert undated.rules[THIN][0][2] == pytest.approx(undated.right)
    assert dated.rules[THIN][0][2] < undated.rules[THIN][0][2]


def test_who_is_to_sign_is_named_before_the_line() -> None:
    (page,) = pages(Signatures(("制表人", "审核人"), 2, dated=False, names=("何晓静", "")))
    lines = [left for left, *_ in page.rules[THIN]]

    assert texts(page) == ["制表人：何晓静", "审核人："]
    assert lines[0] - page.lines[1][0] > lines[1] - page.lines[2][0]


def test_who_issues_a_letter_and_when_stand_centred_at_the_right() -> None:
    (page,) = pages(Paragraph("某镇办公室\n2019年10月8日", CLOSING))
    ends = page.right - 0.6 * (page.right - page.left), page.right

    for x, _, size, runs, _ in page.lines[1:3]:
        width = sum(1000 if ord(char) > 255 else 600 for char in runs[0].text) * size / 1000
        assert x + width / 2 == pytest.approx(sum(ends) / 2, abs=0.5)


def test_rows_to_write_on_fill_the_page_above_what_ends_it() -> None:
    """Numbered from the last row on, as many as fit, and never onto another page."""
    columns = (Column("序号", 12), Column("姓名", None))
    table = Table(columns, (("1", "张三"),), filler=lambda number: (str(number + 1), ""), least_height=10)
    document = Document("登记表", (table, Signatures(("网格员",), 1)), "1", date(2019, 10, 8))

    (page,) = lay_out(document)
    numbers = [text for text in ("".join(run.text for run in runs) for *_, runs, _ in page.lines) if text.isdigit()]
    lowest = max(y for rules in page.rules.values() for *_, y in rules)

    assert numbers == [str(number) for number in range(1, len(numbers) + 1)]
    assert len(numbers) > 15
    assert page.bottom - lowest < 10 * MM  # no room for another


def test_a_page_to_be_cut_apart_has_no_head_of_its_own() -> None:
    slip = (Paragraph("测评表"), Cut())
    document = Document("测评表", slip * 40, "1", date(2019, 10, 8), headed=False)

    first, *further = lay_out(document)

    for page in (first, *further):
        assert page.lines[0][1] < page.top + 10 * MM
        assert "（续）" not in "".join(run.text for *_, runs, _ in page.lines for run in runs)
    assert further

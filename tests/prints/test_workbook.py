"""Forms as workbooks: what Excel, WPS and LibreOffice find in them and work out."""

import io
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from gridapp.charts.figures import Bar, Bars
from gridapp.prints import FORMS
from gridapp.prints.blocks import (
    CLOSING,
    COLUMN_SUM,
    LINE,
    Align,
    Aligned,
    Column,
    Cut,
    Document,
    Figure,
    Merge,
    Pairs,
    Paper,
    Paragraph,
    Picture,
    Row,
    Signatures,
    SumOf,
    Table,
)
from gridapp.prints.figures import points, whole, yuan
from gridapp.prints.spread import spread
from gridapp.prints.subjects import quarter_result
from gridapp.prints.workbook import workbook
from tests.books import SOFFICE, convert
from tests.prints.goldens import sample
from tests.prints.quarters import people, person, view

EACH = pytest.mark.parametrize("form", FORMS, ids=[form.name for form in FORMS])
COLUMNS = (
    Column("序号", 12),
    Column("姓名", 30),
    Column("应发", 30, Align.RIGHT, group="金额"),
    Column("扣发", 30, Align.RIGHT, group="金额"),
    Column("备注", None, Align.LEFT),
)


def sheet(*rows: Row, totals: tuple[Row, ...] = (), **more: Any) -> Document:
    given: dict[str, Any] = {"title": "青川镇补贴表", "number": "BT-1", "drawn_up": date(2019, 10, 8)}
    return Document(blocks=(Table(COLUMNS, rows, totals), *more.pop("blocks", ())), **(given | more))


def opened(*documents: Document, values: bool = False) -> Any:
    return openpyxl.load_workbook(io.BytesIO(workbook(documents, title="表", author="某镇")), data_only=values)


def figures_of(document: Document) -> dict[str, Figure]:
    """The figures that a sheet shows, by the cell that they stand in."""
    placed = [each for each in spread(document).cells if isinstance(each.content, Figure)]
    return {f"{openpyxl.utils.get_column_letter(each.left + 1)}{each.top + 1}": each.content for each in placed}


# ── what is in a cell ─────────────────────────────────────────────────────────────────────────────


def test_amounts_are_numbers_and_what_is_a_name_stays_text() -> None:
    page = opened(sheet(("1", "0012", yuan(210_050), points(-1450), "")))["青川镇补贴表"]

    assert [cell.value for cell in page[4]] == ["1", "0012", 2100.5, -14.5, None]
    assert [cell.data_type for cell in page[4]] == ["s", "s", "n", "n", "n"]
    assert [cell.number_format for cell in page[4]] == ["@", "@", "0.00", "General", "@"]


@pytest.mark.parametrize("text", ["=1+1", "+86 13900000001", "-", "@某村", "'引号", "#N/A", '=HYPERLINK("x")', "1e3"])
def test_a_text_is_never_a_formula(text: str) -> None:
    page = opened(sheet(("1", text, yuan(0), yuan(0), Aligned(text)), blocks=(Paragraph(text, LINE),)))["青川镇补贴表"]

    for cell in (page["B4"], page["E4"], page["A5"]):
        assert (cell.value, cell.data_type, cell.number_format) == (text, "s", "@")


def test_sums_are_formulas() -> None:
    rows = [(whole(n), "某人", yuan(n * 1000), yuan(1), Merge.ABOVE if n > 1 else "同") for n in (1, 2, 3)]
    spent = SumOf(((2, 10_000), (3, -10_000)))
    totals = (
        (Aligned("合计"), Merge.LEFT, yuan(6000, total=COLUMN_SUM), yuan(3, total=COLUMN_SUM), ""),
        ("", "", yuan(6000), yuan(3), yuan(5997, total=spent)),
        ("", "", yuan(6000), yuan(1), yuan(3000, total=SumOf(((2, 5_000), (3, 2_000))))),
    )

    page = opened(sheet(*rows, totals=totals))["青川镇补贴表"]

    assert [page[cell].value for cell in ("C7", "D7", "E8", "E9")] == [
        *("=SUM(C4:C6)", "=SUM(D4:D6)", "=C8-D8", "=ROUND(0.5*C9+0.2*D9,2)"),
    ]
    assert {str(each) for each in page.merged_cells.ranges} >= {"E4:E6", "A7:B7", "A2:A3", "C2:D2"}


def test_what_is_no_figure_is_left_out_of_a_sum() -> None:
    row = ("1", "", yuan(500), "—", yuan(500, total=SumOf(((2, 10_000), (3, 10_000)))))
    totals = (("", "", yuan(500, total=COLUMN_SUM), "", yuan(0, total=SumOf(((1, 10_000),)))),)

    page = opened(sheet(row, totals=totals))["青川镇补贴表"]

    assert [page[cell].value for cell in ("E4", "C5", "E5")] == ["=C4", "=SUM(C4:C4)", 0]


def test_a_sum_that_is_none_is_refused() -> None:
    wrong = ("", "", yuan(501, total=COLUMN_SUM), "", "")

    with pytest.raises(ValueError, match=r"5\.01 is not the sum"):
        opened(sheet(("1", "", yuan(500), "", ""), totals=(wrong,)))


# ── how it looks and prints ───────────────────────────────────────────────────────────────────────


def test_a_sheet_is_set_for_its_paper() -> None:
    rows = [(str(n), "某人", yuan(n), yuan(n), "") for n in range(1, 100)]

    page = opened(sheet(*rows, paper=Paper.LANDSCAPE, subtitle="2019年第三季度", mark="补打 & 副本"))["青川镇补贴表"]

    assert (page.page_setup.paperSize, page.page_setup.orientation) == (9, "landscape")
    assert (page.page_setup.fitToWidth, page.page_setup.fitToHeight) == (1, 0)
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert page.page_margins.left == pytest.approx(21 / 25.4)
    assert page.print_title_rows == "$3:$4"
    assert page.freeze_panes == "A5"
    assert page.oddFooter.left.text == "编号：BT-1　补打 && 副本"
    assert page.oddFooter.center.text == "第 &P 页 共 &N 页"
    widths = [page.column_dimensions[letter].width for letter in "ABCDE"]
    assert sum(widths) * 7 + 5 * 5 == pytest.approx((297 - 21 - 15.5) / 25.4 * 96, abs=2)
    assert (page["A1"].font.name, page["A1"].font.b, page["A5"].font.name) == ("宋体", True, "宋体")
    assert page["A5"].border.top.style == "thin"


def test_a_long_text_has_room_and_no_row_is_higher_than_rows_can_be() -> None:
    page = opened(
        sheet(("1", "某人", "", "", "入户核对信息" * 20), ("2", "某人", "", "", "入户核对信息" * 900)),
    )["青川镇补贴表"]

    assert page.row_dimensions[4].height > 30
    assert page["E4"].alignment.wrap_text
    assert page.row_dimensions[5].height == 409


def test_running_text_stands_over_the_whole_width_its_closing_at_the_right() -> None:
    letter = Document(
        title="关于考核情况的\n通报",
        blocks=(Paragraph("一、情况\n二、要求"), Paragraph("某镇\n10月8日", CLOSING)),
        number="TB-1",
        drawn_up=date(2019, 10, 8),
    )

    page = opened(letter)["关于考核情况的通报"]

    assert [page["A1"].value, page["A2"].value, page["A3"].value] == [
        "关于考核情况的通报",
        "　　一、情况",
        "　　二、要求",
    ]
    assert page["A2"].font.name == "仿宋"
    assert [str(each) for each in page.merged_cells.ranges if each.min_row == 4] == ["F4:L4"]
    assert page["F4"].value == "某镇"
    assert page.print_title_rows is None


def test_pairs_and_places_to_sign_share_the_columns() -> None:
    blocks = (
        Pairs(((("单位", "某镇网格化管理工作领导小组办公室"), ("金额单位", "元")),)),
        Signatures(("审核人", "制表人", "单位（盖章）"), 2, names=("徐文斌", "", "")),
        Signatures(("主持人",), 1, dated=False),
    )

    page = opened(sheet(("1", "", "", "", ""), blocks=blocks))["青川镇补贴表"]

    assert [cell.value for cell in page[5] if cell.value] == ["单位：某镇网格化管理工作领导小组办公室", "金额单位：元"]
    assert [cell.value.replace("＿", "") for cell in page[6] if cell.value] == [
        *("审核人：徐文斌　　年　　月　　日", "制表人：　　年　　月　　日")
    ]
    assert page["A6"].value.count("＿") >= 3
    assert page["A7"].value.startswith("单位（盖章）：＿")
    assert page["A8"].value.replace("＿", "") == "主持人："


def test_what_the_columns_have_no_room_for_stands_in_one_cell() -> None:
    columns = (Column("序号", 9), Column("情况", None))
    pairs = Pairs(((("村（社区）", "东沟村"), ("网格", "第一网格"), ("姓名", "马建国")),))
    form = Document("表", (pairs, Table(columns, (("1", ""),)), Signatures(("甲", "乙"), 2)), "1", date(2019, 10, 8))

    page = opened(form)["表"]

    assert page["A2"].value.split() == ["村（社区）：东沟村", "网格：第一网格", "姓名：马建国"]
    assert page["A5"].value.replace("＿", "").split() == ["甲：", "年", "月", "日", "乙：", "年", "月", "日"]
    assert {str(each) for each in page.merged_cells.ranges} >= {"A2:B2", "A5:B5"}


def test_a_blank_form_has_rows_to_write_on_down_to_the_end_of_its_page() -> None:
    table = Table((Column("序号", 12), Column("内容", None)), (), filler=lambda number: (str(number + 1), ""))
    form = Document("登记表", (table, Paragraph("注：每行一件。", LINE)), "1", date(2019, 10, 8))

    page = opened(form)["登记表"]

    *_, last, note = [row[0].value for row in page.iter_rows()]
    assert int(last) > 20
    assert note == "注：每行一件。"
    whole = sum(page.row_dimensions[number].height for number in range(1, page.max_row + 1))
    assert 0.9 < whole / ((297 - 2 * 15.5 - 6.5) / 25.4 * 72) < 1


def test_a_paper_to_be_cut_apart_has_no_title_of_its_own() -> None:
    slip = Paragraph("测评表", LINE)
    form = Document("不印的标题", (slip, Cut(), slip), "1", date(2019, 10, 8), headed=False)

    page = opened(form)["不印的标题"]

    assert [row[0].value for row in page.iter_rows()] == ["测评表", None, "测评表"]


def test_of_a_picture_the_numbers_are_shown() -> None:
    bars = Bars("各条款扣分", (Bar("1a", "信息不全", 150, "2人"),), "人数")
    form = Document("分析", (Picture(bars, "各条款扣分"),), "1", date(2019, 10, 8))

    page = opened(form)["分析"]

    assert [[cell.value for cell in row] for row in page["A3:C4"]] == [
        ["条款", "扣分", "人数"],
        ["1a 信息不全", "1.5", "2人"],
    ]


def test_tables_of_other_columns_share_the_sheet() -> None:
    other = Table((Column("项目", 42), Column("说明", None)), (("甲", "乙"),))

    page = opened(sheet(("1", "某人", yuan(1), yuan(2), ""), blocks=(other,)))["青川镇补贴表"]

    assert [cell.value for cell in page[5] if cell.value] == ["项目", "说明"]
    assert {str(each) for each in page.merged_cells.ranges if each.min_row == 5} == {"A5:B5", "C5:E5"}


def test_every_sheet_has_a_name_of_its_own() -> None:
    names = ["李四 W1", "李四 w1", "东/西:[村]", "名" * 40, "名" * 40, "名" * 40]

    book = opened(*(sheet(bookmark=name) for name in names))

    assert book.sheetnames == ["李四 W1", "李四 w1(2)", "东 西  村", "名" * 31, f"{'名' * 28}(2)", f"{'名' * 28}(3)"]
    assert (book.properties.title, book.properties.creator) == ("表", "某镇")


# ── the forms ─────────────────────────────────────────────────────────────────────────────────────


@EACH
def test_every_figure_of_a_form_is_a_number_and_every_word_is_there(form: Any) -> None:
    documents = sample(form)
    for document, page in zip(documents, opened(*documents).worksheets, strict=True):
        for place, figure in figures_of(document).items():
            value = page[place].value
            assert str(value).startswith("=") or round(value * 10**figure.places) == figure.value, place
        written = "".join(str(cell.value) for row in page.iter_rows() for cell in row if cell.value is not None)
        for table in (block for block in document.blocks if isinstance(block, Table)):
            texts = [cell for row in (*table.rows, *table.totals) for cell in row if isinstance(cell, str)]
            assert all(text in written for text in texts)


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed")
def test_libreoffice_works_out_the_same_figures(tmp_path: Path) -> None:
    quarters = [view(*people(60)), view(person(1, satisfied=None, weeks={28: {"排查": None}}))]
    documents = [
        document
        for quarter in quarters
        for form in FORMS
        if form.read is quarter_result and (quarter is quarters[0] or form.name != "补贴发放表")
        for document in form.documents(quarter)
    ] + [document for form in FORMS for document in sample(form)]
    (tmp_path / "表.xlsx").write_bytes(workbook(documents, title="表", author="某镇"))

    again = openpyxl.load_workbook(convert(tmp_path / "表.xlsx", "xlsx", tmp_path / "重算"), data_only=True)

    sums = 0
    for document, page in zip(documents, again.worksheets, strict=True):
        for place, figure in figures_of(document).items():
            assert Decimal(str(page[place].value)).quantize(Decimal(1).scaleb(-figure.places)) == Decimal(
                figure.value
            ).scaleb(-figure.places), (page.title, place)
            sums += figure.total is not None
    assert sums > 300

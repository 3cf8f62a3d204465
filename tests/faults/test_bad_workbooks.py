"""Workbooks that are none, that claim too much, and cells that are not what they look like (faults 13 to 23)."""

import csv
import re
import struct
import zipfile
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from gridapp.errors import UnusableFile
from gridapp.model import Finding, Grid, Meeting, Worker
from gridapp.names import matches, pinyin_key
from gridapp.office import Office
from gridapp.workbook.importing import plan_import
from gridapp.workbook.reading import read_book
from gridapp.workbook.writing import write_book
from tests.books import (
    SOFFICE,
    Sheets,
    bring_in,
    cells,
    convert,
    counts,
    edit_part,
    edit_sheet,
    plan_of,
    problems_of,
    small,
    write,
)

NONE = "不是 Excel 工作簿（.xlsx），或者文件不完整"


# ── 13: a workbook that unpacks to more than the disk holds ───────────────────────────────────────


def test_a_zip_bomb_is_refused_by_the_sizes_in_its_directory(tmp_path: Path) -> None:
    """It says 600 MB; that there is less in it is never found out, for nothing is unpacked."""
    path = write(tmp_path / "台账.xlsx", small())
    _claim(path, "xl/worksheets/sheet1.xml", 600 << 20)
    with pytest.raises(UnusableFile, match="解压后过大（疑似损坏或恶意文件），没有读取"):
        read_book(path)


def test_a_bomb_that_is_real_is_refused_as_well(tmp_path: Path) -> None:
    path = write(tmp_path / "台账.xlsx", small("网格"))
    edit_part(path, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b"</row>", b" " * (40 << 20) + b"</row>", 1))
    assert path.stat().st_size < 100_000
    with pytest.raises(UnusableFile, match="解压后过大"):
        read_book(path)


def test_many_parts_that_are_too_much_together_are_refused(tmp_path: Path) -> None:
    """Each of them is modest, as a bomb's parts are; all of them are 600 MB."""
    path = write(tmp_path / "台账.xlsx", small())
    with zipfile.ZipFile(path, "a") as archive:
        for number in range(40):
            archive.writestr(f"xl/media/{number}.png", b"")
    for number in range(40):
        _claim(path, f"xl/media/{number}.png", 15 << 20)
    with pytest.raises(UnusableFile, match="解压后过大"):
        read_book(path)


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml"])
def test_entities_that_multiply_are_refused(tmp_path: Path, part: str) -> None:
    """A thousand million laughs: a few hundred bytes of XML that stand for gigabytes."""
    laughs = b"<!DOCTYPE x [<!ENTITY a 'ha'>" + b"".join(
        b"<!ENTITY %c '%s'>" % (98 + step, b"&%c;" % (97 + step) * 10) for step in range(9)
    )
    path = edit_part(
        write(tmp_path / "台账.xlsx", small("网格")),
        part,
        lambda xml: laughs + b"]>" + re.sub(rb"(<\w+[^>]*[^/]>)(?=<)", rb"\1&j;", xml, count=1),
    )
    with pytest.raises(UnusableFile, match=NONE):
        read_book(path)


def _claim(path: Path, part: str, size: int) -> None:
    """Write another unpacked size into a part's entry in the zip's directory (APPNOTE 4.3.12)."""
    content = bytearray(path.read_bytes())
    name = part.encode()
    entry = content.rindex(b"PK\x01\x02", 0, content.rindex(name))
    assert content[entry + 46 : entry + 46 + len(name)] == name
    content[entry + 24 : entry + 28] = struct.pack("<I", size)
    path.write_bytes(content)


# ── 14: not a workbook at all ─────────────────────────────────────────────────────────────────────

OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(2000)
"""How .xls begins, and every workbook with a password."""
HTML = "<html><body><table><tr><td>编号</td><td>姓名</td></tr></table></body></html>".encode()


@pytest.mark.parametrize(
    "content",
    [b"", OLE, HTML, "编号,姓名\n1001,张三\n".encode("gbk"), b"%PDF-1.7\n", b"PK\x03\x04", b"PK\x05\x06" + bytes(18)],
    ids=["empty", "xls", "html", "csv", "pdf", "zip's first bytes", "empty zip"],
)
def test_another_kind_of_file_is_told_in_one_plain_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "台账.xlsx"
    path.write_bytes(content)
    with pytest.raises(UnusableFile) as refused:
        read_book(path)
    advice = "请在 Excel 或 WPS 中打开（有密码的先取消密码），另存为 .xlsx 再导入"
    assert str(refused.value) == f"文件 台账.xlsx {NONE}。{advice}"
    assert path.read_bytes() == content


@pytest.mark.parametrize("part", ["word/document.xml", "content.xml", "xl/workbook.bin"], ids=["docx", "ods", "xlsb"])
def test_another_program_s_zip_is_no_workbook(tmp_path: Path, part: str) -> None:
    path = tmp_path / "台账.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(part, "<document/>")
    with pytest.raises(UnusableFile, match=NONE):
        read_book(path)


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed")
def test_a_real_xls_under_another_name_is_no_workbook(tmp_path: Path) -> None:
    old = convert(write(tmp_path / "台账.xlsx", small("网格")), "xls", tmp_path / "calc")
    with pytest.raises(UnusableFile, match=NONE):
        read_book(old.rename(tmp_path / "旧.xlsx"))


@pytest.mark.parametrize("tenths", range(1, 10))
def test_a_workbook_that_was_cut_off_is_no_workbook(tmp_path: Path, tenths: int) -> None:
    path = write(tmp_path / "台账.xlsx", small())
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) * tenths // 10])
    with pytest.raises(UnusableFile, match=NONE):
        read_book(path)


@pytest.mark.parametrize(
    "part", ["[Content_Types].xml", "xl/workbook.xml", "xl/styles.xml", "xl/worksheets/sheet1.xml"]
)
def test_a_part_that_was_cut_off_makes_no_workbook(tmp_path: Path, part: str) -> None:
    """Whole as a zip, but not what is in it: no sheet may be lost without a word."""
    path = edit_part(write(tmp_path / "台账.xlsx", small()), part, lambda xml: xml[: len(xml) // 2])
    with pytest.raises(UnusableFile, match=NONE):
        read_book(path)


def test_a_workbook_without_a_sheet_is_no_workbook(tmp_path: Path) -> None:
    """As Excel saves “Strict Open XML”: its names are others, and openpyxl passes over every sheet."""
    path = write(tmp_path / "台账.xlsx", small("网格"))
    for part in ("xl/workbook.xml", "xl/worksheets/sheet1.xml"):
        edit_part(path, part, lambda xml: xml.replace(b"schemas.openxmlformats.org/", b"purl.oclc.org/ooxml/"))
    with pytest.raises(UnusableFile, match=NONE):
        read_book(path)


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    for path in (tmp_path / "没有.xlsx", tmp_path):
        with pytest.raises(UnusableFile, match="找不到文件"):
            read_book(path)


# ── 15 and 16: sheets that claim too little or too much ───────────────────────────────────────────


@pytest.mark.parametrize("claim", ["A1", "A1:B2", "A1:XFD1048576", "C5:D9", ""])
def test_all_rows_are_read_whatever_dimension_the_sheet_claims(
    empty_office: Office, tmp_path: Path, claim: str
) -> None:
    path = write(tmp_path / "台账.xlsx", small("网格"))
    edit_sheet(path, r"<dimension [^>]*/>", f'<dimension ref="{claim}"/>' if claim else "")
    assert counts(plan_import(empty_office, read_book(path))) == {"网格": (2, 0, 0, 0)}


@pytest.mark.parametrize("cell", ["XFD1048576", "XFD3", "H1048576"])
def test_a_stray_cell_far_away_does_no_harm(empty_office: Office, tmp_path: Path, cell: str) -> None:
    book = load_workbook(write(tmp_path / "台账.xlsx", small("网格")))
    book["网格"][cell] = "x"
    book.save(tmp_path / "台账.xlsx")
    plan = plan_import(empty_office, read_book(tmp_path / "台账.xlsx"))
    assert (plan.sheets[0].new, len(plan.save)) == (2, 4)
    assert plan.problems == [] or cell.startswith("H"), "a row of its own may be named as empty"


@pytest.mark.parametrize("row", ["1048577", "2000000000", "2", "1", "0", "-3", "x"])
def test_a_row_that_goes_back_or_that_no_sheet_has_is_an_error(tmp_path: Path, row: str) -> None:
    path = edit_sheet(write(tmp_path / "台账.xlsx", small("网格")), '<row r="3"', f'<row r="{row}"')
    with pytest.raises(UnusableFile, match=NONE):
        read_book(path)


def test_merged_areas_without_end_do_not_hold_up_the_reading(tmp_path: Path) -> None:
    areas = "<mergeCells>" + '<mergeCell ref="A1:XFD1048576"/>' * 1000 + "</mergeCells>"
    path = edit_sheet(write(tmp_path / "台账.xlsx", small("网格")), "</sheetData>", f"</sheetData>{areas}")
    (sheet,) = read_book(path)
    assert {(2, 1), (3, 6)} <= sheet.bad_cells.keys()


def test_ten_thousand_rows_for_somebody_unknown_are_listed_one_by_one(empty_office: Office, tmp_path: Path) -> None:
    path = write(tmp_path / "台账.xlsx", {"考勤": [["会议编号", "编号", "出勤"]]})
    text = '<c t="inlineStr"><is><t>{}</t></is></c>'
    row = f"<row>{text.format('H1')}{text.format('1001')}{text.format('正常')}</row>"
    edit_sheet(path, "</row></sheetData>", f"</row>{row * 10_000}</sheetData>")
    plan = plan_import(empty_office, read_book(path))
    assert counts(plan) == {"考勤": (0, 0, 0, 10_000)}
    assert plan.problems[-1].cell == "B10001"


# ── 17: text that looks like a formula ────────────────────────────────────────────────────────────

FORMULA_LIKE = ["=1+1", "+86 139", "-1", "@SUM(A1)", "=cmd|'/C calc'!A0", "'=1", "＝1+1"]


def test_text_that_begins_like_a_formula_stays_text(empty_office: Office, tmp_path: Path) -> None:
    bring_in(empty_office, small("网格", "网格员"), tmp_path)
    faults = [Finding("1001", date(2019, 5, 7), "1a", note=text, paper=text) for text in FORMULA_LIKE]
    empty_office.change("扣分", save=faults)
    write_book(empty_office, tmp_path / "出.xlsx")
    page = load_workbook(tmp_path / "出.xlsx")["扣分事项"]
    assert [(cell.value, cell.data_type) for (cell,) in page["F2:F8"]] == [(text, "s") for text in FORMULA_LIKE]
    plan = plan_import(empty_office, read_book(tmp_path / "出.xlsx"))
    assert (counts(plan)["扣分事项"], plan.problems) == ((0, 0, 7, 0), [])


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed")
def test_libreoffice_shows_it_as_the_text_it_is(empty_office: Office, tmp_path: Path) -> None:
    grids = [Grid(str(number), "东村", text, area=text) for number, text in enumerate(FORMULA_LIKE)]
    bring_in(empty_office, small("网格"), tmp_path)
    empty_office.change("网格", save=grids)
    write_book(empty_office, tmp_path / "出.xlsx")
    shown = convert(tmp_path / "出.xlsx", "csv:Text - txt - csv (StarCalc):44,34,76", tmp_path / "calc")
    with shown.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.reader(file) if row[2] in "0123456"]
    assert [(row[3], row[5]) for row in rows] == [(text, text) for text in FORMULA_LIKE]


# ── 18: formulas and merged cells ─────────────────────────────────────────────────────────────────


def test_formulas_without_a_value_in_error_and_merged_cells_are_errors_with_their_address(
    empty_office: Office, tmp_path: Path
) -> None:
    """openpyxl writes formulas without a value, as WPS does when told not to compute."""
    bring_in(empty_office, small("网格", "网格员"), tmp_path)
    book = Workbook()
    page = book.active
    page.title = "每月登记"
    page.append(["编号", "月份", "走访一般居民户数", "免考原因"])
    for month, count in (
        ("2019-02", "=9+9"),
        ("2019-03", "#DIV/0!"),
        ("2019-04", 20),
        ("2019-05", 20),
        ("2019-06", 20),
    ):
        page.append(["1001", month, count])
    page["D4"] = "防汛"
    page.merge_cells("D4:D5")
    book.save(tmp_path / "台账.xlsx")
    plan = plan_import(empty_office, read_book(tmp_path / "台账.xlsx"))
    assert counts(plan) == {"每月登记": (1, 0, 0, 4)}
    assert [(each.cell, each.value, each.message[:8]) for each in plan.problems] == [
        ("C2", "", "是没有算出结果的"),
        ("C3", "#DIV/0!", "是出错的公式或日"),
        ("D4", "防汛", "是合并单元格（D"),
        ("D5", "", "是合并单元格（D"),
    ]


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed")
def test_a_formula_that_was_computed_counts_by_its_value(empty_office: Office, tmp_path: Path) -> None:
    bring_in(empty_office, small("网格", "网格员"), tmp_path)
    sheets = small("每月登记")
    sheets["每月登记"][1][1:3] = ['="2019-"&"05"', "=9+9"]
    computed = convert(write(tmp_path / "台账.xlsx", sheets), "xlsx:Calc MS Excel 2007 XML", tmp_path / "calc")
    plan = plan_import(empty_office, read_book(computed))
    assert (counts(plan), plan.problems) == ({"每月登记": (1, 0, 0, 0)}, [])
    assert plan.save[0].counts == {"走访一般居民户数": 18}  # type: ignore[attr-defined]


# ── 19 and 20: identity numbers ───────────────────────────────────────────────────────────────────


def workers(identity: object = None, name: str = "张三", *more: tuple[str, str]) -> Sheets:
    """One person, and others by number and name, each in a grid of their own."""
    people = [("1001", name, identity), *((number, each, None) for number, each in more)]
    grids = [["东村", "村", f"G{number}", "一格"] for number, _, _ in people]
    posts = [[number, each, f"G{number}", date(2019, 1, 1), held] for number, each, held in people]
    header = ["编号", "姓名", "网格编号", "任用日期", "身份证号"]
    return {"网格": [small()["网格"][0], *grids], "网格员": [header, *posts]}


@pytest.mark.parametrize("held", ["1.1010519491231E+17", "640121198002070000", "640121198002070014"])
def test_an_identity_number_kept_as_a_number_is_an_error(empty_office: Office, tmp_path: Path, held: str) -> None:
    """Even one that is whole in the file: Excel will show it, and save it, with its end lost."""
    path = edit_sheet(write(tmp_path / "台账.xlsx", workers(7)), "<v>7</v>", f"<v>{held}</v>", sheet=2)
    (problem,) = plan_import(empty_office, read_book(path)).problems
    assert problem.cell == "E2"
    assert "请将该列设为文本" in problem.message


@pytest.mark.parametrize(
    "typed",
    [
        "64012119800704005x",
        "６４０１２１１９８００７０４００５Ｘ",
        " 640121 19800704 005X ",
        "640121\u200b19800704005X",
    ],
)
def test_an_identity_number_is_normalised_where_that_is_safe(empty_office: Office, tmp_path: Path, typed: str) -> None:
    bring_in(empty_office, workers(typed), tmp_path)
    assert [worker.identity for worker in empty_office.all(Worker)] == ["64012119800704005X"]
    plan = plan_of(empty_office, workers("64012119800704005X"), tmp_path)
    assert counts(plan)["网格员"] == (0, 0, 1, 0)


@pytest.mark.parametrize(
    ("typed", "told", "message"),
    [
        ("640121198007040051", "640***********0051", "校验不符"),
        ("640121198002300017", "640***********0017", "不是存在的日期"),
        ("640121800704005", "***************", "15 位的旧身份证号"),
        ("64O121198002070014", "64O***********0014", "第 3 位是“O”"),
        ("6.40121E+17", "6.40121E+17", "请将该列设为文本"),
        ("无", "无", "第 1 位是“无”"),
    ],
)
def test_an_identity_number_that_cannot_be_is_refused_and_told_masked(
    empty_office: Office, tmp_path: Path, typed: str, told: str, message: str
) -> None:
    (problem,) = plan_of(empty_office, workers(typed), tmp_path).problems
    assert (problem.sheet, problem.cell, problem.value, problem.shown) == ("网格员", "E2", typed, told)
    assert message in problem.message


# ── 21 and 22: names ──────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("dot", "·•・．‧∙⋅･﹒.")
def test_whatever_dot_stands_in_a_name_one_dot_is_kept(empty_office: Office, tmp_path: Path, dot: str) -> None:
    bring_in(empty_office, workers(name=f"买买提{dot}艾力"), tmp_path)
    assert [worker.name for worker in empty_office.all(Worker)] == ["买买提·艾力"]
    assert counts(plan_of(empty_office, workers(name="买买提·艾力"), tmp_path))["网格员"] == (0, 0, 1, 0)


@pytest.mark.parametrize("typed", ["张\u200b三", "\ufeff张三", "张三\u00ad", " 张　三 ", "张\u2060三\n"])
def test_what_nobody_sees_is_no_part_of_a_name(empty_office: Office, tmp_path: Path, typed: str) -> None:
    bring_in(empty_office, workers(name=typed), tmp_path)
    assert [worker.name for worker in empty_office.all(Worker)] == ["张三"]


def test_two_people_of_one_name_in_one_village_are_told_apart_by_number(empty_office: Office, tmp_path: Path) -> None:
    bring_in(empty_office, workers(None, "马军", ("1002", "马军")), tmp_path)
    empty_office.change("改电话", save=[Worker("1002", "马军", phone="13900000002")])
    assert [(worker.id, worker.phone) for worker in empty_office.all(Worker)] == [("1001", ""), ("1002", "13900000002")]


RARE = ["㛃婷", "𠮷永", "䶮平", "王㛃𠮷䶮"]


def test_rare_characters_are_stored_shown_and_searched(empty_office: Office, tmp_path: Path) -> None:
    people = [(f"100{place}", name) for place, name in enumerate(RARE, 2)]
    bring_in(empty_office, workers(None, "张三", *people), tmp_path)
    write_book(empty_office, tmp_path / "出.xlsx")
    assert [row[1] for row in cells(tmp_path / "出.xlsx")["网格员"][1:]] == ["张三", *RARE]
    assert counts(plan_import(empty_office, read_book(tmp_path / "出.xlsx")))["网格员"] == (0, 0, 5, 0)
    found = {query: [each.name for each in empty_office.all(Worker) if matches(query, each.name)] for query in "㛃𠮷䶮"}
    assert found == {"㛃": ["㛃婷", "王㛃𠮷䶮"], "𠮷": ["𠮷永", "王㛃𠮷䶮"], "䶮": ["䶮平", "王㛃𠮷䶮"]}
    assert [each.name for each in empty_office.all(Worker) if matches("yan", each.name)] == ["䶮平", "王㛃𠮷䶮"]
    assert len(sorted(empty_office.all(Worker), key=lambda each: pinyin_key(each.name))) == 5
    assert empty_office.check() == []


# ── 23: dates ─────────────────────────────────────────────────────────────────────────────────────


def meeting_on(value: object) -> Sheets:
    return {"会议": [["会议编号", "日期", "类型"], ["H1", value, "例会"]]}


@pytest.mark.parametrize(
    "typed",
    [
        date(2026, 3, 5),
        "2026-03-05",
        "2026-3-5",
        "2026/3/5",
        "2026.3.5",
        "20260305",
        20260305,
        "2026年3月5日",
        "二〇二六年三月五日",
        "２０２６－３－５",
    ],
)
def test_a_date_may_be_written_in_many_ways(empty_office: Office, tmp_path: Path, typed: object) -> None:
    bring_in(empty_office, meeting_on(typed), tmp_path)
    assert [meeting.day for meeting in empty_office.all(Meeting)] == [date(2026, 3, 5)]


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("2026-2-30", "2026 年 2 月有 28 天"),
        ("26.3.5", "年份须写四位"),
        ("3月5日", "不是日期，请写成 2026-03-05"),
        ("2026.3", "不是日期"),
        (46086, "可能是表格软件的日期序号，即 2026-03-05"),
        ("46086", "可能是表格软件的日期序号，即 2026-03-05"),
        ("2026-03-05 08:30", "带有时间"),
        ("1026-03-05", "年份应在 1900 至 2100 之间"),
    ],
)
def test_a_date_that_could_be_another_is_asked_about(
    empty_office: Office, tmp_path: Path, typed: object, message: str
) -> None:
    (problem,) = plan_of(empty_office, meeting_on(typed), tmp_path).problems
    assert problem.cell == "B2"
    assert message in problem.message


def test_a_workbook_that_counts_days_from_1904_is_read_by_its_own_calendar(
    empty_office: Office, tmp_path: Path
) -> None:
    """As old Macs did; the same number is another day there."""
    path = write(tmp_path / "台账.xlsx", meeting_on(date(2026, 3, 5)))
    edit_part(path, "xl/workbook.xml", lambda xml: re.sub(rb"<workbookPr ?/>", b'<workbookPr date1904="1"/>', xml))
    edit_sheet(path, "<v>46086</v>", f"<v>{46086 - 1462}</v>")
    (meeting,) = plan_import(empty_office, read_book(path)).save
    assert meeting.day == date(2026, 3, 5)  # type: ignore[attr-defined]
    assert problems_of(plan_import(empty_office, read_book(path))) == []

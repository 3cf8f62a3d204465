"""All forms: how they are asked for, what every one of them keeps to, and how they look.

After a change of looks, renew the goldens: `.venv/bin/python -m tests.prints.goldens`.
"""

import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from PIL import Image, ImageChops

from gridapp.errors import OfficeError, UnusableFile
from gridapp.model import Worker
from gridapp.office import Office, QuarterView
from gridapp.prints import FORMS, Form, analysis, print_forms, subsidy
from gridapp.prints.fonts import MissingGlyphs
from gridapp.prints.layout import lay_out
from gridapp.prints.subjects import quarter_result
from tests.offices import Q3, ZHANG, full_quarter
from tests.prints import goldens
from tests.prints.quarters import finding, mixed, people, person, view

OF_RESULT = [form for form in FORMS if form.read is quarter_result]
EACH = pytest.mark.parametrize("form", OF_RESULT, ids=[form.name for form in OF_RESULT])
Copied = Callable[[Path], list[str]]
Read = Callable[..., list[str]]
Pictured = Callable[[Path, int], Image.Image]

SCORE_SHEET, SUMMARY, PUBLICATION, PAY_TABLE = (form.name for form in OF_RESULT)
LONG = "入户核对时发现户主电话、家庭成员和从业情况与平台登记不一致，经提醒仍未更正，" * 60


def settle(office: Office) -> None:
    office.change("登记", save=full_quarter(Q3))
    for _ in ("已核对", "公示中", "已定案"):
        office.advance(Q3)


# ── asking for forms ──────────────────────────────────────────────────────────────────────────────


def test_a_settled_quarter_gives_a_file_for_each_form(office: Office, tmp_path: Path, copied: Copied) -> None:
    settle(office)

    files = print_forms(office, Q3, tmp_path / "打印" / "第三季度")

    assert [file.name for file in files] == [
        "2019Q3-季度量化考核表.pdf",
        "2019Q3-考核汇总表.pdf",
        "2019Q3-考核结果公示.pdf",
        "2019Q3-补贴发放表.pdf",
        "2019Q3-考核分析图.pdf",
    ]
    assert all(file.parent == tmp_path / "打印" / "第三季度" for file in files)
    assert [len(copied(file)) for file in files] == [2, 1, 1, 1, 1]


def test_only_the_forms_asked_for_are_made(office: Office, tmp_path: Path) -> None:
    settle(office)

    files = print_forms(office, Q3, tmp_path / "打印", [SUMMARY, SUMMARY])

    assert [file.name for file in (tmp_path / "打印").iterdir()] == [files[0].name] == ["2019Q3-考核汇总表.pdf"]


def test_a_form_that_there_is_not_is_answered_with_those_there_are(office: Office, tmp_path: Path) -> None:
    with pytest.raises(OfficeError) as caught:
        print_forms(office, Q3, tmp_path / "打印", [SUMMARY, "花名册"])

    assert all(name in caught.value.message for name in ("“花名册”", *(form.name for form in FORMS)))
    assert not (tmp_path / "打印").exists()


def test_an_open_quarter_leaves_the_pay_table_out_unless_it_is_asked_for(office: Office, tmp_path: Path) -> None:
    files = print_forms(office, Q3, tmp_path)  # nothing is typed in yet

    assert [file.stem for file in files] == [
        f"2019Q3-{name}" for name in (SCORE_SHEET, SUMMARY, PUBLICATION, analysis.NAME)
    ]
    with pytest.raises(subsidy.StillOpen, match="2019年第三季度的补贴发放表不能打印：还有"):
        print_forms(office, Q3, tmp_path, [PAY_TABLE])


def test_a_quarter_without_anybody_has_no_forms(empty_office: Office, tmp_path: Path) -> None:
    with pytest.raises(OfficeError, match="2019年第三季度没有在岗的网格员"):
        print_forms(empty_office, Q3, tmp_path / "打印")


def test_nothing_is_written_when_a_name_cannot_be_printed(office: Office, tmp_path: Path) -> None:
    office.change("改名", save=[Worker(ZHANG, "张𪚥")])

    with pytest.raises(MissingGlyphs, match="“𪚥”"):
        print_forms(office, Q3, tmp_path / "打印")
    assert not (tmp_path / "打印").exists()


def test_a_folder_that_cannot_be_made(office: Office, tmp_path: Path) -> None:
    (tmp_path / "打印").write_text("一个文件", encoding="utf-8")

    with pytest.raises(UnusableFile, match="无法建立文件夹"):
        print_forms(office, Q3, tmp_path / "打印")


def test_a_settled_quarter_prints_the_same_for_ever(office: Office, tmp_path: Path) -> None:
    settle(office)
    before = [file.read_bytes() for file in print_forms(office, Q3, tmp_path / "一")]

    office.change("改名", save=[Worker(ZHANG, "张三丰")])
    office.set_office(镇名="别的镇")

    assert [file.read_bytes() for file in print_forms(office, Q3, tmp_path / "二")] == before


def test_reportlab_is_loaded_only_to_print() -> None:
    script = "import sys, gridapp.prints; print('reportlab' in sys.modules, 'segno' in sys.modules)"

    output = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True).stdout

    assert output.split() == ["False", "False"]


# ── what every form keeps to ──────────────────────────────────────────────────────────────────────


@EACH
def test_the_same_view_gives_the_same_bytes(form: Form[Any], tmp_path: Path) -> None:
    (tmp_path / "一").mkdir()
    (tmp_path / "二").mkdir()

    assert goldens.make(form, tmp_path / "一").read_bytes() == goldens.make(form, tmp_path / "二").read_bytes()


@EACH
def test_number_date_and_pages_stand_on_every_page(form: Form[Any], read: Read) -> None:
    documents = form.documents(view(*people(40)))
    numbers = {
        SCORE_SHEET: "KH-2019Q3-W001",
        SUMMARY: "HZ-2019Q3",
        PUBLICATION: "GS-2019Q3",
        PAY_TABLE: "BT-2019Q3",
    }
    number = numbers[form.name]

    pages = read(documents[:1])

    for place, page in enumerate(pages, 1):
        assert page.endswith(f"编号：{number}第{place}页共{len(pages)}页制表日期：2019年10月8日")
    assert len(pages) == (1 if form.name == SCORE_SHEET else len(lay_out(documents[0]))) >= 1


@EACH
def test_the_foot_tells_a_preview(form: Form[Any], read: Read) -> None:
    settled, open_quarter = (read(form.documents(view(person(1), state=state))) for state in ("已发放", "公示中"))

    assert all("预览（未定案）" in page for page in open_quarter)
    assert not any("预览" in page for page in settled)


@EACH
def test_the_code_names_the_form_and_its_figures(
    form: Form[Any], printed: Callable[..., Path], pictured: Pictured
) -> None:
    def code(quarter: QuarterView) -> str:
        (found,) = zxingcpp.read_barcodes(pictured(printed(form.documents(quarter)[0]), 0))
        return str(found.text)

    number, digest = code(view(person(1))).split()

    assert number == form.documents(view(person(1)))[0].number
    assert len(digest) == 16
    assert int(digest, 16)
    assert code(view(person(1))) == f"{number} {digest}"
    assert code(view(person(1, satisfied=0, weeks={27: {"排查": 0}}, standard=1))) != f"{number} {digest}"


@EACH
@pytest.mark.parametrize("name", ["阿依古丽·买买提", "李𠮷"])
def test_rare_names_are_read_back(form: Form[Any], name: str, read: Read) -> None:
    assert any(name in page for page in read(form.documents(view(person(1, name)))))


@EACH
def test_nothing_leaves_the_paper(form: Form[Any]) -> None:
    day = date(2019, 8, 7)
    quarters = [
        view(),
        view(person(1, "阿卜杜热合曼·买买提吐尔逊" * 3, findings=[finding(day, "1a", LONG)], start=day)),
        view(*people(120), office={"镇名": "很长的名字" * 4, "制表人": "何晓静"}),
    ]

    for document in (document for quarter in quarters for document in form.documents(quarter)):
        for page in lay_out(document):
            assert min(x for x, *_ in page.lines) >= page.left
            assert max(y for _, y, *_ in page.lines) <= page.foot
            for rules in page.rules.values():
                assert all(page.left - 1 <= x <= page.right + 1 for x, *_ in rules)
                assert all(y <= page.bottom + 0.01 for *_, y in rules)


# ── how they look ─────────────────────────────────────────────────────────────────────────────────


@EACH
def test_the_forms_read_and_look_as_they_did(
    form: Form[Any], tmp_path: Path, copied: Copied, pictured: Pictured
) -> None:
    golden = goldens.FOLDER / f"{form.make.__name__}.pdf"
    made = goldens.make(form, tmp_path)

    assert copied(made) == copied(golden)
    for page in range(len(copied(golden))):
        difference = ImageChops.difference(pictured(made, page), pictured(golden, page))
        far_off = sum(difference.histogram()[64:])  # dots whose grey differs by more than a quarter
        assert far_off <= 20, f"page {page + 1}"


def test_the_golden_quarter_has_something_of_everything() -> None:
    result = mixed().result
    grades = {standing.grade for standing in (person.standing for person in result.people)}

    assert grades == {"优秀", "合格", "不合格", "未定等次"}
    assert result.board.decided
    assert any(person.sheet.exemptions for person in result.people)
    assert any(item.raw > item.marks for person in result.people for item in person.sheet.items)

"""All forms: how they are asked for, what every one of them keeps to, and how they look.

After a change of looks, renew the goldens: `.venv/bin/python -m tests.prints.goldens`.
"""

import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import zxingcpp
from PIL import Image, ImageChops

from gridapp.errors import OfficeError, UnusableFile
from gridapp.model import Worker, WorkerQuarter
from gridapp.office import Office
from gridapp.prints import FORMS, Form, analysis, print_forms, subsidy
from gridapp.prints.blocks import Document, Paragraph, Table
from gridapp.prints.choice import Choice
from gridapp.prints.fonts import MissingGlyphs
from gridapp.prints.layout import lay_out
from gridapp.prints.pdf import write
from gridapp.prints.subjects import quarter_papers, quarter_result
from tests.offices import Q3, ZHANG, bring_to, full_quarter
from tests.offices import meeting as meeting_records
from tests.prints import goldens
from tests.prints.papers import documents
from tests.prints.quarters import DAY, finding, meeting, mixed, people, person

EACH = pytest.mark.parametrize("form", FORMS, ids=[form.name for form in FORMS])
NAMING = [form for form in FORMS if form.name != analysis.NAME]
OF_RESULT = [form for form in FORMS if form.read is quarter_result]
OF_FIGURES = [form for form in FORMS if any(document.digest for document in goldens.sample(form))]
OF_ROWS = [form for form in NAMING if any(isinstance(block, Table) for block in goldens.sample(form)[0].blocks)]
Copied = Callable[[Path], list[str]]
Read = Callable[..., list[str]]
Pictured = Callable[[Path, int], Image.Image]

SCORE_SHEET, SUMMARY, PUBLICATION, PAY_TABLE = (form.name for form in OF_RESULT[:4])
NOTHING_ON = {"更正表", "会议签到表", "未录催报单", "通报批评", "不予续用告知"}
"""Forms that a good settled quarter without meetings has nothing on."""
LONG = "入户核对时发现户主电话、家庭成员和从业情况与平台登记不一致，经提醒仍未更正，" * 60


def settle(office: Office) -> None:
    office.change("登记", save=full_quarter(Q3))
    bring_to(office, Q3)


# ── asking for forms ──────────────────────────────────────────────────────────────────────────────


def test_a_settled_quarter_gives_a_file_for_each_form(office: Office, tmp_path: Path, copied: Copied) -> None:
    settle(office)

    files = print_forms(office, Q3, tmp_path / "打印" / "第三季度")

    assert [file.name for file in files[:5]] == [
        "2019Q3-季度量化考核表.pdf",
        "2019Q3-考核汇总表.pdf",
        "2019Q3-考核结果公示.pdf",
        "2019Q3-补贴发放表.pdf",
        "2019Q3-考核分析图.pdf",
    ]
    assert {file.stem.split("-")[-1] for file in files} == {form.name for form in FORMS} - NOTHING_ON
    assert all(file.parent == tmp_path / "打印" / "第三季度" for file in files)
    assert [len(copied(file)) for file in files[:4]] == [2, 1, 1, 1]


def test_every_meeting_of_the_quarter_has_its_list(office: Office, tmp_path: Path) -> None:
    office.change("会议", save=[*meeting_records("H1", date(2019, 7, 3)), *meeting_records("H2", date(2019, 8, 7))])
    office.change("会议", save=meeting_records("H3", date(2019, 10, 9)))

    files = print_forms(office, Q3, tmp_path, ["会议签到表"])

    assert [file.name for file in files] == ["H1-会议签到表.pdf", "H2-会议签到表.pdf"]


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

    made = [file.stem for file in files]
    assert made[:3] == [f"2019Q3-{name}" for name in (SCORE_SHEET, SUMMARY, PUBLICATION)]
    assert f"2019Q3-{PAY_TABLE}" not in made
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


def test_a_settled_quarter_prints_the_same_for_ever_but_for_the_mark(
    office: Office, tmp_path: Path, copied: Copied
) -> None:
    settle(office)
    frozen = [form for form in FORMS if form.read in (quarter_result, quarter_papers)]
    names = [form.name for form in frozen]
    first = print_forms(office, Q3, tmp_path / "一", names)
    before = [form.sheaf(office, Choice(Q3)).draw().content for form in frozen]

    office.change("改名", save=[Worker(ZHANG, "张三丰")])
    office.set_office(镇名="别的镇")

    second, third = (print_forms(office, Q3, tmp_path / folder, names) for folder in ("二", "三"))
    assert [file.read_bytes() for file in second] == before
    assert len(before) == len(frozen) > 5
    for number, files in enumerate((second, third), 1):
        for one, again in zip(first, files, strict=True):
            mark = f"补打第{number}次"
            assert all(mark in "".join(page.split()) for page in copied(again))
            assert ["".join(page.split()).replace(mark, "") for page in copied(again)] == [
                "".join(page.split()) for page in copied(one)
            ]


def test_what_draws_and_writes_is_loaded_only_then() -> None:
    script = "import sys, gridapp.prints; print(*(each in sys.modules for each in ('reportlab', 'segno', 'openpyxl')))"

    output = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True).stdout

    assert output.split() == ["False"] * 3


# ── what every form keeps to ──────────────────────────────────────────────────────────────────────


@EACH
def test_the_same_view_gives_the_same_bytes(form: Form[Any], tmp_path: Path) -> None:
    (tmp_path / "一").mkdir()
    (tmp_path / "二").mkdir()

    assert goldens.make(form, tmp_path / "一").read_bytes() == goldens.make(form, tmp_path / "二").read_bytes()


@EACH
def test_number_date_and_pages_stand_on_every_page(form: Form[Any], read: Read) -> None:
    document = documents(form, *people(40))[0]

    pages = read([document])

    for place, page in enumerate(pages, 1):
        assert page.endswith(f"第{place}页共{len(pages)}页制表日期：2019年10月8日")
        assert f"编号：{document.number}{document.mark}第" in page
    assert document.number.count("-") >= 1


def test_each_form_numbers_its_documents_in_its_own_way() -> None:
    numbers = [[document.number for document in documents(form, *people(4))] for form in FORMS]

    assert len({number.split("-")[0] for found in numbers for number in found}) == len(FORMS)
    assert all(len(set(found)) == len(found) for found in numbers)


@pytest.mark.parametrize("form", OF_RESULT, ids=[form.name for form in OF_RESULT])
def test_the_foot_tells_a_preview(form: Form[Any], read: Read) -> None:
    settled, open_quarter = (read(documents(form, person(1), state=state)) for state in ("已发放", "公示中"))

    assert all("预览（未定案）" in page for page in open_quarter)
    assert not any("预览" in page for page in settled)


@pytest.mark.parametrize("form", OF_FIGURES, ids=[form.name for form in OF_FIGURES])
def test_the_code_names_the_form_and_its_figures(
    form: Form[Any], printed: Callable[..., Path], pictured: Pictured
) -> None:
    def code(*cases: WorkerQuarter) -> str:
        (found,) = zxingcpp.read_barcodes(pictured(printed(documents(form, *cases)[0]), 0))
        return str(found.text)

    other = person(1, "别人", satisfied=0, weeks={27: {"排查": 0}}, standard=1, meetings=[meeting(DAY, "缺席")])
    number, digest = code(person(1)).split()

    assert number == documents(form, person(1))[0].number
    assert len(digest) == 16
    assert int(digest, 16)
    assert code(person(1)) == f"{number} {digest}"
    assert code(other) != f"{number} {digest}"


def test_blank_forms_have_no_code() -> None:
    assert {form.name for form in FORMS} - {form.name for form in OF_FIGURES} == {
        *("每周工作登记表", "入户走访记录表", "矛盾纠纷排查登记表", "民情日志", "代办服务登记簿", "书面汇报"),
        *("满意度测评表", "会议签到表", "未录催报单", "通报批评", "不予续用告知"),
    }


@pytest.mark.parametrize("form", NAMING, ids=[form.name for form in NAMING])
@pytest.mark.parametrize("name", ["阿依古丽·买买提", "李𠮷", "王㛃", "阿卜杜热合曼·买买提吐尔逊"])
def test_rare_names_are_read_back(form: Form[Any], name: str, read: Read) -> None:
    assert any(name in page for page in read(documents(form, person(1, name))))


@pytest.mark.parametrize("form", NAMING, ids=[form.name for form in NAMING])
def test_a_character_that_no_font_has_is_named_before_anything_is_printed(form: Form[Any], tmp_path: Path) -> None:
    with pytest.raises(MissingGlyphs, match=r"“𪚥”（U\+2A6A5，见“.*张𪚥") as caught:
        write(documents(form, person(1, "张𪚥")), tmp_path / "打印.pdf", title="", author="")

    assert list(caught.value.texts) == ["𪚥"]
    assert list(tmp_path.iterdir()) == []


@EACH
def test_one_village_and_an_empty_quarter(form: Form[Any]) -> None:
    """Nobody at all gives an empty list, or no list, never an error; one village is a chapter or a part of the list."""
    for document in (*documents(form), *documents(form, *people(3))):
        assert lay_out(document)
        assert document.chapter in ("", "东沟村")


@EACH
def test_nothing_leaves_the_paper(form: Form[Any]) -> None:
    day = date(2019, 8, 7)
    long = person(1, "阿卜杜热合曼·买买提吐尔逊" * 3, findings=[finding(day, "1a", LONG)], start=day)
    casts: list[tuple[list[WorkerQuarter], dict[str, Any]]] = [
        ([], {}),
        ([long], {}),
        (people(120), {"office": {"镇名": "很长的名字" * 4, "制表人": "何晓静"}}),
    ]

    for cases, more in casts:
        for document in documents(form, *cases, **more):
            for page in lay_out(document):
                assert min(x for x, *_ in page.lines) >= page.left
                assert max(x for x, *_ in page.lines) < page.right
                assert max(y for _, y, *_ in page.lines) <= page.foot
                for rules in page.rules.values():
                    assert all(page.left - 1 <= x <= page.right + 1 for x, *_ in rules)
                    assert all(y <= page.bottom + 0.01 for *_, y in rules)


@EACH
def test_binding_leaves_twenty_millimetres(form: Form[Any]) -> None:
    for document in documents(form, *people(3)):
        width, height, left, top, *_ = document.paper.value
        assert left >= 20
        assert top >= 20 or height > width  # a landscape sheet among portrait ones is bound at its top


@pytest.mark.parametrize("form", OF_ROWS, ids=[form.name for form in OF_ROWS])
def test_five_hundred_people(form: Form[Any]) -> None:
    """Everybody is named, and the header stands on every page that names anybody."""
    cases = people(500)
    pages = [(document, page) for document in documents(form, *cases) for page in lay_out(document)]
    texts = ["\n".join("".join(run.text for run in runs) for *_, runs, _ in page.lines) for _, page in pages]
    named = [re.findall(r"(?:^|：)(网格员\d+)(?=$| W)", text, re.MULTILINE) for text in texts]

    assert {name for names in named for name in names} == {case.worker.name for case in cases}
    for (document, _), text, names in zip(pages, texts, named, strict=True):
        heads = [block.columns[0].head for block in document.blocks if isinstance(block, Table)]
        assert not names or heads[0] in text.splitlines()


@EACH
def test_the_file_holds_what_a_printer_needs(form: Form[Any], tmp_path: Path) -> None:
    """Fonts embedded as subsets, none of Type 3 and no Helvetica; sound to qpdf; who made it and when."""
    file = goldens.make(form, tmp_path)

    checked = subprocess.run(["qpdf", "--check", file], capture_output=True, text=True, encoding="utf-8")
    assert checked.returncode == 0, checked.stdout + checked.stderr
    with pikepdf.open(file) as pdf:
        fonts = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/Font"]
        assert {str(font.Subtype) for font in fonts} == {"/TrueType"}
        assert all("/FontFile2" in font.FontDescriptor and "/ToUnicode" in font for font in fonts)
        assert all(re.fullmatch(r"/[A-Z]{6}\+(Noto|LXGW).*", str(font.BaseFont)) for font in fonts)
        assert str(pdf.docinfo.Title) == form.name
        assert str(pdf.docinfo.Author) == "青川镇"
        assert str(pdf.docinfo.CreationDate) == "D:20191008000000+08'00'"
        with pdf.open_outline() as outline:
            assert len(outline.root) >= 1


PER_WORKER = {
    *("季度量化考核表", "更正表", "满意度测评表", "不予续用告知"),
    *("每周工作登记表", "入户走访记录表", "矛盾纠纷排查登记表", "民情日志", "代办服务登记簿", "书面汇报"),
}


@EACH
def test_a_joined_file_is_outlined_by_village_and_worker(form: Form[Any], printed: Callable[..., Path]) -> None:
    made = documents(form, *people(4))

    with pikepdf.open(printed(*made)) as pdf, pdf.open_outline() as outline:
        found = {entry.title: [child.title for child in entry.children] for entry in outline.root}

    if form.name in PER_WORKER:
        found.pop("空表", None)
        assert found == {"东沟村": [f"网格员{n} W00{n}" for n in (1, 2, 3)], "西湾村": ["网格员4 W004"]}
    else:
        assert len(found) == len(made)


@EACH
def test_text_comes_out_in_reading_order(form: Form[Any], tmp_path: Path) -> None:
    """The text of the file, as another program takes it out, runs as the page is read: title, head, rows, foot."""
    file = goldens.make(form, tmp_path)
    out = subprocess.run(["pdftotext", "-raw", file, "-"], check=True, capture_output=True, encoding="utf-8").stdout
    first = "".join(out.split("\f")[0].split())
    place = 0
    for text in _in_order(goldens.sample(form)[0]):
        found = first.find("".join(text.split()), place)
        assert found >= place, f"{text} stands too early or nowhere"
        place = found + 1


def _in_order(document: Document) -> list[str]:
    """Texts of the first page in the order in which a person reads them."""
    (*tables,) = [block for block in document.blocks if isinstance(block, Table)]
    if not tables:
        running = [block.text.split("\n")[0] for block in document.blocks[:3] if isinstance(block, Paragraph)]
        return [document.title, *running, f"编号：{document.number}"]
    table = tables[0]
    row = table.rows[0] if table.rows else table.filler(0) if table.filler else ()
    heads = [column.head for column in table.columns if not column.group]
    cells = [text for text in row if isinstance(text, str) and text]
    return [*([document.title] if document.headed else []), *heads, *cells[:4], f"编号：{document.number}"]


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

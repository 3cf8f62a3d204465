"""The file: what a viewer, a printer and a telephone find in it."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import msgspec
import pikepdf
import pytest
import zxingcpp
from PIL import Image

from gridapp.errors import UnusableFile
from gridapp.prints.blocks import Align, Column, Document, Pairs, Paper, Paragraph, Signatures, Table
from gridapp.prints.fonts import MissingGlyphs
from gridapp.prints.pdf import write

COLUMNS = (Column("序号", 12), Column("姓名", 30), Column("情况", None, Align.LEFT), Column("得分", 20, Align.RIGHT))


def sheet(number: int = 1, name: str = "张三", rows: int = 3, paper: Paper = Paper.PORTRAIT) -> Document:
    return Document(
        title="2019年第三季度网格员量化考核表",
        blocks=(
            Pairs(((("姓名", name), ("编号", f"W{number:03}")),)),
            Table(COLUMNS, tuple((f"{row}", name, f"第{row}周少{row}条", f"{row}.00") for row in range(1, rows + 1))),
            Paragraph("以上情况属实。"),
            Signatures(("被考核人", "考核人"), 2),
        ),
        number=f"KH-2019Q3-{number:03}",
        drawn_up=date(2019, 10, 8),
        digest="3CD6E0AB3A97025666C03BB38FC45006",
        paper=paper,
        bookmark=name,
    )


Printed = Callable[..., Path]
Copied = Callable[[Path], list[str]]


@pytest.mark.parametrize("name", ["张三", "阿依古丽·买买提", "李𠮷", "㛃娃", "王㐀"])
def test_every_name_can_be_copied(printed: Printed, copied: Copied, name: str) -> None:
    (page,) = copied(printed(sheet(name=name)))

    assert page.count(name) == 4


def test_text_is_copied_row_by_row(printed: Printed, copied: Copied) -> None:
    (page,) = copied(printed(sheet()))

    assert page.splitlines() == [
        "2019年第三季度网格员量化考核表",
        "姓名：张三 编号：W001",
        "序号 姓名 情况 得分",
        "1 张三 第1周少1条 1.00",
        "2 张三 第2周少2条 2.00",
        "3 张三 第3周少3条 3.00",
        "以上情况属实。",
        "被考核人： 年　　月　　日 考核人： 年　　月　　日",
        "编号：KH-2019Q3-001 第 1 页 共 1 页 制表日期：2019年10月8日",
    ]


def test_more_than_256_characters_can_be_copied(printed: Printed, copied: Copied) -> None:
    text = "".join(map(chr, range(0x4E00, 0x4E00 + 700)))
    document = Document(title="字", blocks=(Paragraph(text),), number="1", drawn_up=date(2019, 10, 8))

    assert text in "".join(copied(printed(document))[0].split())


def test_the_code_can_be_read_from_paper(printed: Printed, pictured: Callable[[Path, int], Image.Image]) -> None:
    (code,) = zxingcpp.read_barcodes(pictured(printed(sheet()), 0))

    assert code.text == "KH-2019Q3-001 3CD6E0AB3A97025666C03BB38FC45006"
    assert code.ec_level == "M"


def test_each_document_is_numbered_by_itself(printed: Printed, copied: Copied) -> None:
    found = copied(printed(sheet(1, rows=60), sheet(2)))

    assert [page.splitlines()[-1].split("页")[0:2] for page in found] == [
        ["编号：KH-2019Q3-001 第 1 ", " 共 2 "],
        ["编号：KH-2019Q3-001 第 2 ", " 共 2 "],
        ["编号：KH-2019Q3-002 第 1 ", " 共 1 "],
    ]


def test_the_outline_leads_to_each_document(printed: Printed) -> None:
    with pikepdf.open(printed(sheet(1, "张三", rows=60), sheet(2, "李四"))) as pdf, pdf.open_outline() as outline:
        assert [entry.title for entry in outline.root] == ["张三", "李四"]


def test_documents_of_a_chapter_stand_beneath_it_in_the_outline(printed: Printed) -> None:
    chapters = ("东村", "东村", "", "西村", "东村")
    documents = [
        msgspec.structs.replace(sheet(place, f"第{place}人"), chapter=chapter) for place, chapter in enumerate(chapters)
    ]

    with pikepdf.open(printed(*documents)) as pdf, pdf.open_outline() as outline:
        found = [(entry.title, [child.title for child in entry.children]) for entry in outline.root]

    assert found == [("东村", ["第0人", "第1人"]), ("第2人", []), ("西村", ["第3人"]), ("东村", ["第4人"])]


def test_all_fonts_are_embedded_subsets(printed: Printed) -> None:
    with pikepdf.open(printed(sheet(name="李𠮷"))) as pdf:
        fonts = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/Font"]
        names = {str(font.BaseFont) for font in fonts}

        assert all("/FontFile2" in font.FontDescriptor and "/ToUnicode" in font for font in fonts)
        assert {name.split("+")[1] for name in names} == {
            "NotoSerifSC-Bold",
            "NotoSansSC-Regular",
            "LXGWWenKai-Regular",
        }
        sizes = {str(font.BaseFont).split("+")[1]: len(font.FontDescriptor.FontFile2.read_bytes()) for font in fonts}
        assert max(sizes.values()) < 50_000
        assert sizes["LXGWWenKai-Regular"] < 10_000  # the paragraph and one name, not all of ASCII


def test_the_file_is_sound_and_plain(printed: Printed) -> None:
    path = printed(sheet(), sheet(paper=Paper.LANDSCAPE))

    with pikepdf.open(path) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert [[round(float(side) / 72 * 25.4) for side in page.mediabox[2:]] for page in pdf.pages] == [
            [210, 297],
            [297, 210],
        ]
        assert [str(name) for name in pdf.pages[0].Contents.Filter] == ["/FlateDecode"]
        assert str(pdf.docinfo.Title) == "考核表"
        assert str(pdf.docinfo.Author) == "某镇网格办"
        assert str(pdf.docinfo.CreationDate) == "D:20191008000000+08'00'"
        assert str(pdf.Root.Lang) == "zh-CN"


def test_characters_are_spread_in_running_text_alone(printed: Printed) -> None:
    document = Document(title="通报", blocks=(Paragraph("一2" * 40),), number="1", drawn_up=date(2019, 10, 8))

    with pikepdf.open(printed(document)) as pdf:
        operators = [(str(code.operator), code.operands) for code in pikepdf.parse_content_stream(pdf.pages[0])]

    spacings = [float(operands[0]) for operator, operands in operators if operator == "Tc"]
    assert len(spacings) == 4
    assert spacings[0] > 0
    assert spacings[1::2] == [0, 0]


def test_rules_lie_on_the_dots_of_a_printer(printed: Printed) -> None:
    with pikepdf.open(printed(sheet())) as pdf:
        codes = pikepdf.parse_content_stream(pdf.pages[0])
    ends = [float(place) * 300 / 72 for code in codes if str(code.operator) in "ml" for place in code.operands]

    assert len(ends) > 40
    assert all(abs(place - round(place)) < 0.05 for place in ends)


def test_the_same_documents_give_the_same_bytes(printed: Printed) -> None:
    first = printed(sheet(1, "李𠮷"), sheet(2, "张三")).read_bytes()

    assert printed(sheet(1, "李𠮷"), sheet(2, "张三")).read_bytes() == first


def test_all_missing_characters_of_all_documents_are_named_and_nothing_is_written(tmp_path: Path) -> None:
    path = tmp_path / "打印.pdf"

    with pytest.raises(MissingGlyphs) as caught:
        write([sheet(1, "张𪚥"), sheet(2, "李四"), sheet(3, "王𫠠")], path, title="", author="")

    assert caught.value.texts == {"𪚥": ["张𪚥"], "𫠠": ["王𫠠"]}
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_written_leaves_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "打印.pdf"
    path.mkdir()

    with pytest.raises(UnusableFile, match="无法写入"):
        write([sheet()], path, title="", author="")

    assert list(tmp_path.iterdir()) == [path]


def test_the_number_of_pages_is_returned(tmp_path: Path) -> None:
    assert write([sheet(rows=60), sheet()], tmp_path / "打印.pdf", title="", author="") == 3

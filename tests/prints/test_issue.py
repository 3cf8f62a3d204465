"""Forms out of the house: files, the joined one, and what is remembered of them."""

from pathlib import Path

import openpyxl
import pikepdf
import pytest

from gridapp.errors import UnusableFile
from gridapp.model import Worker
from gridapp.office import Office
from gridapp.prints import sheaves
from gridapp.prints.choice import Choice
from gridapp.prints.fonts import MissingGlyphs
from gridapp.prints.form import Sheaf
from gridapp.prints.issue import AS_BOOK, AS_PDF, ON_PAPER, joined, remember, save
from tests.offices import Q3, ZHANG, bring_to, full_quarter


@pytest.fixture
def made(office: Office) -> list[Sheaf]:
    """The forms of a quarter of which all is on record; it is not settled."""
    office.change("登记", save=full_quarter(Q3))
    return sheaves(office, Choice(Q3))[0]


def test_each_form_becomes_a_file_of_its_kind(made: list[Sheaf], tmp_path: Path) -> None:
    pages = [file.name for _, file in save(made[:2], tmp_path / "纸")]
    books = [file for _, file in save(made[:2], tmp_path / "表", AS_BOOK)]

    assert pages == ["2019Q3-季度量化考核表.pdf", "2019Q3-考核汇总表.pdf"]
    assert [file.name for file in books] == ["2019Q3-季度量化考核表.xlsx", "2019Q3-考核汇总表.xlsx"]
    assert openpyxl.load_workbook(books[0]).sheetnames == ["张三 1001", "李四 1002"]


def test_nothing_is_written_where_it_cannot_be(office: Office, made: list[Sheaf], tmp_path: Path) -> None:
    (tmp_path / "文件").write_text("一个文件", encoding="utf-8")
    with pytest.raises(UnusableFile, match="无法建立文件夹"):
        list(save(made, tmp_path / "文件"))
    office.change("改名", save=[Worker(ZHANG, "张𪚥")])
    with pytest.raises(MissingGlyphs):
        list(save(sheaves(office, Choice(Q3))[0], tmp_path / "纸"))
    assert not (tmp_path / "纸").exists()


def test_the_joined_file_has_an_outline_by_form_village_and_worker(made: list[Sheaf], tmp_path: Path) -> None:
    done: list[int] = []
    (tmp_path / "全部.pdf").write_bytes(joined(made, done.append))

    assert done == list(range(1, sum(len(sheaf.documents) for sheaf in made) + 1))
    with pikepdf.open(tmp_path / "全部.pdf") as pdf, pdf.open_outline() as outline:
        sheets, summary, *_ = outline.root
        assert [(village.title, [each.title for each in village.children]) for village in sheets.children] == [
            ("东村", ["张三 1001"]),
            ("南社区", ["李四 1002"]),
        ]
        assert (summary.title, [each.title for each in summary.children]) == ("考核汇总表", ["网格员考核汇总表"])


def test_of_figures_that_may_change_the_rows_are_kept(office: Office, made: list[Sheaf]) -> None:
    remember(office, made[1:2], ON_PAPER, copies=2)

    (kept,) = office.prints("HZ-2019Q3")

    assert (kept.how, kept.copies, kept.who, kept.form, kept.about) == (
        "打印",
        2,
        "王敏",
        "考核汇总表",
        "2019年第三季度",
    )
    assert '"张三"' in kept.figures
    bring_to(office, Q3)
    first = sheaves(office, Choice(Q3))[0][1:2]
    remember(office, first, AS_PDF)
    assert office.prints("HZ-2019Q3")[0].figures == ""
    again = sheaves(office, Choice(Q3))[0][1:2]
    remember(office, again, AS_PDF)
    assert office.prints("HZ-2019Q3")[0].figures == ""
    assert [sheaf.documents[0].label for sheaf in (*made[1:2], *first, *again)] == [
        "编号：HZ-2019Q3　预览（未定案）",
        "编号：HZ-2019Q3",
        "编号：HZ-2019Q3　补打 第 1 次",
    ]

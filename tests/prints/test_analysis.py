"""考核分析图: what the leaders read of the quarter in pictures."""

from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageChops

from gridapp.charts.figures import Bars
from gridapp.charts.series import worker_losses, worker_trend
from gridapp.prints import FORMS
from gridapp.prints.analysis import VILLAGES, analyses, single
from gridapp.prints.blocks import Picture
from gridapp.prints.layout import lay_out
from gridapp.prints.pdf import render
from tests.prints import goldens
from tests.prints.quarters import VILLAGES as NAMES
from tests.prints.quarters import mixed, people, person, view, with_past

Read = Callable[..., list[str]]


def test_the_whole_holds_line_villages_and_clauses_each_with_its_numbers(read: Read) -> None:
    found = "".join(read(analyses(with_past(mixed()))))

    assert "青川镇网格员考核分析图2019年第三季度全镇近八个季度总分" in found
    assert "2019年第三季度90.0954.40100.00参评11人" in found
    assert "各村（社区）总分" in found
    assert "东沟村99.60100.0099.733人" in found
    assert "5a应访特殊人员未访408人，上季40" in found
    assert "按条款累计，没有按“扣完为止”封顶。" in found


def test_figures_are_read_in_the_order_of_the_page(read: Read) -> None:
    (page, *_) = read(analyses(with_past(view(*people(6)))))

    order = ["全镇近八个季度总分", "优秀90", "季度平均最低最高", "各村（社区）总分", "全镇", "编号：FX-2019Q3"]
    assert [page.rindex(each) if each == "全镇" else page.index(each) for each in order] == sorted(
        page.rindex(each) if each == "全镇" else page.index(each) for each in order
    )


def test_one_worker_s_line_stands_on_a_page_by_itself(read: Read) -> None:
    quarter = view(person(1, "李𠮷", weeks={28: {"排查": 0}}))

    (page,) = read([single(quarter, worker_trend(quarter.policy, with_past(quarter).past, "W001"), "W001")])

    assert page.startswith("李𠮷（W001）近八个季度总分2019年第三季度")
    assert "2019年第二季度98.60合格2019年第三季度99.60合格" in page
    assert "编号：FX-2019Q3-W001" in page


def test_what_nobody_lost_is_said_to_be_nothing(read: Read) -> None:
    quarter = view(person(1))
    figure = worker_losses(quarter.policy, with_past(quarter).past[-1], "W001")
    assert isinstance(figure, Bars)

    (page,) = read([single(quarter, figure, "W001")])

    assert "网格员1（W001）各条款扣分：没有数据。" in page


def test_many_villages_are_parted_over_pictures() -> None:
    (document,) = analyses(with_past(view(*people(15))))
    figures = [block.figure for block in document.blocks if isinstance(block, Picture)]

    assert len(figures) == 3
    assert len(figures[1].rows) == len(NAMES) <= VILLAGES


def test_the_digest_follows_the_figures() -> None:
    settled, other = (analyses(with_past(view(person(1, satisfied=each))))[0].digest for each in (10, 9))

    assert settled == analyses(with_past(view(person(1, satisfied=10))))[0].digest != other


def test_nothing_leaves_the_paper() -> None:
    for quarter in (mixed(), view(person(1)), view(*people(120))):
        for page in lay_out(analyses(with_past(quarter))[0]):
            for left, top, right, bottom, *_ in page.pictures:
                assert page.left <= left < right <= page.right
                assert page.top <= top < bottom <= page.bottom


def test_it_reads_and_looks_as_it_did(
    tmp_path: Path, copied: Callable[[Path], list[str]], pictured: Callable[[Path, int], Image.Image]
) -> None:
    (form,) = [form for form in FORMS if form.make is analyses]
    golden, made = goldens.FOLDER / "analyses.pdf", goldens.make(form, tmp_path)

    assert copied(made) == copied(golden)
    for page in range(len(copied(golden))):
        difference = ImageChops.difference(pictured(made, page), pictured(golden, page))
        assert sum(difference.histogram()[64:]) <= 20, f"page {page + 1}"


def test_the_same_quarter_gives_the_same_bytes_and_names_its_own_fonts_alone() -> None:
    document = analyses(with_past(mixed()))
    first, second = (render(document, title="分析", author="青川镇").content for _ in range(2))

    assert first == second
    assert b"Helvetica" not in first
    assert b"Times" not in first

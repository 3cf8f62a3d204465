"""Where a line may end. Widths are in thousandths of the font size: a Chinese character has 1000."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridapp.prints.fonts import Face
from gridapp.prints.text import Line, balance, wrap


def words(lines: tuple[Line, ...]) -> list[str]:
    return ["".join(run.text for run in line.runs) for line in lines]


def broken(text: str, characters: float) -> list[str]:
    return words(wrap(text, Face.HEI, characters * 1000))


def test_a_text_that_fits_stays_on_one_line() -> None:
    assert broken("未录入平台", 5) == ["未录入平台"]


def test_a_line_ends_between_any_two_chinese_characters() -> None:
    assert broken("信息采集不全不准确", 4) == ["信息采集", "不全不准", "确"]


@pytest.mark.parametrize("mark", "。，、；：？！）》”’】％·…")
def test_a_closing_mark_takes_its_character_along_to_the_next_line(mark: str) -> None:
    assert broken(f"甲乙丙丁{mark}戊", 4) == ["甲乙丙", f"丁{mark}戊"]


@pytest.mark.parametrize("mark", "（《“‘【￥")
def test_an_opening_mark_never_ends_a_line(mark: str) -> None:
    assert broken(f"甲乙丙{mark}丁戊", 4) == ["甲乙丙", f"{mark}丁戊"]


def test_a_bracketed_text_keeps_both_marks_with_their_neighbours() -> None:
    assert broken("甲乙丙（丁）。戊", 4) == ["甲乙丙", "（丁）。", "戊"]


@pytest.mark.parametrize("word", ["0.5", "2019-07-01", "3/4", "1,800.00", "10:30", "W001", "KH-2019Q3", "85%"])
def test_words_and_numbers_are_not_cut(word: str) -> None:
    assert broken(f"一二三四五六{word}七", 7) == ["一二三四五六", f"{word}七"]


@pytest.mark.parametrize("word", ["8.5–8.11", "10分", "10元"])
def test_neither_are_ranges_nor_numbers_with_their_unit(word: str) -> None:
    assert broken(f"一二三四五{word}七", 7) == ["一二三四五", f"{word}七"]


def test_what_is_wider_than_the_line_is_cut_anywhere() -> None:
    assert broken("见0000000000号", 3) == ["见", "00000", "00000", "号"]


def test_a_character_wider_than_the_line_stands_alone() -> None:
    assert broken("甲乙", 0.5) == ["甲", "乙"]


def test_blanks_at_the_end_of_a_line_vanish() -> None:
    assert broken("甲乙  丙丁", 2) == ["甲乙", "丙丁"]


def test_line_breaks_are_kept_and_mark_the_ends_of_paragraphs() -> None:
    lines = wrap("一二三\r\n\n四", Face.HEI, 2000)

    assert words(lines) == ["一二", "三", "", "四"]
    assert [line.last for line in lines] == [False, True, True, True]


def test_an_indent_makes_the_first_line_of_each_paragraph_shorter() -> None:
    assert words(wrap("一二三四五\n六七八", Face.KAI, 4000, 2000)) == ["一二", "三四五", "六七", "八"]


@given(st.text(alphabet="村社区网格员，。（）“”、《》 2019-ab.㛃𠮷·", max_size=60), st.integers(2, 12))
def test_no_text_is_lost_and_no_line_is_too_wide(text: str, characters: int) -> None:
    lines = wrap(text, Face.HEI, characters * 1000)

    assert "".join(words(lines)).replace(" ", "") == text.replace(" ", "")
    assert all(line.width <= characters * 1000 for line in lines)


def test_centred_lines_are_of_much_the_same_width() -> None:
    assert words(balance("不稳定因素排查化解", Face.HEI, 6000)) == ["不稳定因素", "排查化解"]


def test_a_mark_is_the_better_end_of_a_centred_line() -> None:
    assert words(balance("参加培训、例会", Face.HEI, 6000)) == ["参加培训、", "例会"]


def test_balancing_cuts_no_word() -> None:
    assert words(balance("KH-2019Q3 甲", Face.HEI, 6000)) == ["KH-2019Q3", "甲"]

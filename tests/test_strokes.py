"""Strokes of Han characters, and people sorted by them."""

import subprocess
import sys
from random import Random

import pytest

from gridapp.strokes import stroke_key, strokes


@pytest.mark.parametrize(
    ("characters", "count"),
    [("丁卜乃", 2), ("万于", 3), ("王", 4), ("冯", 5), ("刘", 6), ("李张陈杨", 7), ("徐", 10), ("黄", 11), ("戴", 17)],
)
def test_common_surnames_have_their_strokes(characters: str, count: int) -> None:
    assert {strokes(character) for character in characters} == {count}


def test_rare_characters_have_theirs_and_what_is_no_han_character_has_none() -> None:
    assert [strokes(character) for character in "𠮷㛃䶮a·7"] == [6, 9, 9, 0, 0, 0]


def test_people_stand_by_the_surnames_strokes_then_by_the_next_characters() -> None:
    in_order = ["丁一", "马力", "王一", "王小", "王芳", "刘洋", "张三", "李四", "赵云", "黄山", "戴红"]
    assert [strokes(name[0]) for name in in_order] == [2, 3, 4, 4, 4, 6, 7, 7, 9, 11, 17]
    shuffled = Random(7).sample(in_order, len(in_order))
    assert sorted(shuffled, key=stroke_key) == in_order


def test_of_two_names_one_of_which_begins_the_other_the_shorter_comes_first_and_letters_come_last() -> None:
    assert sorted(["王芳", "Ali", "王", "买买提·艾力"], key=stroke_key) == ["王", "王芳", "买买提·艾力", "Ali"]


def test_the_table_is_read_only_when_somebody_sorts() -> None:
    program = "import gridapp.strokes as s; assert not s._table.cache_info().currsize; s.stroke_key('王')"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0

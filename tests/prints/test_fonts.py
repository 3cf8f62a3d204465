"""Which font a character comes from, and what is said of one that no font has."""

import hashlib
import re
import subprocess
import sys

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

from gridapp.prints.fonts import Face, MissingGlyphs, Run, check, runs, typeface, width
from gridapp.resources import resource

GB2312 = {
    char
    for high in range(0xB0, 0xF8)
    for low in range(0xA1, 0xFF)
    for char in bytes((high, low)).decode("gb2312", errors="ignore")
}


@pytest.mark.parametrize("face", Face)
def test_every_font_has_every_character_of_gb2312(face: Face) -> None:
    assert len(GB2312) == 6763
    assert typeface(face).widths.keys() >= GB2312


@pytest.mark.parametrize("face", Face)
def test_the_readme_names_the_very_file_and_its_licence_lies_beside(face: Face) -> None:
    readme = resource("fonts/README.md").read_text(encoding="utf-8")
    lines = [line for line in readme.splitlines() if line.startswith(f"| {face.value}")]
    licence = re.search(r"OFL-\w+\.txt", lines[0])

    assert hashlib.sha256(resource(f"fonts/{face.value}").read_bytes()).hexdigest() in lines[1]
    assert licence
    assert "SIL OPEN FONT LICENSE" in resource(f"fonts/{licence[0]}").read_text(encoding="utf-8")


def test_an_ordinary_name_is_one_run() -> None:
    assert runs("阿依古丽·买买提", Face.HEI) == (Run(Face.HEI, "阿依古丽·买买提"),)


def test_a_rare_name_takes_its_character_from_the_fallback() -> None:
    assert runs("李𠮷㛃", Face.HEI) == (Run(Face.HEI, "李"), Run(Face.KAI, "𠮷"), Run(Face.HEI, "㛃"))


def test_running_text_takes_what_it_lacks_from_the_table_font() -> None:
    assert runs("王㐀之", Face.KAI) == (Run(Face.KAI, "王"), Run(Face.HEI, "㐀"), Run(Face.KAI, "之"))


def test_all_characters_without_a_font_are_named_with_the_texts_they_stand_in() -> None:
    with pytest.raises(MissingGlyphs) as caught:
        check(["张𪚥", "李四", "𪚥家村", "王𫠠"])

    assert caught.value.texts == {"𪚥": ["张𪚥", "𪚥家村"], "𫠠": ["王𫠠"]}
    assert "“𪚥”（U+2A6A5，见“张𪚥”、“𪚥家村”）；“𫠠”（U+2B820，见“王𫠠”）" in caught.value.message


def test_a_character_that_cannot_be_seen_is_named_by_its_code_point() -> None:
    with pytest.raises(MissingGlyphs, match=r"无法显示的字符（U\+0007"):
        check(["张\a三"])


def test_one_text_alone_is_refused_too() -> None:
    with pytest.raises(MissingGlyphs, match="张𪚥"):
        runs("张𪚥", Face.SONG)


def test_line_breaks_and_tabs_need_no_glyph() -> None:
    check(["第一行\r\n第二行\t列"])


@pytest.mark.parametrize("text", ["", "张三", "2019-07-01 第3周，少2条", "𠮷田·㛃"])
def test_widths_are_those_of_reportlab(text: str) -> None:
    of_reportlab = sum(stringWidth(run.text, run.face.name, 1000) for run in runs(text, Face.HEI))

    assert width(text, Face.HEI) == pytest.approx(of_reportlab)


def test_reportlab_is_not_loaded_before_something_is_printed() -> None:
    look = "import sys, gridapp.prints.pdf; sys.exit('reportlab' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", look], check=False).returncode == 0


def test_of_a_long_text_only_what_stands_around_the_character_is_told() -> None:
    with pytest.raises(MissingGlyphs) as caught:
        check(
            ["经镇网格化管理工作领导小组研究，" * 4 + "决定对张𪚥\n予以通报批评。" + "有关村（社区）加强教育管理。" * 4]
        )

    assert "“…管理工作领导小组研究，决定对张𪚥 予以通报批评。有关村（社区…”" in caught.value.message


def test_threads_that_want_a_font_at_once_get_the_same_one() -> None:
    script = """
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from gridapp.prints.fonts import Face, typeface
start = Barrier(4)
def load(_):
    start.wait()
    return typeface(Face.KAI).font
with ThreadPoolExecutor(4) as pool:
    print(len(set(map(id, pool.map(load, range(4))))))
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "1"

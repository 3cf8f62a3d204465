"""The tables made anew from the log alone are those of the file, and where they are not it is said."""

from pathlib import Path

import pytest

from gridapp.office import Office
from tests.offices import ZHANG
from tests.store.test_chain import altered


def test_a_file_is_what_its_log_makes(file: Path) -> None:
    with Office.open(file) as office:
        assert office.rebuild() == []


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        (f"UPDATE worker SET name = '王五' WHERE id = '{ZHANG}'", "文件中是 1001、王五"),
        ("DELETE FROM ballots WHERE worker = '1002'", "文件中是 没有这一行"),
        ("INSERT INTO village VALUES ('西村', '村')", "按变更记录应为 没有这一行，文件中是 西村、村"),
        ("DELETE FROM change WHERE tbl = 'village'", "按变更记录应为 没有这一行，文件中是 东村、村"),
        ("UPDATE change SET after = before WHERE tbl = 'village'", "按变更记录应为 没有这一行，文件中是 东村、村"),
        ("UPDATE change SET key = '{' WHERE tbl = 'grid'", "不能按变更记录重建"),
        ("UPDATE change SET tbl = 'nothing' WHERE tbl = 'grid'", "不能按变更记录重建"),
    ],
)
def test_a_difference_is_said(file: Path, statement: str, said: str) -> None:
    altered(file, statement)
    with Office.open(file) as office:
        assert said in "；".join(office.rebuild())

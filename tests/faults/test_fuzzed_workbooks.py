"""Fuzzed workbooks (fault 25): an error for the user or a clean plan, never a traceback, never a changed file.

A longer run: `FUZZED=20000 python -m pytest tests/faults/test_fuzzed_workbooks.py`.
"""

import os
from collections import Counter
from pathlib import Path

import pytest

from gridapp.errors import OfficeError
from gridapp.office import Office
from gridapp.workbook.importing import plan_import
from gridapp.workbook.reading import read_book
from gridapp.workbook.writing import write_book, write_problems
from tests.books import SOFFICE, bring_in, convert, small, write
from tests.faults.fuzz import mutated, parts_of

FILES = int(os.environ.get("FUZZED", "120"))


@pytest.fixture(params=["typed", "exported", "LibreOffice"])
def whole(request: pytest.FixtureRequest, empty_office: Office, tmp_path: Path) -> bytes:
    """A workbook of every sheet, in the hand of three programs; the office knows what is in it."""
    bring_in(empty_office, small(), tmp_path)
    path = write(tmp_path / "台账.xlsx", small())
    if request.param != "typed":
        write_book(empty_office, path)
    if request.param == "LibreOffice":
        if SOFFICE is None:
            pytest.skip("LibreOffice (soffice) is not installed")
        path = convert(path, "xlsx:Calc MS Excel 2007 XML", tmp_path / "calc")
    return path.read_bytes()


def test_a_fuzzed_workbook_is_an_error_or_a_plan(empty_office: Office, tmp_path: Path, whole: bytes) -> None:
    parts, head, outcomes = parts_of(whole), empty_office.chain_head(), Counter[str]()
    for seed in range(FILES):
        outcomes[_outcome(empty_office, write_bytes(tmp_path / "坏.xlsx", mutated(whole, parts, seed)))] += 1
    assert outcomes.keys() == {"refused", "a plan", "a plan with problems"}
    assert empty_office.chain_head() == head


def _outcome(office: Office, path: Path) -> str:
    """Anything but an OfficeError falls through."""
    try:
        raw = read_book(path)
        plan = plan_import(office, raw)
    except OfficeError:
        return "refused"
    if not plan.problems:
        return "a plan"
    write_problems(office, plan, raw, path.with_name("有误.xlsx"))
    return "a plan with problems"


def write_bytes(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path

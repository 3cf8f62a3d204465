"""The worked cases: workbooks whose answers were worked out by hand, in by the program and in by the command line."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from gridapp.cli import main
from gridapp.office import Office
from gridapp.periods import Quarter
from gridapp.scoring.grades import Outcome, runs
from tests import calculator
from tests.answers import differences, import_book, score
from tests.policies import POLICY

CASES = Path(__file__).parent / "cases"
BOOKS = sorted(CASES.glob("*.xlsx"))
CHAINS = json.loads((CASES / "chains.json").read_text(encoding="utf-8"))
each_case = pytest.mark.parametrize("book", BOOKS, ids=lambda book: book.stem)


def expected(book: Path) -> dict[str, Any]:
    """The answer to a case, without what is only said to the reader."""
    answer = json.loads(book.with_suffix(".expected.json").read_text(encoding="utf-8"))
    return {key: value for key, value in answer.items() if key not in ("id", "title", "why")}


def test_there_are_cases() -> None:
    assert len(BOOKS) == 14
    assert len(CHAINS) == 2


@each_case
def test_a_case_comes_out_as_worked_out_by_hand(book: Path, empty_office: Office) -> None:
    plan = import_book(empty_office, book)

    assert plan.problems == []
    assert differences(expected(book), score(empty_office, expected(book)["quarter"])) == []


@each_case
def test_reading_a_case_again_changes_nothing(book: Path, empty_office: Office) -> None:
    first = import_book(empty_office, book)
    history = empty_office.chain_head()

    again = import_book(empty_office, book)

    assert [(sheet.title, sheet.same) for sheet in again.sheets] == [(s.title, s.new) for s in first.sheets]
    assert all(sheet.new == sheet.changed == sheet.wrong == 0 for sheet in again.sheets)
    assert empty_office.chain_head() == history


@each_case
def test_the_second_calculator_agrees_with_a_case(book: Path) -> None:
    wanted = expected(book)
    weeks = [calculator.week_name(week) for week in calculator.weeks_of(wanted["quarter"])]

    assert differences(wanted, {**calculator.score(book, wanted["quarter"]), "weeks": weeks}) == []


@each_case
def test_the_command_line_gives_the_same_answer(book: Path, tmp_path: Path) -> None:
    db, runner = str(tmp_path / "台账.db"), CliRunner()

    imported = runner.invoke(main, ["import", str(book), "--db", db])
    scored = runner.invoke(main, ["score", "--db", db, "--quarter", expected(book)["quarter"], "--json"])

    assert (imported.exit_code, scored.exit_code) == (0, 0), imported.output + scored.output
    assert differences(expected(book), json.loads(scored.stdout)) == []


def test_the_program_started_from_a_shell_answers_in_json(tmp_path: Path) -> None:
    book = CASES / "C11.xlsx"

    def gridapp(*arguments: str) -> str:
        command = [sys.executable, "-m", "gridapp", *arguments, "--db", str(tmp_path / "台账.db")]
        done = subprocess.run(command, cwd=Path(__file__).parents[1], capture_output=True, check=True)
        assert done.stderr == b""
        return done.stdout.decode("utf-8")

    gridapp("import", str(book))

    assert differences(expected(book), json.loads(gridapp("score", "--quarter", "2019Q2", "--json"))) == []


@pytest.mark.parametrize("chain", CHAINS, ids=lambda chain: chain["id"])
def test_runs_of_failed_quarters(chain: dict[str, Any]) -> None:
    history = [
        Outcome(Quarter.parse(each["quarter"]), each["outcome"], each["new_appointment"])
        for each in chain["inputs"]["history"]
    ]

    found = runs(POLICY, history)

    assert [(str(run.quarter), run.length, list(run.actions)) for run in found] == [
        (each["quarter"], each["run"], each["actions"]) for each in chain["expected"]
    ]

"""The program against the second calculator on random townships: every figure of every worker must agree."""

import random
from pathlib import Path
from typing import Any

import pytest

from gridapp.office import Office
from tests import calculator, random_townships
from tests.answers import differences, import_book, in_any_order, score


@pytest.mark.parametrize("seed", range(60))
def test_a_random_township_comes_out_as_the_second_calculator_says(seed: int, empty_office: Office) -> None:
    quarter, book = random_townships.make(seed)
    path = random_townships.write(book, empty_office.path.with_suffix(".xlsx"))

    plan = import_book(empty_office, path)

    assert [str(problem) for problem in plan.problems] == []
    wanted, found = calculator.score(path, quarter), score(empty_office, quarter)
    assert differences(in_any_order(wanted), in_any_order(found)) == []


@pytest.mark.parametrize("seed", range(6))
def test_the_order_of_sheets_rows_and_columns_changes_nothing(seed: int, tmp_path: Path) -> None:
    quarter, book = random_townships.make(seed)
    rng = random.Random(seed)
    mixed = {title: [shuffled(row, rng) for row in rng.sample(rows, len(rows))] for title, rows in book.items()}
    answers = []
    for name, rows in (("in order", book), ("mixed", shuffled(mixed, rng))):
        with Office.create(tmp_path / f"{name}.db") as office:
            import_book(office, random_townships.write(rows, tmp_path / f"{name}.xlsx"))
            answers.append(score(office, quarter))

    assert answers[0] == answers[1]


def shuffled(mapping: dict[str, Any], rng: random.Random) -> dict[str, Any]:
    keys = rng.sample(list(mapping), len(mapping))
    return {key: mapping[key] for key in keys}

"""The list of prints: it only grows, counts pages and not workbooks, and is no step that could be undone."""

import pytest

from gridapp.model import Printed
from gridapp.office import Office
from gridapp.store.driver import sqlite3


def sheet(number: str = "KH-1", digest: str = "A" * 16, how: str = "打印", **more: object) -> Printed:
    given = {
        "at": "2019-10-08T09:00:00+08:00",
        "who": "王敏",
        "form": "考核表",
        "about": "",
        "copies": 1,
        "choice": "{}",
    }
    return Printed(number=number, digest=digest, how=how, **(given | more))  # type: ignore[arg-type]


def test_what_went_out_is_found_newest_first(office: Office) -> None:
    first, second = sheet(copies=3), sheet(who="李梅", figures="[]")
    office.record_prints([first, sheet("KH-2")])
    office.record_prints([second])

    assert office.prints("KH-1") == [second, first]
    assert office.prints("KH-9") == []


def test_final_pages_are_counted_by_number_and_digest_workbooks_and_previews_are_not(office: Office) -> None:
    office.record_prints(
        [sheet(), sheet(how="PDF"), sheet(how="Excel"), sheet(figures="[]"), sheet(digest="B" * 16), sheet("KH-2")]
    )

    many = [f"KH-{number}" for number in range(2, 2000)]
    assert office.times_printed(["KH-1", *many]) == {
        ("KH-1", "A" * 16): 2,
        ("KH-1", "B" * 16): 1,
        ("KH-2", "A" * 16): 1,
    }


def test_a_print_is_nothing_to_undo_and_no_change_of_the_record(office: Office) -> None:
    before, chain = office.undoable(), office.chain_head()

    office.record_prints([sheet()])

    assert (office.undoable(), office.chain_head()) == (before, chain)
    assert office.check() == []


@pytest.mark.parametrize("change", ["UPDATE printed SET who = '别人'", "DELETE FROM printed"])
def test_what_was_printed_stays_on_record(office: Office, change: str) -> None:
    office.record_prints([sheet()])

    with pytest.raises(sqlite3.IntegrityError, match="stays on record"):
        office._db.execute(change)

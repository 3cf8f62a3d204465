"""A clock at 1970, or set back twenty years (fault 12): told, and nothing depends on it.

Which backups stay then: tests/backups/test_thinning.py; what the window says: tests/ui/test_backups.py.
"""

from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine

from gridapp import backups
from gridapp.model import Worker
from gridapp.office import Office
from tests.offices import ZHANG, open_office

RIGHT = datetime(2026, 8, 10, 4, tzinfo=UTC)
WRONG = [datetime(1970, 1, 1, 4, tzinfo=UTC), datetime(2006, 8, 10, 4, tzinfo=UTC)]


def name_of(office: Office) -> str:
    return next(worker.name for worker in office.all(Worker) if worker.id == ZHANG)


@pytest.mark.parametrize("wrong", WRONG, ids=["1970", "twenty years back"])
def test_steps_are_in_the_order_in_which_they_were_made(tmp_path: Path, wrong: datetime) -> None:
    with time_machine.travel(RIGHT):
        office = open_office(tmp_path)
        office.change("改为甲", save=[Worker(ZHANG, "甲")])
    with office:
        with time_machine.travel(wrong):
            office.change("改为乙", save=[Worker(ZHANG, "乙")])
            assert office.undoable() == "改为乙"
            assert [step.name for step, _ in office.history(Worker(ZHANG, ""))] == ["录入名册", "改为甲", "改为乙"]
            office.undo()
            assert name_of(office) == "甲"
            office.redo()
        with time_machine.travel(RIGHT):
            office.undo()
            assert name_of(office) == "甲"
        assert office.check() == []
        assert office.rebuild() == []


@pytest.mark.parametrize("wrong", WRONG, ids=["1970", "twenty years back"])
def test_a_backup_is_made_and_the_clock_told_and_the_newest_is_still_the_one_made_last(
    tmp_path: Path, wrong: datetime
) -> None:
    place = tmp_path / "备份"
    place.mkdir()
    with time_machine.travel(RIGHT):
        office = open_office(tmp_path)
        assert office.back_up(place).warnings == ()
    with office, time_machine.travel(wrong):
        office.change("改为乙", save=[Worker(ZHANG, "乙")])
        kept = office.back_up(place)
        assert kept.warnings[0].startswith(f"电脑的时间不对：现在显示 {wrong.year}年")
        assert "调准以前不会清理旧备份" in kept.warnings[0]
        newest = backups.newest(backups.found(place, "台账"))
        assert newest is not None
        assert (newest.number, newest.at.year) == (2, wrong.year)
        assert backups.look_into(newest.path, office.path).head == office.chain_head()
        assert backups.newest_good([place], office.path) == newest

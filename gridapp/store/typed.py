"""Who has typed what a quarter is scored by, as the log says."""

import json
from typing import NamedTuple

from gridapp.periods import Quarter
from gridapp.store.changes import newest
from gridapp.store.connection import Database
from gridapp.store.records import reach


class Typists(NamedTuple):
    """Everybody of whom a step stands that touched a scored record of the quarter, up to the change of that number."""

    names: frozenset[str]
    until: int


def typists(db: Database, quarter: Quarter, known: Typists | None = None) -> Typists:
    """Who typed, removals counted in; undone steps are not. What is known already is not looked for again."""
    last = newest(db)
    if known and known.until == last:
        return known
    if known is None or _went_back(db, known.until):
        known = Typists(frozenset(), 0)
    return Typists(known.names | _names(db, quarter, known.until), last)


def _went_back(db: Database, after: int) -> bool:
    """Whether anything was undone or redone since, so that other steps stand than before."""
    found = "SELECT 1 FROM change JOIN step ON step.id = change.step WHERE change.id > ? AND kind != 'do' LIMIT 1"
    return db.execute(found, [after]).fetchone() is not None


def _names(db: Database, quarter: Quarter, after: int) -> set[str]:
    places, args = _places(db, quarter)
    index = "NOT INDEXED" if after else ""  # a few new rows are found by their numbers, a whole quarter by its keys
    touched = " UNION ALL ".join(f"SELECT step FROM change {index} WHERE id > {after} AND {place}" for place in places)
    rows = db.execute(
        f"SELECT DISTINCT who FROM step WHERE kind = 'do' AND undone = 0 AND id IN ({touched})",
        args,
    )
    return {row[0] for row in rows}


def _places(db: Database, quarter: Quarter) -> tuple[list[str], list[str]]:
    """Where in the log a quarter's scored records are: by their keys where these say it, else by the day in the row."""
    keys = [
        ("week_tally", _key(quarter.weeks[0].key), _key(quarter.weeks[-1].key)),
        ("month_tally", _key(quarter.months[0].key), _key(quarter.months[-1].key)),
        ("ballots", _key(str(quarter)), _key(str(quarter))),
    ]
    held = "tbl = 'meeting' AND coalesce(after, before) ->> 'day' BETWEEN ? AND ?"
    days, wider = [[day.isoformat() for day in (span.first, span.last)] for span in (quarter.span, reach(quarter))]
    meetings = db.execute(f"SELECT DISTINCT key ->> 0 FROM change WHERE {held}", days)
    keys += [("attendance", _key(number), _key(number)) for (number,) in meetings]
    dated = [("meeting", days), ("finding", days), ("detail", wider)]
    places = [f"tbl = '{table}' AND key BETWEEN ? AND ? || '~'" for table, _, _ in keys]
    places += [f"tbl = '{table}' AND coalesce(after, before) ->> 'day' BETWEEN ? AND ?" for table, _ in dated]
    return places, [*(end for _, *ends in keys for end in ends), *(day for _, ends in dated for day in ends)]


def _key(first: str) -> str:
    """How keys in the log begin whose first part is this; “~” sorts behind all that follows."""
    return json.dumps([first], ensure_ascii=False, separators=(",", ":")).removesuffix("]") + ","

"""What a settled quarter froze, which quarters are closed, and which of them a step touches."""

import zlib
from collections.abc import Callable, Iterator
from datetime import date
from hashlib import sha256

from gridapp.periods import Quarter, Week
from gridapp.store.connection import Database
from gridapp.store.records import reach
from gridapp.store.tables import MEETINGS, QUARTERS, period_of


def freeze(db: Database, body: bytes) -> str:
    """Keep a settled quarter's result for ever under its own SHA-256; returns the digest."""
    digest = sha256(body).hexdigest()
    db.execute("INSERT OR IGNORE INTO frozen (digest, body) VALUES (?, ?)", [digest, zlib.compress(body, 6)])
    return digest


def thaw(db: Database, digest: str) -> bytes | None:
    """The frozen body of a digest; None when it is not there or no longer what was frozen."""
    row = db.execute("SELECT body FROM frozen WHERE digest = ?", [digest]).fetchone()
    try:
        body = zlib.decompress(row[0]) if row else b""
    except zlib.error:
        return None
    return body if sha256(body).hexdigest() == digest else None


def closed_quarters(db: Database) -> dict[str, str]:
    """The quarters that are past 录入中, with their states: their records may not be changed."""
    return {state.quarter: state.state for state in QUARTERS.find(db) if state.state != "录入中"}


def known_quarters(db: Database) -> list[Quarter]:
    """The quarters that have tallies, ballots or a state, oldest first."""
    found = {
        *_quarters_in(db, "week_tally", "period", lambda text: period_of(text).quarter, lambda q: q.weeks[-1].key),
        *_quarters_in(db, "month_tally", "period", lambda text: period_of(text).quarter, lambda q: q.months[-1].key),
        *_quarters_in(db, "quarter", "quarter", Quarter.parse, str),
        *_quarters_in(db, "ballots", "quarter", Quarter.parse, str),
    }
    return sorted(found)


def _quarters_in(
    db: Database, table: str, field: str, quarter_of: Callable[[str], Quarter], last_of: Callable[[Quarter], str]
) -> Iterator[Quarter]:
    """The quarters that a key's first field speaks of. Goes from one to the next in the key: DISTINCT reads it all."""
    after = ""
    while text := db.execute(f"SELECT min({field}) FROM {table} WHERE {field} > ?", [after]).fetchone()[0]:
        quarter = quarter_of(text)
        yield quarter
        after = last_of(quarter)


def touched_quarters(db: Database, step: int) -> set[Quarter]:
    """The quarters whose records an open step has changed. A day's 明细 may count in two: its own and its week's."""
    found: set[Quarter] = set()
    for table in ("week_tally", "month_tally"):
        found |= {period_of(text).quarter for text in _values(db, step, table, "period")}
    for table in ("finding", "meeting"):
        found |= {Quarter.of(date.fromisoformat(text)) for text in _values(db, step, table, "day")}
    for table in ("ballots", "quarter_setting", "tie_basis"):
        found |= {Quarter.parse(text) for text in _values(db, step, table, "quarter")}
    for text in _values(db, step, "detail", "day"):
        day = date.fromisoformat(text)
        found |= {Quarter.of(day), Week.of(day).quarter}
    for meeting in _values(db, step, "attendance", "meeting"):
        held = MEETINGS.get(db, meeting)
        found |= {Quarter.of(held.day)} if held else set()
    return found


def touched_settlements(db: Database, step: int) -> set[Quarter]:
    """The quarters that an open step would settle otherwise: by their publication, by corrections that they pay."""
    texts = _values(db, step, "publication", "quarter") | _values(db, step, "correction", "paid_in")
    return {Quarter.parse(text) for text in texts}


def _values(db: Database, step: int, table: str, field: str) -> set[str]:
    rows = db.execute(
        f"""SELECT before ->> '{field}' FROM change WHERE step = ?1 AND tbl = ?2 UNION
            SELECT after ->> '{field}' FROM change WHERE step = ?1 AND tbl = ?2""",
        [step, table],
    )
    return {row[0] for row in rows if row[0] is not None}


_WITHIN = """iif({image} ->> 'start' <= ?3 AND coalesce({image} ->> 'stop', '9999') >= ?2,
    json_array({image} ->> 'worker', {image} ->> 'grid', {image} ->> 'start',
        iif({image} ->> 'stop' <= ?3, json_array({image} ->> 'stop', {image} ->> 'reason'), NULL)), NULL)"""
"""What of a post's image lies between the days ?2 and ?3, NULL for none; when it ends only if it ends there."""


def touches_roster(db: Database, step: int, quarter: Quarter) -> bool:
    """Whether an open step changed what of a post or standard reaches into a quarter, or a village's or grid's place.

    That somebody leaves later is nothing to it.
    """
    first, last = (day.isoformat() for day in reach(quarter))
    reaching = f"""SELECT 1 FROM change WHERE step = ?1 AND (
            (tbl = 'post' AND {_WITHIN.format(image="before")} IS NOT {_WITHIN.format(image="after")})
            OR (tbl = 'standard' AND (before ->> 'start' <= ?3 OR after ->> 'start' <= ?3))
            OR (tbl IN ('village', 'grid') AND before IS NOT NULL
                AND (before ->> 'kind' IS NOT after ->> 'kind' OR before ->> 'village' IS NOT after ->> 'village')))"""
    return db.execute(reaching, [step, first, last]).fetchone() is not None

"""The file's schema, step by step. A file of every released version opens for ever: migrations are only ever added.

Each runs in one transaction together with the version that it leads to. Tables are STRICT; dates are ISO texts, points
and money integers, counts JSON by the duty's name, so that a new duty needs no migration.
"""

from sqlite_utils import Database, Migrations

from gridapp.store import connection
from gridapp.store.driver import sqlite3
from gridapp.store.version import APPLICATION_ID

migrations = Migrations("gridapp")

_TABLES_1 = {
    "village": "name TEXT NOT NULL PRIMARY KEY, kind TEXT NOT NULL CHECK (kind IN ('村', '社区'))",
    "grid": """code TEXT NOT NULL PRIMARY KEY, village TEXT NOT NULL REFERENCES village DEFERRABLE INITIALLY DEFERRED,
        name TEXT NOT NULL, households INTEGER, area TEXT NOT NULL""",
    "worker": """id TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL, sex TEXT NOT NULL, identity TEXT NOT NULL,
        phone TEXT NOT NULL, education TEXT NOT NULL, politics TEXT NOT NULL, ethnicity TEXT NOT NULL,
        address TEXT NOT NULL, offices TEXT NOT NULL, bank TEXT NOT NULL, account TEXT NOT NULL""",
    "post": """worker TEXT NOT NULL REFERENCES worker DEFERRABLE INITIALLY DEFERRED, start TEXT NOT NULL,
        grid TEXT NOT NULL REFERENCES grid DEFERRABLE INITIALLY DEFERRED, stop TEXT, reason TEXT NOT NULL,
        PRIMARY KEY (worker, start)""",
    "assistant": """grid TEXT NOT NULL REFERENCES grid DEFERRABLE INITIALLY DEFERRED, name TEXT NOT NULL,
        role TEXT NOT NULL, start TEXT, kind TEXT NOT NULL, phone TEXT NOT NULL, stop TEXT,
        id INTEGER PRIMARY KEY AUTOINCREMENT""",
    "standard": "worker TEXT NOT NULL, start TEXT NOT NULL, cents INTEGER NOT NULL, PRIMARY KEY (worker, start)",
    "week_tally": """worker TEXT NOT NULL REFERENCES worker DEFERRABLE INITIALLY DEFERRED, period TEXT NOT NULL,
        counts TEXT NOT NULL, exempt TEXT NOT NULL, paper TEXT NOT NULL, PRIMARY KEY (period, worker)""",
    "month_tally": """worker TEXT NOT NULL REFERENCES worker DEFERRABLE INITIALLY DEFERRED, period TEXT NOT NULL,
        counts TEXT NOT NULL, exempt TEXT NOT NULL, paper TEXT NOT NULL, PRIMARY KEY (period, worker)""",
    "detail": """worker TEXT NOT NULL REFERENCES worker DEFERRABLE INITIALLY DEFERRED, day TEXT NOT NULL,
        duty TEXT NOT NULL, kind TEXT NOT NULL, object TEXT NOT NULL, note TEXT NOT NULL, paper TEXT NOT NULL,
        id INTEGER PRIMARY KEY AUTOINCREMENT""",
    "finding": """worker TEXT NOT NULL REFERENCES worker DEFERRABLE INITIALLY DEFERRED, day TEXT NOT NULL,
        clause TEXT NOT NULL, level TEXT NOT NULL, times INTEGER NOT NULL CHECK (times > 0), note TEXT NOT NULL,
        paper TEXT NOT NULL, id INTEGER PRIMARY KEY AUTOINCREMENT""",
    "meeting": """id TEXT NOT NULL PRIMARY KEY, day TEXT NOT NULL, kind TEXT NOT NULL, topic TEXT NOT NULL,
        place TEXT NOT NULL, host TEXT NOT NULL, report_due TEXT""",
    "attendance": """meeting TEXT NOT NULL REFERENCES meeting DEFERRABLE INITIALLY DEFERRED,
        worker TEXT NOT NULL REFERENCES worker DEFERRABLE INITIALLY DEFERRED, mark TEXT NOT NULL,
        report TEXT NOT NULL, note TEXT NOT NULL, PRIMARY KEY (meeting, worker)""",
    "ballots": """quarter TEXT NOT NULL, worker TEXT NOT NULL REFERENCES worker DEFERRABLE INITIALLY DEFERRED,
        voters TEXT NOT NULL, counts TEXT NOT NULL, PRIMARY KEY (quarter, worker, voters)""",
    "quarter_setting": """quarter TEXT NOT NULL, item TEXT NOT NULL, value TEXT NOT NULL,
        PRIMARY KEY (quarter, item)""",
    "quarter": "quarter TEXT NOT NULL PRIMARY KEY, policy TEXT NOT NULL, state TEXT NOT NULL",
    "settlement": """quarter TEXT NOT NULL PRIMARY KEY, digest TEXT NOT NULL REFERENCES frozen,
        carried_out INTEGER NOT NULL, at TEXT NOT NULL""",
    "policy": "version TEXT NOT NULL PRIMARY KEY, text TEXT NOT NULL",
    "office_setting": "item TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL",
}
_WITHOUT_ROWID = {"post", "standard", "week_tally", "month_tally", "attendance", "ballots", "quarter_setting"}
_INDEXES_1 = ("post (grid)", "detail (day)", "finding (day)", "meeting (day)", "assistant (grid)")


@migrations()
def first_release(db: Database) -> None:
    """Rosters, records, quarters, and the log of changes that audits them all."""
    db.execute(
        """CREATE TABLE step (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, who TEXT NOT NULL,
            at TEXT NOT NULL, kind TEXT NOT NULL CHECK (kind IN ('do', 'undo', 'redo')),
            target INTEGER REFERENCES step, undone INTEGER NOT NULL DEFAULT 0, open INTEGER NOT NULL) STRICT"""
    )
    db.execute("CREATE UNIQUE INDEX step_open ON step (open) WHERE open = 1")
    db.execute("CREATE INDEX step_done ON step (undone, id) WHERE kind = 'do'")
    db.execute(
        """CREATE TABLE change (id INTEGER PRIMARY KEY, step INTEGER NOT NULL REFERENCES step, tbl TEXT NOT NULL,
            key TEXT NOT NULL, before TEXT, after TEXT, hash BLOB) STRICT"""
    )
    db.execute("CREATE INDEX change_step ON change (step)")
    db.execute("CREATE INDEX change_key ON change (tbl, key)")
    db.execute("CREATE TABLE frozen (digest TEXT NOT NULL PRIMARY KEY, body BLOB NOT NULL) STRICT")
    for name, columns in _TABLES_1.items():
        rowid = ", WITHOUT ROWID" if name in _WITHOUT_ROWID else ""
        db.execute(f"CREATE TABLE {name} ({columns}) STRICT{rowid}")
        guard(db, name)
    for index in _INDEXES_1:
        db.execute(f"CREATE INDEX {index.split()[0]}_by_{index.split('(')[1].strip(')')} ON {index}")
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.execute("PRAGMA user_version = 1")


@migrations()
def prints(db: Database) -> None:
    """What was printed: a list that only grows."""
    db.execute(
        """CREATE TABLE printed (id INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, who TEXT NOT NULL,
            how TEXT NOT NULL CHECK (how IN ('打印', 'PDF', 'Excel')), form TEXT NOT NULL, about TEXT NOT NULL,
            number TEXT NOT NULL, digest TEXT NOT NULL, copies INTEGER NOT NULL CHECK (copies > 0),
            choice TEXT NOT NULL, figures TEXT NOT NULL) STRICT"""
    )
    db.execute("CREATE INDEX printed_by_number ON printed (number)")
    _only_grows(db, "printed", "what was printed stays on record")
    db.execute("PRAGMA user_version = 2")


_TABLES_3 = {
    "tie_basis": """quarter TEXT NOT NULL PRIMARY KEY, candidates TEXT NOT NULL, seats INTEGER NOT NULL,
        total INTEGER NOT NULL, base INTEGER NOT NULL, satisfaction INTEGER NOT NULL""",
    "publication": "quarter TEXT NOT NULL PRIMARY KEY, first TEXT NOT NULL, last TEXT NOT NULL",
    "objection": """quarter TEXT NOT NULL, objector TEXT NOT NULL, received TEXT NOT NULL, text TEXT NOT NULL,
        worker TEXT NOT NULL, answer TEXT NOT NULL, outcome TEXT NOT NULL, answered_by TEXT NOT NULL, answered TEXT,
        id INTEGER PRIMARY KEY AUTOINCREMENT""",
    "flag_answer": """quarter TEXT NOT NULL, key TEXT NOT NULL, facts TEXT NOT NULL, answer TEXT NOT NULL,
        who TEXT NOT NULL, day TEXT NOT NULL, PRIMARY KEY (quarter, key)""",
    "correction": """id TEXT NOT NULL PRIMARY KEY,
        quarter TEXT NOT NULL REFERENCES settlement DEFERRABLE INITIALLY DEFERRED, day TEXT NOT NULL,
        reason TEXT NOT NULL, proposed_by TEXT NOT NULL, confirmed_by TEXT NOT NULL, paid_in TEXT NOT NULL,
        digest TEXT NOT NULL REFERENCES frozen""",
    "restatement": """correction TEXT NOT NULL REFERENCES correction DEFERRABLE INITIALLY DEFERRED,
        worker TEXT NOT NULL REFERENCES worker DEFERRABLE INITIALLY DEFERRED, grade TEXT NOT NULL,
        cents INTEGER NOT NULL, PRIMARY KEY (correction, worker)""",
    "consequence": """quarter TEXT NOT NULL, worker TEXT NOT NULL REFERENCES worker DEFERRABLE INITIALLY DEFERRED,
        kind TEXT NOT NULL, accepted INTEGER NOT NULL CHECK (accepted IN (0, 1)), reason TEXT NOT NULL,
        who TEXT NOT NULL, day TEXT NOT NULL, length INTEGER NOT NULL, PRIMARY KEY (quarter, worker, kind)""",
    "year_decision": """year INTEGER NOT NULL, worker TEXT NOT NULL REFERENCES worker DEFERRABLE INITIALLY DEFERRED,
        decision TEXT NOT NULL, reason TEXT NOT NULL, who TEXT NOT NULL, day TEXT NOT NULL,
        PRIMARY KEY (year, worker)""",
    "recommendation": """year INTEGER NOT NULL, grid TEXT NOT NULL REFERENCES grid DEFERRABLE INITIALLY DEFERRED,
        name TEXT NOT NULL, worker TEXT NOT NULL, recommended TEXT, reviewed TEXT, decided TEXT, appointed TEXT,
        note TEXT NOT NULL, PRIMARY KEY (year, grid)""",
}


@migrations()
def rulings(db: Database) -> None:
    """What people publish, object to, answer, correct and decide."""
    for name, columns in _TABLES_3.items():
        db.execute(f"CREATE TABLE {name} ({columns}) STRICT")
        guard(db, name)
    db.execute("CREATE INDEX objection_by_quarter ON objection (quarter)")
    db.execute("CREATE INDEX correction_by_paid_in ON correction (paid_in)")
    db.execute("PRAGMA user_version = 3")


@migrations()
def accounts(db: Database) -> None:
    """Who works at the file, their keyring while the file is plain, and what they saw and took out."""
    db.execute(
        """CREATE TABLE account (name TEXT NOT NULL PRIMARY KEY,
            role TEXT NOT NULL CHECK (role IN ('录入', '审核', '管理', '只读')),
            stopped INTEGER NOT NULL CHECK (stopped IN (0, 1))) STRICT"""
    )
    guard(db, "account")
    db.execute("CREATE TABLE keyring (id INTEGER PRIMARY KEY CHECK (id = 1), body BLOB NOT NULL) STRICT")
    db.execute(
        """CREATE TABLE access (id INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, who TEXT NOT NULL,
            what TEXT NOT NULL, about TEXT NOT NULL) STRICT"""
    )
    _only_grows(db, "access", "who came in and what went out stays on record")
    db.execute("PRAGMA user_version = 4")


def migrate(conn: sqlite3.Connection) -> None:
    """Make what is open what this program wants it to be, whether it is empty or of an earlier version."""
    migrations.apply(Database(conn, execute_plugins=False))  # nobody else's code at the office's file


def in_memory() -> connection.Database:
    """An empty file of this version, held in memory."""
    fresh = connection.Database(sqlite3.connect(":memory:", isolation_level=None))
    migrate(fresh.conn)
    return fresh


def _only_grows(db: Database, name: str, why: str) -> None:
    for event in ("UPDATE", "DELETE"):
        db.execute(
            f"""CREATE TRIGGER {name}_{event.lower()} BEFORE {event} ON {name}
                BEGIN SELECT RAISE(ABORT, '{why}'); END"""
        )


def guard(db: Database, name: str) -> None:
    """(Re)make a table's triggers that refuse any write while no step is open: nothing changes unrecorded."""
    for event in ("INSERT", "UPDATE", "DELETE"):
        trigger = f"{name}_{event.lower()}"
        db.execute(f"DROP TRIGGER IF EXISTS {trigger}")
        db.execute(
            f"""CREATE TRIGGER {trigger} BEFORE {event} ON {name}
                WHEN NOT EXISTS (SELECT 1 FROM step WHERE open = 1)
                BEGIN SELECT RAISE(ABORT, 'a write outside a step'); END"""
        )

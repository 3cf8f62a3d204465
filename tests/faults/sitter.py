"""A clerk in a process of their own, who types finding after finding and says of each how it went; can be killed.

Processes are forked from one that has loaded all that is needed, so that a hundred of them take no time.
"""

import ctypes
import multiprocessing
from collections.abc import Callable
from datetime import date, datetime
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from gridapp import backups, door
from gridapp.errors import NotSaved, OfficeError
from gridapp.keyring import Unlocked
from gridapp.model import Finding
from gridapp.office import Office
from gridapp.store import changes
from tests.offices import PASSWORD, ZHANG, open_signed_in, reopen

_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(["tests.faults.sitter"])

TRIES = 500
"""So often is a finding tried again that was not saved; an encrypted file is opened again between, among faults."""


def begin(work: Callable[..., None], *arguments: object) -> tuple[ForkServerProcess, Connection]:
    """Start some work in a process; what it says comes through the connection."""
    hear, say = _CONTEXT.Pipe(duplex=False)
    process = _CONTEXT.Process(target=work, args=(say, *arguments))
    process.start()
    say.close()
    return process, hear


def heard(hear: Connection) -> list[str]:
    """All that was said until the process ended."""
    said: list[str] = []
    while True:
        try:
            said.append(hear.recv())
        except EOFError:
            return said


def type_findings(say: Connection, path: Path, unlocked: Unlocked | None, first: int, count: int = 10_000) -> None:
    """Say "17" when the 17th is saved, "17?" when nobody can tell, "17!" when it is given up."""
    with Office.open(path, unlocked=unlocked) as office:
        say.send("open")
        for number in range(first, first + count):
            say.send(_type(office, number))


def _type(office: Office, number: int) -> str:
    record = Finding(ZHANG, date(2019, 5, 6), "1a", note=str(number))
    for _ in range(TRIES):
        try:
            office.change(f"第{number}条", save=[record])
        except NotSaved:
            continue  # as the window does: it waits, and is made again
        except OfficeError:
            return f"{number}?"
        return str(number)
    return f"{number}!"


def type_among_faults(path: Path, count: int, calls: str, probability: float) -> None:
    """The same under libfiu (`fiu-run -x`), without a parent: these calls of the system fail now and then.

    Says at the end how often a change was stored though its commit told of an error.
    """
    fiu, stored = ctypes.CDLL("libfiu.so.0"), 0
    sync = changes.sync_file

    def counted(journal: Path) -> None:
        nonlocal stored
        stored += 1
        sync(journal)

    changes.sync_file = counted
    office = open_signed_in(path)
    for number in range(count):
        fiu.fiu_enable_random(calls.encode(), 1, None, 0, ctypes.c_float(probability))
        said = _type(office, number)
        fiu.fiu_disable(calls.encode())
        print(said, flush=True)
        if said.endswith("?"):  # as the sentence asks for
            office.close()
            office = reopen(office)
    office.close()
    print(f"stored {stored}", flush=True)


def back_up(say: Connection, path: Path, unlocked: Unlocked | None, place: Path) -> None:
    """Change something and back it up, again and again; say each backup's name."""
    with Office.open(path, unlocked=unlocked) as office:
        say.send("open")
        for number in range(10_000):
            office.set_office(镇名=f"第{number}镇")
            kept = backups.keep(office.draft_backup(), [place], datetime.now())
            say.send(kept.backups[0].path.name)


def change_keys(say: Connection, path: Path, unlocked: Unlocked) -> None:
    """Another key, no key, a key, another password, again and again; say when each is done."""
    say.send("open")
    for _ in range(10_000):
        for how in (door.rekey, door.decrypt, door.encrypt):
            unlocked = how(path, unlocked)
            say.send(how.__name__)
        with Office.open(path, unlocked=unlocked) as office:
            office.set_password("李强", PASSWORD)
        say.send("password")

"""Fuzzing guided by coverage (fault 25): workbooks as they are read and planned, databases as they are opened.

    python -m tests.faults.atheris_run workbook 600     # seconds
    python -m tests.faults.atheris_run database 600

Whatever is no OfficeError ends the run with a traceback, and its input lies in the present folder (crash-…); so does
what takes longer than 20 seconds, and a file that was changed.
"""

import random
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["gridapp", "openpyxl"]):
    from gridapp import backups
    from gridapp.errors import OfficeError
    from gridapp.office import Office
    from gridapp.workbook.importing import plan_import
    from gridapp.workbook.reading import read_book

import contextlib

from tests.books import small, write
from tests.faults.fuzz import parts_of, zipped
from tests.offices import open_office

HANGS = 20
"""Seconds after which an input counts as a hang."""
LARGEST = 600_000


def workbook(folder: Path) -> Callable[[bytes], None]:
    """Read a workbook and plan its import into a small office."""
    path, office = folder / "台账.xlsx", open_office(folder)

    def fuzz(data: bytes) -> None:
        path.write_bytes(data)
        with contextlib.suppress(OfficeError):
            plan_import(office, read_book(path))
        if path.read_bytes() != data:
            raise AssertionError("the workbook was changed")

    return fuzz


def database(folder: Path) -> Callable[[bytes], None]:
    """Open a database, check it, rebuild it; try to put it back as a backup."""
    path, target = folder / "坏.db", folder / "台账.db"
    open_office(folder).close()
    before = target.read_bytes()

    def fuzz(data: bytes) -> None:
        path.write_bytes(data)
        path.with_name("坏.db-journal").unlink(missing_ok=True)
        try:
            with Office.open(path) as office:
                if not office.check():
                    office.quarters()
                office.rebuild()
        except OfficeError:
            pass
        if path.read_bytes() != data:
            raise AssertionError("the database was changed")
        try:
            backups.restore(path, target)
        except OfficeError:
            if target.read_bytes() != before:
                raise AssertionError("a backup that won't do was put back") from None
        for kept in folder.glob("台账-恢复前-*"):
            kept.unlink()
        target.write_bytes(before)

    return fuzz


def mutate_part(data: bytes, largest: int, seed: int) -> bytes:
    """A workbook stays a zip: one of its parts is mutated, or, seldom, the whole."""
    dice = random.Random(seed)
    try:
        parts = parts_of(data)
        name = dice.choice(sorted(parts))
    except Exception:
        return bytes(atheris.Mutate(data, largest))
    if dice.random() < 0.1:
        return bytes(atheris.Mutate(data, largest))
    part = parts[name] or b"<x/>"
    return zipped({**parts, name: bytes(atheris.Mutate(part, len(part) + 200))})[:largest]


def main(kind: str, seconds: int) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        folder, corpus = Path(scratch) / "work", Path(scratch) / "corpus"
        for each in (folder, corpus):
            each.mkdir()
        if kind == "workbook":
            write(corpus / "whole.xlsx", small())
            write(corpus / "one.xlsx", small("网格"))
        else:
            with open_office(corpus) as office:
                office.set_office(镇名="柳河镇")
        options = [f"-max_total_time={seconds}", f"-timeout={HANGS}", f"-max_len={LARGEST}", "-print_final_stats=1"]
        mutator = {"custom_mutator": mutate_part} if kind == "workbook" else {}
        fuzz = {"workbook": workbook, "database": database}[kind](folder)
        atheris.Setup([sys.argv[0], *options, str(corpus)], fuzz, **mutator)
        atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))

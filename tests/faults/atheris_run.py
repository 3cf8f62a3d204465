"""Fuzzing guided by coverage (fault 25): workbooks as they are read and planned, databases as they are opened.

    python -m tests.faults.atheris_run workbook 600     # seconds
    python -m tests.faults.atheris_run database 600
    python -m tests.faults.atheris_run encrypted 600    # an encrypted file, its keyring, its backup

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
    from gridapp import backups, passwords
    from gridapp.door import Door
    from gridapp.errors import OfficeError
    from gridapp.office import Office
    from gridapp.workbook.importing import plan_import
    from gridapp.workbook.reading import read_book

import contextlib
import shutil
from datetime import datetime

from tests.books import small, write
from tests.faults.fuzz import parts_of, with_digest, zipped
from tests.offices import PASSWORD, open_office

HANGS = 20
"""Seconds after which an input counts as a hang."""
LARGEST = 600_000
passwords.PASSES, passwords.MEMORY = 1, 8192  # they cost no time here


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


def encrypted(folder: Path) -> Callable[[bytes], None]:
    """By its first byte (_SORTS): open an encrypted file, sign in by a keyring, put a backup back."""
    office = open_office(folder, encrypted=True)
    office.close()
    path, unlocked = office.path, office.unlocked
    (keys,) = folder.glob("*.keys")
    whole, ring, parcel = path.read_bytes(), keys.read_bytes(), folder / "坏.backup"

    def fuzz(data: bytes) -> None:
        for left in folder.iterdir():
            left.unlink()
        path.write_bytes(data if data[:1] == _SORTS[0] else whole)
        keys.write_bytes(data if data[:1] not in _SORTS else ring)
        parcel.write_bytes(data)
        with contextlib.suppress(OfficeError), Office.open(path, unlocked=unlocked) as opened:
            if data[:1] == _SORTS[0] and path.read_bytes() != data:
                raise AssertionError("the file was changed")
            opened.check()
        with contextlib.suppress(OfficeError):
            gate = Door(path)
            for name in gate.names:
                with contextlib.suppress(OfficeError), gate.enter(name, PASSWORD, datetime.now()) as opened:
                    opened.check()
        if data[:1] == _SORTS[1]:
            path.write_bytes(whole)
            try:
                backups.restore(parcel, path, unlocked)
            except OfficeError:
                if path.read_bytes() != whole:
                    raise AssertionError("a backup that won't do was put back") from None

    return fuzz


_SORTS = (b"g", b"P")
"""What an encrypted file begins with, and a backup; a keyring begins otherwise."""


def mutate_kept(data: bytes, largest: int, seed: int) -> bytes:
    """A keyring mostly keeps its digest right."""
    if data[:1] in _SORTS or seed % 4 == 0:
        return bytes(atheris.Mutate(data, largest))
    return with_digest(bytes(atheris.Mutate(data.partition(b"\n")[2] or b"{}", 4000)))


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
        elif kind == "encrypted":
            with open_office(folder, encrypted=True) as office:
                backup = office.back_up(corpus).backups[0].path
            shutil.copyfile(office.path, corpus / "file")
            for file in folder.iterdir():
                file.rename(corpus / file.name)
            backup.rename(corpus / "parcel")
        else:
            with open_office(corpus) as office:
                office.set_office(镇名="柳河镇")
        options = [f"-max_total_time={seconds}", f"-timeout={HANGS}", f"-max_len={LARGEST}", "-print_final_stats=1"]
        mutators = {"workbook": {"custom_mutator": mutate_part}, "encrypted": {"custom_mutator": mutate_kept}}
        fuzz = {"workbook": workbook, "database": database, "encrypted": encrypted}[kind](folder)
        atheris.Setup([sys.argv[0], *options, str(corpus)], fuzz, **mutators.get(kind, {}))
        atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))

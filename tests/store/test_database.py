"""Opening and making the office's file: what it is set to, what is refused, and that nothing refused is touched."""

import random
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from gridapp.errors import DamagedFile, OfficeError, UnusableFile
from gridapp.model import PolicyText, Worker
from gridapp.office import Office
from gridapp.store.database import Database, create_database
from gridapp.store.tables import TABLES
from gridapp.store.version import APPLICATION_ID, LATEST
from tests.spoiled import newer, of_another_program

OPEN_IN_ANOTHER_PROCESS = """
import sys
from pathlib import Path
from gridapp.errors import UnusableFile
from gridapp.office import Office
try:
    Office.open(Path(sys.argv[1]))
except UnusableFile as refused:
    sys.stdout.buffer.write(str(refused).encode())
"""


# ── a file of ours ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("journal_mode", "delete"),
        ("synchronous", 3),  # EXTRA
        ("foreign_keys", 1),
        ("locking_mode", "exclusive"),
        ("trusted_schema", 0),
        ("application_id", APPLICATION_ID),
        ("user_version", LATEST),
    ],
)
def test_the_settings_are_those_that_stood_every_power_cut(db: Database, setting: str, value: str | int) -> None:
    assert db.execute(f"PRAGMA {setting}").fetchone()[0] == value


def test_every_table_of_records_is_strict(db: Database) -> None:
    strict = {name for _, name, _, _, _, strict in db.execute("PRAGMA table_list") if strict}
    assert strict == {table.name for table in TABLES} | {"step", "change", "frozen", "printed", "keyring", "access"}


def test_a_file_under_any_name_is_made_and_opened_again(tmp_path: Path) -> None:
    path = tmp_path / "二〇一九年 台账 100%#?.db"
    Office.create(path).close()
    with Office.open(path) as office:
        assert (office.check(), office.all(Worker)) == ([], [])


def test_what_was_saved_is_there_after_closing(office: Office) -> None:
    workers = office.all(Worker)
    office.close()
    with Office.open(office.path) as again:
        assert again.all(Worker) == workers
        assert again.check() == []


def test_making_a_file_leaves_nothing_beside_it(tmp_path: Path) -> None:
    Office.create(tmp_path / "台账.db").close()
    assert [path.name for path in tmp_path.iterdir()] == ["台账.db"]


def test_a_file_that_cannot_be_made_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(OfficeError):
        create_database(tmp_path / "台账.db", [PolicyText("2019", None)], "王敏")  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_made_over_a_file_that_is_there(file: Path, full_file: bytes) -> None:
    with pytest.raises(UnusableFile, match="已存在，不会在它上面新建"):
        Office.create(file)
    assert file.read_bytes() == full_file
    assert list(file.parent.iterdir()) == [file]


def test_a_file_is_not_made_in_a_folder_that_is_missing(tmp_path: Path) -> None:
    with pytest.raises(UnusableFile, match="不存在，请先建立该文件夹"):
        Office.create(tmp_path / "没有" / "台账.db")


def test_a_file_is_not_made_where_nobody_may_write() -> None:
    with pytest.raises(UnusableFile):
        Office.create(Path("/proc/台账.db"))


# ── held by another ───────────────────────────────────────────────────────────────────────────────


def test_a_second_process_is_refused_while_the_first_holds_the_file(office: Office) -> None:
    told = subprocess.run(
        [sys.executable, "-c", OPEN_IN_ANOTHER_PROCESS, str(office.path)], capture_output=True, check=True
    )
    assert told.stdout.decode() == "文件 台账.db 正被另一个程序使用（可能本程序已经打开），请先关闭再试"
    office.set_office(镇名="柳河镇")
    assert office.check() == []


def test_the_same_process_is_refused_too_and_may_open_it_after_closing(office: Office) -> None:
    with pytest.raises(UnusableFile, match="正被另一个程序使用"):
        Office.open(office.path)
    office.close()
    Office.open(office.path).close()


# ── files that are not ours, or not whole ─────────────────────────────────────────────────────────


def _missing(path: Path) -> None:
    path.unlink()


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _text(path: Path) -> None:
    path.write_text("编号,姓名\n1001,张三\n", encoding="utf-8")


def _cut(size: int) -> Callable[[Path], None]:
    """To a length; a negative one counts from the end."""

    def make(path: Path) -> None:
        path.write_bytes(path.read_bytes()[:size])

    make.__name__ = f"cut_to_{size}"
    return make


def _lengthened(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"\0")


def _blanked(path: Path) -> None:
    """A page in the middle lost to zeros, as a bad stick leaves it."""
    whole = bytearray(path.read_bytes())
    whole[8 * 4096 : 9 * 4096] = bytes(4096)
    path.write_bytes(whole)


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (_missing, "找不到文件"),
        (_folder, "不能打开：请检查它是否为文件"),
        (_empty, "是空的（0 字节）"),
        (_text, "不是本程序的数据库，未作任何改动"),
        (of_another_program, "是别的程序的数据库，未作任何改动"),
        (newer, "由更新版本的程序写成，请升级本程序后再打开"),
        (_cut(16), "已损坏"),
        (_cut(100), "已损坏"),
        (_cut(4096), "已损坏"),
        (_cut(50_000), "已损坏"),
        (_cut(-4096), "已损坏"),
        (_cut(-1), "已损坏"),
        (_lengthened, "已损坏"),
        (_blanked, "已损坏"),
    ],
)
def test_what_cannot_be_used_is_refused_and_left_as_it_is(
    file: Path, spoil: Callable[[Path], None], message: str
) -> None:
    spoil(file)
    before = _digests(file.parent)
    with pytest.raises(UnusableFile, match=message) as refused:
        Office.open(file)
    assert ("已损坏" in message or "0 字节" in message) == isinstance(refused.value, DamagedFile)
    assert _digests(file.parent) == before


def _digests(folder: Path) -> dict[str, str]:
    return {path.name: sha256(path.read_bytes()).hexdigest() if path.is_file() else "" for path in folder.iterdir()}


# ── flipped bits ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("seed", range(4))
def test_a_flipped_bit_is_found_or_does_no_harm(tmp_path: Path, full_file: bytes, seed: int) -> None:
    """Most bits lie in pages' unused ends; of those that are used each is found on opening or by the check."""
    dice, outcomes = random.Random(seed), Counter[str]()
    contents = _contents(_written(tmp_path / "whole.db", full_file))
    for _ in range(90):
        place, bit = dice.randrange(len(full_file)), 1 << dice.randrange(8)
        spoiled = full_file[:place] + bytes([full_file[place] ^ bit]) + full_file[place + 1 :]
        path = _written(tmp_path / "spoiled.db", spoiled)
        outcome = _found(path)
        if outcome == "nothing":
            assert _contents(path) == contents, f"byte {place}, bit {bit}: neither found nor harmless"
        assert path.read_bytes() == spoiled, f"byte {place}, bit {bit}: the file was changed"
        outcomes[outcome] += 1
    assert outcomes.keys() == {"on opening", "by the check", "nothing"}


def _written(path: Path, contents: bytes) -> Path:
    path.write_bytes(contents)
    return path


def _found(path: Path) -> str:
    """How a fault was found; anything but an OfficeError falls through."""
    try:
        office = Office.open(path)
    except UnusableFile:
        return "on opening"
    with office:
        try:
            return "by the check" if office.check() else "nothing"
        except OfficeError:
            return "by the check"


def _contents(path: Path) -> list[str]:
    """The file as SQL, without what sqlite-utils notes of migrations; the schema in one case, as SQLite takes it."""
    raw = sqlite3.connect(path)
    try:
        lines = [line for line in raw.iterdump() if "sqlite_migrations" not in line]
        return [line if line.startswith("INSERT") else line.lower() for line in lines]
    finally:
        raw.close()

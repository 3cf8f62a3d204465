"""Signing in to a closed file, the paper key, and giving the file another key: who gets in, who does not, and why."""

import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from gridapp import backups, door
from gridapp.door import Door, Wait
from gridapp.errors import DamagedFile, Locked, NotSaved, OfficeError, Refused
from gridapp.keyring import DamagedKeyring, Unlocked, WrongPassword, from_bytes, to_bytes
from gridapp.model import Worker
from gridapp.office import Office
from gridapp.passwords import unlock, unlock_by_paper
from gridapp.store import keys
from gridapp.store.driver import sqlite3
from tests.backups.folders import kept
from tests.faults.disks import mount, size_limit
from tests.offices import PASSWORD, ROSTER, WANG, ZHANG, open_signed_in

NOW = datetime(2026, 8, 10, 9)
LI_QIANG, HIS = "李强", "qiang-likes-tea"
NUMBER = "640121198002070014"
VERSIONS = Path(__file__).parent / "store" / "versions"


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords that cost no time; a slot keeps what its own costs."""
    monkeypatch.setattr("gridapp.passwords.PASSES", 1)
    monkeypatch.setattr("gridapp.passwords.MEMORY", 8192)


@pytest.fixture(params=["plain", "encrypted"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


class Made:
    """A file with the roster, two accounts and a paper key; closed."""

    def __init__(self, folder: Path, *, encrypted: bool = True) -> None:
        self.path = folder / "台账.db"
        unlocked, self.paper = door.found(self.path, WANG, PASSWORD, encrypted=encrypted)
        with Office.open(self.path, unlocked=unlocked) as office:
            office.add_account(LI_QIANG, "录入", HIS)
            office.change("录入名册", save=ROSTER)
        self.wang, self.li = self.unlocked(WANG, PASSWORD), self.unlocked(LI_QIANG, HIS)

    def unlocked(self, name: str, password: str) -> Unlocked:
        return Door(self.path).unlock(name, password, NOW)

    def backup(self, place: Path, unlocked: Unlocked) -> Path:
        place.mkdir(exist_ok=True)
        with Office.open(self.path, unlocked=unlocked) as office:
            return kept(office, place).backups[0].path


@pytest.fixture
def made(tmp_path: Path, kind: str) -> Made:
    return Made(tmp_path, encrypted=kind == "encrypted")


@pytest.fixture
def encrypted(tmp_path: Path) -> Made:
    return Made(tmp_path)


def people(path: Path, unlocked: Unlocked) -> list[str]:
    with Office.open(path, unlocked=unlocked) as office:
        assert office.check() == []
        return [worker.name for worker in office.all(Worker)]


def everything(path: Path, unlocked: Unlocked) -> dict[str, list[object]]:
    """Every row of every table; but for the keyring, which lies elsewhere, and the notes of who came."""
    with Office.open(path, unlocked=unlocked) as office:
        tables = [name for (name,) in office._db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        return {
            name: office._db.execute(f"SELECT * FROM {name} ORDER BY 1, 2").fetchall()
            for name in tables
            if name not in ("keyring", "access", "sqlite_sequence")
        }


# ── signing in ────────────────────────────────────────────────────────────────────────────────────


def test_the_right_password_opens_and_is_written_down(made: Made) -> None:
    assert Door(made.path).names == (WANG, LI_QIANG)
    with Door(made.path).enter(LI_QIANG, HIS, NOW) as office:
        assert (office.who, office.role) == (LI_QIANG, "录入")
        assert [(each.who, each.what, each.about) for each in office.accesses()[:1]] == [(LI_QIANG, "登录", "")]


def test_without_a_password_nothing_opens(made: Made, kind: str) -> None:
    with pytest.raises(Locked, match="要登录才能打开"):
        Office.open(made.path)
    if kind == "encrypted":
        raw = sqlite3.connect(made.path)
        with pytest.raises(sqlite3.DatabaseError):
            raw.execute("SELECT * FROM worker")
        raw.close()
        assert NUMBER.encode() not in made.path.read_bytes()


def test_neither_another_s_password_nor_a_paper_key_that_is_none_opens(made: Made) -> None:
    for password in (HIS, PASSWORD + "x", ""):
        with pytest.raises(WrongPassword, match="密码不对"):
            Door(made.path).enter(WANG, password, NOW)
    with pytest.raises(WrongPassword, match="没有“赵六”这个账号"):
        Door(made.path).enter("赵六", PASSWORD, NOW)
    with pytest.raises(WrongPassword, match="抄错了一处"):
        Door(made.path).enter_by_paper(slip(made.paper), WANG, "another-one")
    other = Made(subfolder(made.path, "别的镇"))
    with pytest.raises(WrongPassword, match="这不是本数据库的应急密钥"):
        Door(made.path).enter_by_paper(other.paper, WANG, "another-one")


def subfolder(path: Path, name: str) -> Path:
    (path.parent / name).mkdir()
    return path.parent / name


def slip(paper: str) -> str:
    """The paper key with two neighbours in the wrong order, or, where they are alike, the first one wrong."""
    if paper[0] != paper[1]:
        return paper[1] + paper[0] + paper[2:]
    return ("0" if paper[0] != "0" else "1") + paper[1:]


def test_wrong_passwords_cost_waits_that_outlast_the_program(made: Made) -> None:
    """Each time a new Door, as after a restart."""
    now = NOW
    for _ in range(3):
        with pytest.raises(WrongPassword):
            Door(made.path).unlock(WANG, "wrong", now)
    for wait in (5, 10, 20, 40, 80, 160, 300, 300):
        for password in ("wrong", PASSWORD):
            with pytest.raises(Wait) as told:
                Door(made.path).unlock(WANG, password, now)
            assert told.value.seconds <= wait
        now += timedelta(seconds=wait)
        with pytest.raises(WrongPassword):
            Door(made.path).unlock(WANG, "wrong", now)
    Door(made.path).unlock(LI_QIANG, HIS, now)  # who mistook nothing need not wait
    now += timedelta(seconds=300)
    with Door(made.path).enter(WANG, PASSWORD, now) as office:
        assert office.accesses()[0].about == "此前密码错了 11 次"
    with pytest.raises(WrongPassword):
        Door(made.path).unlock(WANG, "wrong", now)
    assert Door(made.path).unlock(WANG, PASSWORD, now)


def test_a_clock_that_was_set_back_makes_nobody_wait_for_years(made: Made) -> None:
    for _ in range(3):
        with pytest.raises(WrongPassword):
            Door(made.path).unlock(WANG, "wrong", NOW)
    with pytest.raises(Wait) as told:
        Door(made.path).unlock(WANG, PASSWORD, NOW - timedelta(days=7000))
    assert told.value.seconds == 5


def test_somebody_who_was_stopped_does_not_get_in(made: Made) -> None:
    with Office.open(made.path, unlocked=made.wang) as office:
        office.stop_account(LI_QIANG)
    assert Door(made.path).names == (WANG,)
    with pytest.raises(WrongPassword):
        Door(made.path).enter(LI_QIANG, HIS, NOW)
    with pytest.raises(Locked, match="已经停用"):
        Office.open(made.path, unlocked=made.li)


def test_a_password_is_only_set_for_somebody_who_has_an_account(made: Made) -> None:
    """Else a slip in the name, or who was stopped, would have a slot to open the file by."""
    with Office.open(made.path, unlocked=made.wang) as office:
        office.stop_account(LI_QIANG)
        for name in (LI_QIANG, "王梅"):
            with pytest.raises(OfficeError):
                office.set_password(name, "another-one")
    assert Door(made.path).names == (WANG,)


@pytest.mark.parametrize("room", [0, 60])
def test_on_a_full_disk_one_gets_in_though_it_cannot_be_written_down(made: Made, room: int) -> None:
    with pytest.raises(WrongPassword):
        Door(made.path).unlock(WANG, "wrong", NOW)
    with size_limit(room), Door(made.path).open(made.wang) as office:
        assert [worker.name for worker in office.all(Worker)] == ["张三", "李四"]
        noted = len(office.accesses())
    with Door(made.path).enter(WANG, PASSWORD, NOW) as office:
        assert (office.accesses()[0].about, len(office.accesses())) == ("此前密码错了 1 次", noted + 1)


def test_where_nothing_can_be_written_one_looks_after_a_slip_too(small_disk: Path, kind: str) -> None:
    """The slip can't be kept then, and is no hindrance."""
    made = Made(small_disk, encrypted=kind == "encrypted")
    before = {path.name: path.read_bytes() for path in small_disk.iterdir()}
    mount("-o", "remount,ro", str(small_disk))
    gate = Door(made.path)
    with pytest.raises(WrongPassword):
        gate.unlock(WANG, "wrong", NOW)
    with gate.enter(WANG, PASSWORD, NOW) as office:
        assert (office.read_only, len(office.all(Worker))) == (True, 2)
    with pytest.raises(OfficeError, match=r"只读|没有改动"):
        door.rekey(made.path, made.wang)
    assert {path.name: path.read_bytes() for path in small_disk.iterdir()} == before


# ── the paper key ─────────────────────────────────────────────────────────────────────────────────


def test_who_forgot_the_password_gets_another_by_the_paper_key(made: Made) -> None:
    with Door(made.path).enter_by_paper(made.paper.lower().replace("-", " "), WANG, "another-one") as office:
        assert (office.who, office.role) == (WANG, "管理")
        assert [each.about for each in office.accesses()][1] == f"重设了 {WANG} 的密码"
    with pytest.raises(WrongPassword):
        Door(made.path).unlock(WANG, PASSWORD, NOW)
    assert people(made.path, made.unlocked(WANG, "another-one")) == ["张三", "李四"]
    assert people(made.path, made.unlocked(LI_QIANG, HIS)) == ["张三", "李四"], "the others' go on working"


def test_a_new_password_that_will_not_do_changes_nothing(made: Made) -> None:
    with pytest.raises(OfficeError, match="至少 8 个字符"):
        Door(made.path).enter_by_paper(made.paper, WANG, "short")
    made.unlocked(WANG, PASSWORD)


def test_backup_and_paper_key_are_enough_on_another_computer(encrypted: Made, tmp_path: Path) -> None:
    """Nothing else is there: a fresh folder, the stick's backup, and the sheet from the safe."""
    backup = encrypted.backup(tmp_path / "备份", encrypted.wang)
    computer, stick = subfolder(encrypted.path, "新电脑"), subfolder(encrypted.path, "U盘")
    carried = shutil.copy(backup, stick / "带来的.backup")
    encrypted.path.unlink()
    target = computer / "镇.db"

    keyring = backups.keyring_of(carried, target)
    assert keyring
    assert keyring.names == (WANG, LI_QIANG)
    with pytest.raises(Locked, match="应急密钥才能打开"):
        backups.restore(carried, target)
    assert list(computer.iterdir()) == [], "nothing was put there"
    assert backups.restore(carried, target, unlock_by_paper(keyring, encrypted.paper)) is None

    with Door(target).enter_by_paper(encrypted.paper, WANG, "another-one") as office:
        assert [worker.name for worker in office.all(Worker)] == ["张三", "李四"]
    assert sorted(path.suffix for path in computer.iterdir()) == [".db", ".keys"]


# ── damaged, or a wrong password? ─────────────────────────────────────────────────────────────────


def test_a_wrong_password_is_told_from_a_damaged_file(encrypted: Made) -> None:
    with pytest.raises(WrongPassword):
        Door(encrypted.path).enter(WANG, "wrong", NOW)
    spoil(encrypted.path, 5000)
    with pytest.raises(WrongPassword):
        Door(encrypted.path).enter(WANG, "wrong", NOW)
    with pytest.raises(DamagedFile, match="已损坏，不能打开"):
        Door(encrypted.path).enter(WANG, PASSWORD, NOW)


def spoil(path: Path, place: int) -> None:
    """One bit flipped."""
    whole = bytearray(path.read_bytes())
    whole[place] ^= 1
    path.write_bytes(whole)


def test_a_spoiled_beginning_is_told_as_that(encrypted: Made) -> None:
    """The first bytes are all that tells an encrypted file, and which keyring is its own."""
    whole = encrypted.path.read_bytes()
    for place in range(16):
        encrypted.path.write_bytes(whole)
        spoil(encrypted.path, place)
        with pytest.raises(DamagedFile, match="已损坏"):
            Door(encrypted.path)
    encrypted.path.write_bytes(whole)
    encrypted.unlocked(WANG, PASSWORD)


# ── the keyring's own file ────────────────────────────────────────────────────────────────────────


def keys_file(made: Made) -> Path:
    (file,) = made.path.parent.glob("*.keys")
    return file


def test_a_lost_keyring_is_asked_for_and_comes_back_from_a_backup(encrypted: Made, tmp_path: Path) -> None:
    encrypted.backup(tmp_path / "备份", encrypted.wang)
    keys_file(encrypted).unlink()
    with pytest.raises(keys.MissingKeyring, match="旁边没有它的钥匙文件"):
        Door(encrypted.path)
    assert backups.fetch_keyring([tmp_path / "备份"], encrypted.path)
    assert people(encrypted.path, encrypted.unlocked(LI_QIANG, HIS)) == ["张三", "李四"]


def test_a_backup_from_before_a_rekey_has_not_the_keyring(encrypted: Made, tmp_path: Path) -> None:
    encrypted.backup(tmp_path / "备份", encrypted.wang)
    door.rekey(encrypted.path, encrypted.wang)
    keys_file(encrypted).unlink()
    assert not backups.fetch_keyring([tmp_path / "备份"], encrypted.path)


def test_a_damaged_keyring_is_told_and_a_wrong_password_is_not(encrypted: Made, tmp_path: Path) -> None:
    encrypted.backup(tmp_path / "备份", encrypted.wang)
    spoil(keys_file(encrypted), 200)
    with pytest.raises(DamagedKeyring, match="钥匙文件已损坏，请从备份取回；数据没有改动"):
        Door(encrypted.path)
    assert backups.fetch_keyring([tmp_path / "备份"], encrypted.path)
    encrypted.unlocked(WANG, PASSWORD)


def test_another_file_s_keyring_is_told_as_that(encrypted: Made) -> None:
    other = Made(subfolder(encrypted.path, "别的镇"))
    shutil.copyfile(keys_file(other), keys_file(encrypted))
    with pytest.raises(DamagedKeyring, match="是另一个数据库的钥匙文件"):
        Door(encrypted.path)


def test_a_keyring_that_was_tampered_with_is_told(encrypted: Made) -> None:
    """Its digest put right: what is in it then is no keyring, or one that would hang the computer."""
    whole = keys_file(encrypted).read_bytes()
    keyring = from_bytes(whole)
    first, *rest = keyring.slots
    for change in ({"memory": 1 << 45}, {"passes": 0}, {"salt": b"short"}, {"private": b""}, {"sealed": b""}):
        bad = msgspec.structs.replace(keyring, slots=(msgspec.structs.replace(first, **change), *rest))
        keys_file(encrypted).write_bytes(to_bytes(bad))
        with pytest.raises(DamagedKeyring):
            Door(encrypted.path)
    keys_file(encrypted).write_bytes(whole)
    encrypted.unlocked(WANG, PASSWORD)


def test_a_file_under_another_name_finds_its_keyring(encrypted: Made) -> None:
    renamed = encrypted.path.rename(encrypted.path.with_name("柳河镇.db"))
    with Door(renamed).enter(WANG, PASSWORD, NOW) as office:
        office.set_password(LI_QIANG, "another-one")
    assert Door(renamed).unlock(LI_QIANG, "another-one", NOW), "the newest of its keyrings counts"
    door.rekey(renamed, Door(renamed).unlock(WANG, PASSWORD, NOW))
    assert len(list(renamed.parent.glob("*.keys"))) == 1, "that of the old key is gone whatever it was called"


def test_two_copies_in_one_folder_each_open_whatever_happens_to_the_other(encrypted: Made) -> None:
    copy = Path(shutil.copy(encrypted.path, encrypted.path.with_name("台账 - 副本.db")))
    with Door(copy).enter(WANG, PASSWORD, NOW) as office:
        office.set_office(镇名="副本")
    after = door.rekey(encrypted.path, encrypted.wang)
    assert people(encrypted.path, after) == ["张三", "李四"]
    with Door(copy).enter(WANG, PASSWORD, NOW) as office:
        assert office.settings() == {"镇名": "副本"}


# ── another key ───────────────────────────────────────────────────────────────────────────────────


def test_a_plain_file_is_encrypted_and_decrypted_with_all_that_is_in_it(tmp_path: Path) -> None:
    made = Made(tmp_path, encrypted=False)
    before = everything(made.path, made.wang)
    encrypted = door.encrypt(made.path, made.wang)
    assert made.path.read_bytes().startswith(b"gridapp\x01")
    assert everything(made.path, encrypted) == before
    assert people(made.path, made.unlocked(LI_QIANG, HIS)) == ["张三", "李四"], "nobody needed their password for it"
    with pytest.raises(Locked):
        Office.open(made.path, unlocked=made.wang)
    plain = door.decrypt(made.path, encrypted)
    assert made.path.read_bytes().startswith(b"SQLite format 3\0")
    assert everything(made.path, plain) == before
    keyring = Door(made.path).keyring
    assert keyring
    assert unlock_by_paper(keyring, made.paper), "and the paper key is the same throughout"
    with Office.open(made.path, unlocked=plain) as office:
        assert [each.about for each in office.accesses()] == ["取消了数据库的加密", "加密了数据库"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["台账.db"]


@pytest.mark.parametrize("version", sorted(VERSIONS.glob("v*.db")), ids=lambda path: path.stem)
def test_a_file_of_an_older_version_is_encrypted(tmp_path: Path, version: Path) -> None:
    path = tmp_path / "台账.db"
    shutil.copyfile(version, path)
    with open_signed_in(path) as office:
        if office.unlocked is None:
            office.begin_accounts(WANG, PASSWORD)
        assert office.unlocked
        unlocked = office.unlocked
    before = everything(path, unlocked)
    assert everything(path, door.encrypt(path, unlocked)) == before


def test_a_file_without_accounts_is_not_encrypted(tmp_path: Path) -> None:
    with Office.create(tmp_path / "台账.db") as office:
        path = office.path
    with pytest.raises(Refused, match="要先建立账号"):
        door.encrypt(path, Unlocked(WANG, None, bytes(32)))


@pytest.mark.parametrize("how", [door.decrypt, door.rekey])
def test_only_who_manages_gives_a_file_another_key(encrypted: Made, how: Callable[[Path, Unlocked], Unlocked]) -> None:
    before = encrypted.path.read_bytes()
    with pytest.raises(Refused, match="由“管理”办理"):
        how(encrypted.path, encrypted.li)
    assert encrypted.path.read_bytes() == before


def test_who_left_opens_neither_the_file_nor_new_backups_once_it_has_another_key(
    encrypted: Made, tmp_path: Path
) -> None:
    """He kept everything: his password, the old keyring, the old file, even the old key itself."""
    old_backup = encrypted.backup(tmp_path / "备份", encrypted.wang)
    old_keyring = Door(encrypted.path).keyring
    with Office.open(encrypted.path, unlocked=encrypted.wang) as office:
        office.stop_account(LI_QIANG)
    wang = door.rekey(encrypted.path, encrypted.wang)
    new_backup = encrypted.backup(tmp_path / "备份", wang)

    assert old_keyring
    for kept_by_him in (encrypted.li, unlock(old_keyring, LI_QIANG, HIS)):
        with pytest.raises(Locked):
            Office.open(encrypted.path, unlocked=kept_by_him)
        with pytest.raises(Locked):
            backups.look_into(new_backup, encrypted.path, kept_by_him)
        assert backups.look_into(old_backup, encrypted.path, kept_by_him).records["worker"] == 2

    assert people(encrypted.path, encrypted.unlocked(WANG, PASSWORD)) == ["张三", "李四"]
    keyring = backups.keyring_of(new_backup, tmp_path / "x.db")
    assert keyring
    assert (
        backups.look_into(new_backup, encrypted.path, unlock_by_paper(keyring, encrypted.paper)).records["worker"] == 2
    )


def test_another_paper_key_ends_the_old_one(encrypted: Made) -> None:
    with Office.open(encrypted.path, unlocked=encrypted.wang) as office:
        paper = office.renew_paper_key()
    with pytest.raises(WrongPassword):
        Door(encrypted.path).enter_by_paper(encrypted.paper, WANG, "another-one")
    Door(encrypted.path).enter_by_paper(paper, WANG, "another-one").close()


# ── restoring ─────────────────────────────────────────────────────────────────────────────────────


def test_a_backup_from_before_a_rekey_comes_back_with_the_passwords_of_then(encrypted: Made, tmp_path: Path) -> None:
    backup = encrypted.backup(tmp_path / "备份", encrypted.wang)
    wang = door.rekey(encrypted.path, encrypted.wang)
    with Office.open(encrypted.path, unlocked=wang) as office:
        office.change("改名", save=[Worker(ZHANG, "张三丰")])
    kept_beside = backups.restore(backup, encrypted.path, wang)
    assert kept_beside
    assert people(encrypted.path, encrypted.unlocked(WANG, PASSWORD)) == ["张三", "李四"]
    assert people(encrypted.path, encrypted.unlocked(LI_QIANG, HIS)) == ["张三", "李四"]
    assert people(kept_beside, Door(kept_beside).unlock(WANG, PASSWORD, NOW)) == ["张三丰", "李四"]


def test_newer_passwords_outlast_a_restore(encrypted: Made, tmp_path: Path) -> None:
    """Also that somebody was stopped: the keyring of the same key stays as it is."""
    backup = encrypted.backup(tmp_path / "备份", encrypted.wang)
    with Office.open(encrypted.path, unlocked=encrypted.wang) as office:
        office.set_password(WANG, "another-one")
        office.stop_account(LI_QIANG)
    backups.restore(backup, encrypted.path, encrypted.unlocked(WANG, "another-one"))
    assert Door(encrypted.path).names == (WANG,)
    with pytest.raises(WrongPassword):
        Door(encrypted.path).unlock(WANG, PASSWORD, NOW)
    assert people(encrypted.path, encrypted.unlocked(WANG, "another-one")) == ["张三", "李四"]


def test_what_a_restore_kept_opens_after_a_rekey_too(encrypted: Made, tmp_path: Path) -> None:
    """The file kept beside has the old key; its keyring must not go with that of the file."""
    backup = encrypted.backup(tmp_path / "备份", encrypted.wang)
    kept_beside = backups.restore(backup, encrypted.path, encrypted.wang)
    door.rekey(encrypted.path, encrypted.wang)
    assert kept_beside
    assert people(kept_beside, Door(kept_beside).unlock(WANG, PASSWORD, NOW)) == ["张三", "李四"]


# ── no room ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("how", [door.encrypt, door.decrypt, door.rekey], ids=["encrypt", "decrypt", "rekey"])
@pytest.mark.parametrize("room", [0, 300, 5000, 50_000, 200_000])
def test_a_full_disk_leaves_the_file_as_it_was(
    tmp_path: Path, how: Callable[[Path, Unlocked], Unlocked], room: int
) -> None:
    made = Made(tmp_path, encrypted=how is not door.encrypt)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    with size_limit(room), pytest.raises(OfficeError, match="磁盘"):
        how(made.path, made.wang)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
    after = how(made.path, made.wang)
    assert people(made.path, after) == ["张三", "李四"]


def test_a_password_that_finds_no_room_leaves_the_old_one(encrypted: Made) -> None:
    with Office.open(encrypted.path, unlocked=encrypted.wang) as office:
        with size_limit(100), pytest.raises(NotSaved, match="没有写成"):
            office.set_password(LI_QIANG, "another-one")
        assert office.check() == []
    encrypted.unlocked(LI_QIANG, HIS)

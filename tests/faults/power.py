"""Power cuts, replayed: what a program wrote and synced is recorded by strace, then cut at any point.

At a cut the disk holds whatever was synced; of what was written since, each write may be there, lost or torn at any
sector, and of the names made or taken away since the folder was synced only the first few. A journalling file system is
no worse; one that lies about a sync is not in this.

The long run: `python -m tests.faults.power 3000`.
"""

import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

SECTOR = 512
TRACED = "openat,lseek,write,pwrite64,ftruncate,fsync,fdatasync,sendfile,rename,unlink,unlinkat"
ROOT = Path(__file__).parents[2]


class Op(NamedTuple):
    """One thing that a program did: open, write, cut, sync, rename, unlink, or say (a line on standard output)."""

    kind: str
    path: str
    other: str = ""
    place: int = 0
    data: bytes = b""


# ── recording ─────────────────────────────────────────────────────────────────────────────────────


def record(program: str, *arguments: object) -> list[Op]:
    """Run a Python program and tell what it did to files. Raises OSError where nothing can be traced."""
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "strace.log"
        command = ["strace", "-f", "-qq", "-xx", "-y", "-s", "20000000", "-e", f"trace={TRACED}", "-o", str(log)]
        python = [sys.executable, "-c", program, *map(str, arguments)]
        env = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
        run = subprocess.run([*command, *python], capture_output=True, env=env, check=False)
        if run.returncode:
            raise OSError(run.stderr.decode("utf-8", "replace"))
        with log.open(encoding="ascii") as lines:
            places: Places = {}
            return [op for line in lines if (op := _read(line, places))]


Places = dict[tuple[str, str], int]
"""Where in a file the next write goes, by the number of its handle and its name."""


_CALL = re.compile(r"^\d+\s+(\w+)\((.*)\)\s+= (\d+)")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_NAME = re.compile(r"(\d+|AT_FDCWD)<((?:\\x[0-9a-f]{2})*)>")


def _read(line: str, places: Places) -> Op | None:
    match = _CALL.match(line)
    if match is None:
        return None  # it failed, or was no call
    call, given, answer = match[1], match[2], int(match[3])
    texts = [bytes.fromhex(text.replace("\\x", "")) for text in _TEXT.findall(given)]
    handles = [(number, bytes.fromhex(name.replace("\\x", "")).decode()) for number, name in _NAME.findall(given)]
    path = handles[0][1] if handles else ""
    handle = (handles[0][0], path) if handles else ("", "")
    match call:
        case "openat":
            opened = os.path.join(path, texts[0].decode())
            places[str(answer), opened] = 0
            return Op("open", opened, "trunc" if "O_TRUNC" in given else "") if "O_CREAT" in given else None
        case "lseek":
            places[handle] = answer
        case "write" if handles[0][0] == "1":
            return Op("say", "", texts[0].decode("utf-8", "replace"))
        case "write":
            place = places.get(handle, 0)
            places[handle] = place + answer
            return Op("write", path, place=place, data=texts[0][:answer])
        case "pwrite64":
            return Op("write", path, place=int(given.rsplit(", ", 1)[1]), data=texts[0][:answer])
        case "ftruncate":
            return Op("cut", path, place=int(given.rsplit(", ", 1)[1]))
        case "fsync" | "fdatasync":
            return Op("sync", path)
        case "sendfile" if answer:
            start = re.search(r"\[(\d+)\]", given)
            return Op("send", path, handles[1][1], int(start[1]) if start else 0, answer.to_bytes(8, "big"))
        case "rename":
            return Op("rename", texts[0].decode(), texts[1].decode())
        case "unlink" | "unlinkat":
            return Op("unlink", os.path.join(path, texts[0].decode()))
    return None


# ── the disk ──────────────────────────────────────────────────────────────────────────────────────


class File:
    """What is on the disk for certain, and what was written since."""

    def __init__(self) -> None:
        self.synced = bytearray()
        self.since: list[tuple[int, bytes | None]] = []
        self.now = bytearray()

    def write(self, place: int, data: bytes | None) -> None:
        """None cuts the file there."""
        self.since.append((place, data))
        _apply(self.now, place, data)

    def sync(self) -> None:
        self.synced, self.since = bytearray(self.now), []

    def after_cut(self, dice: random.Random) -> bytes:
        """One of the ways in which a power cut may leave it."""
        left, share, torn = bytearray(self.synced), dice.choice((0.0, 0.5, 0.5, 0.9, 1.0)), dice.random() < 0.5
        for place, data in self.since:
            if data is None or not torn:
                if dice.random() < share:
                    _apply(left, place, data)
                continue
            for start in range(-(place % SECTOR), len(data), SECTOR):
                if dice.random() < share:
                    _apply(left, place + max(start, 0), data[max(start, 0) : start + SECTOR])
        return bytes(left)


def _apply(content: bytearray, place: int, data: bytes | None) -> None:
    if data is None:
        content[place:] = bytes(max(0, place - len(content)))
    elif data:
        if len(content) < place:
            content.extend(bytes(place - len(content)))
        content[place : place + len(data)] = data


class Disk:
    """The files of one folder. `said` are the lines that the program has written so far."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.said: list[str] = []
        self.names = {str(path): _as_it_is(path) for path in folder.rglob("*") if path.is_file()}
        self._synced = dict(self.names)
        self._since: list[tuple[str, File | None]] = []

    def do(self, op: Op) -> None:
        if op.kind == "say":
            self.said += op.other.split()
        elif op.kind == "sync" and op.path not in self.names:
            self._sync_folder(op.path)
        elif op.path.startswith(str(self.folder)):
            self._do(op)

    def _do(self, op: Op) -> None:
        if op.kind == "open":
            if op.path not in self.names:
                self._name(op.path, File())
            elif op.other:
                self.names[op.path].write(0, None)
        elif op.kind == "rename":
            self._name(op.other, self.names[op.path])
            self._name(op.path, None)
        elif op.kind == "unlink" and op.path in self.names:
            self._name(op.path, None)
        elif op.path in self.names:
            file = self.names[op.path]
            match op.kind:
                case "write":
                    file.write(op.place, op.data)
                case "cut":
                    file.write(op.place, None)
                case "sync":
                    file.sync()
                case "send":
                    count = int.from_bytes(op.data, "big")
                    file.write(op.place, bytes(self.names[op.other].now[op.place : op.place + count]))

    def _name(self, path: str, file: File | None) -> None:
        self._since.append((path, file))
        _put(self.names, path, file)

    def _sync_folder(self, folder: str) -> None:
        for path, file in self._since:
            if os.path.dirname(path) == folder:
                _put(self._synced, path, file)
        self._since = [(path, file) for path, file in self._since if os.path.dirname(path) != folder]

    def after_cut(self, dice: random.Random) -> dict[str, bytes]:
        """One of the ways in which a power cut may leave it: the files' names in the folder, and what is in them."""
        names = dict(self._synced)
        for path, file in self._since[: dice.randint(0, len(self._since))]:
            _put(names, path, file)
        return {self._inside(path): file.after_cut(dice) for path, file in names.items()}

    def _inside(self, path: str) -> str:
        return os.path.relpath(path, self.folder)


def _as_it_is(path: Path) -> File:
    file = File()
    file.now = bytearray(path.read_bytes())
    file.sync()
    return file


def _put(names: dict[str, File], path: str, file: File | None) -> None:
    if file is None:
        names.pop(path, None)
    else:
        names[path] = file


# ── cutting ───────────────────────────────────────────────────────────────────────────────────────


class Cut(NamedTuple):
    """What a cut left in a folder, and what the program had said by then."""

    folder: Path
    said: Sequence[str]


def cuts(before: Path, ops: Sequence[Op], trials: int, seed: int, at: Sequence[int] = ()) -> Iterator[Cut]:
    """So many power cuts at any point of a recording, or after those ops alone; `before` is the folder as it was when
    that began."""
    dice, disk = random.Random(seed), Disk(before)
    at = at or range(len(ops))
    places = Counter(at[dice.randrange(len(at))] for _ in range(trials))
    shm = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=shm if shm.is_dir() else None) as scratch:
        for place, op in enumerate(ops):
            disk.do(op)
            for _ in range(places[place]):
                folder = Path(scratch) / "after"
                shutil.rmtree(folder, ignore_errors=True)
                folder.mkdir()
                for name, content in disk.after_cut(dice).items():
                    (folder / name).parent.mkdir(parents=True, exist_ok=True)
                    (folder / name).write_bytes(content)
                yield Cut(folder, tuple(disk.said))


def of_interest(ops: Sequence[Op], folder: Path) -> list[Op]:
    """Of a recording only what was done in a folder, and what was said."""
    inside = str(folder)
    return [op for op in ops if op.kind == "say" or op.path.startswith(inside)]


if __name__ == "__main__":
    from tests.faults import test_cuts_of_keys, test_power_cuts

    trials = int(sys.argv[1]) if len(sys.argv) > 1 else 3000
    for name, run in (test_power_cuts.RUNS | test_cuts_of_keys.RUNS).items():
        kept: Callable[[int], object] = run
        print(name, kept(trials), flush=True)

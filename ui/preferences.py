"""What the window remembers on this computer, for this person: the last file, the looks. No record of the office."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec

from ui import folders
from ui.theme import SIZES, THEMES


class TableLayout(msgspec.Struct):
    """How somebody wants a table: by the titles of its columns; widths are in digits of the text."""

    hidden: list[str] = []
    order: list[str] = []
    widths: dict[str, float] = {}
    sort: str = ""
    by: str = ""
    descending: bool = False


class KnownFile(msgspec.Struct, frozen=True):
    """How far an office's file was verified (Mark); the last backup of it, and the head of its log at that time; who
    signed in to it last."""

    change: int = 0
    hash: str = "00" * 32
    backup: str = ""
    backed_up: str = ""
    account: str = ""


class Preferences(msgspec.Struct):
    """Kept as JSON in the user's configuration folder; whatever is unreadable there is as if never set."""

    database: str = ""
    backups: str = ""
    second_place: str = ""
    files: dict[str, KnownFile] = {}
    theme: str = "浅色"
    size: str = "标准"
    enter_goes_right: bool = False
    tables: dict[str, TableLayout] = {}
    form: str = ""
    prints: str = ""


def preferences_file() -> Path:
    return folders.settings_folder() / "preferences.json"


def load() -> Preferences:
    try:
        kept = msgspec.json.decode(preferences_file().read_bytes(), type=Preferences)
    except (OSError, msgspec.DecodeError):
        return Preferences()
    return msgspec.structs.replace(
        _moved(kept, folders.kept),
        theme=kept.theme if kept.theme in THEMES else "浅色",
        size=kept.size if kept.size in SIZES else "标准",
    )


def remember(**changes: Any) -> Preferences:
    """Keep these from now on; where the folder can't be written they are forgotten."""
    kept = msgspec.structs.replace(load(), **changes)
    file = preferences_file()
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        draft = file.with_suffix(".new")
        draft.write_bytes(msgspec.json.encode(_moved(kept, folders.to_keep)))
        draft.replace(file)  # whole or not at all
    return kept


def known(path: Path) -> KnownFile:
    """What is remembered of an office's file."""
    return load().files.get(str(path), KnownFile())


def remember_file(path: Path, **changes: Any) -> None:
    """Keep these of an office's file from now on; without any, forget all but who signed in."""
    files = load().files
    before = known(path)
    after = msgspec.structs.replace(before, **changes) if changes else KnownFile(account=before.account)
    remember(files={**files, str(path): after})


def _moved(kept: Preferences, move: Callable[[str], str]) -> Preferences:
    """With every path in it told in another way."""
    files = {move(path): msgspec.structs.replace(file, backup=move(file.backup)) for path, file in kept.files.items()}
    places = {name: move(getattr(kept, name)) for name in ("database", "backups", "second_place", "prints")}
    return msgspec.structs.replace(kept, files=files, **places)

"""Putting a backup in the place of the office's file. What was there before is always kept."""

import os
import shutil
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from gridapp.backups.looking import copied, journal_of
from gridapp.errors import DamagedFile, UnusableFile
from gridapp.keyring import Keyring, Unlocked
from gridapp.store import keys
from gridapp.store.backup import examine
from gridapp.store.database import make_sure_it_is_free
from gridapp.store.disk import as_private, sync_file, sync_folder
from gridapp.store.drafts import folder_beside


def restore(backup: Path, target: Path, unlocked: Unlocked | None = None) -> Path | None:
    """Put a backup in the place of a file, which is kept beside it; returns where, or None if there was none.

    The backup is tried in a temporary place first, by the key of who has signed in if it is encrypted. Raises
    UnusableFile, and changes nothing, when it won't do.
    """
    try:
        with folder_beside(target) as folder:
            copy = copied(backup, Path(folder))
            key = copy.key(unlocked)
            examine(copy.file, key)
            as_private(target if target.exists() else backup, copy.file)
            sync_file(copy.file)
            kept = _keep_present(target, unlocked)
            with keys.coming_beside(target, _lacking(target, copy.keyring)):
                os.replace(copy.file, target)
        sync_folder(target.parent)
    except OSError as error:
        raise UnusableFile(f"不能恢复到 {target}：请检查文件夹是否可写、空间是否足够；原来的文件没有改动") from error
    return kept


def _lacking(target: Path, keyring: Keyring | None) -> Keyring | None:
    """A backup's keyring, unless one of the same key is there: that may know newer passwords, and stays."""
    if keyring:
        with suppress(UnusableFile):
            keys.beside(target, keyring.number)
            return None
    return keyring


def _keep_present(target: Path, unlocked: Unlocked | None) -> Path | None:
    """The present file, even a damaged one, under another name beside it; refused if it is held, or not ours.

    A journal that it left goes with it: beside the restored file SQLite would take it for that one's own.
    """
    if not target.exists():
        return None
    with suppress(DamagedFile):
        make_sure_it_is_free(target, unlocked.key if unlocked else None)
    kept = _free_name(target)
    shutil.copyfile(target, kept)
    as_private(target, kept)
    sync_file(kept)
    journal = journal_of(target)
    if journal.exists():
        shutil.copyfile(journal, journal_of(kept))
        sync_file(journal_of(kept))
        sync_folder(target.parent)
        journal.unlink()
    sync_folder(target.parent)
    return kept


def _free_name(target: Path) -> Path:
    base = f"{target.stem}-恢复前-{datetime.now():%Y%m%d-%H%M%S}"
    names = (f"{base}{f'-{again}' if again else ''}{target.suffix}" for again in range(1000))
    return next(path for path in map(target.with_name, names) if not path.exists())

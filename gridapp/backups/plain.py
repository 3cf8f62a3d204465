"""The backups that anybody can read who gets hold of them: those made while the file was not encrypted."""

from collections.abc import Iterable
from contextlib import suppress

from gridapp.backups.files import Backup
from gridapp.backups.parcel import is_packed
from gridapp.errors import UnusableFile
from gridapp.store.disk import sync_folder


def unencrypted(known: Iterable[Backup]) -> list[Backup]:
    """Of these backups those without encryption. One that can't be read now is none."""
    found = []
    for backup in known:
        with suppress(OSError):
            if not is_packed(backup.path):
                found.append(backup)
    return found


def remove(backups: Iterable[Backup]) -> int:
    """Delete these, how many. Raises UnusableFile at the first that can't be."""
    folders, count = set(), 0
    for backup in backups:
        try:
            backup.path.unlink()
        except OSError as error:
            raise UnusableFile(f"备份 {backup.path} 不能删除：请检查文件夹是否可写；前面的 {count} 份已删除") from error
        folders.add(backup.path.parent)
        count += 1
    for folder in folders:
        with suppress(OSError):
            sync_folder(folder)
    return count

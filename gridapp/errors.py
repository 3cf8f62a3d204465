"""What a user is told when something cannot be done."""

READ_ONLY = "文件或它所在的文件夹是只读的，可以看，不能改动"


class OfficeError(Exception):
    """A plain Chinese sentence for the user: what is wrong, where, and how to mend it.

    `field` is the name of the record's field (or the cell's address) that the sentence is about, if there is one.
    Anything that is not an OfficeError is a bug.
    """

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field

    def __str__(self) -> str:
        return self.message


class UnusableFile(OfficeError):
    """A file that cannot be used at all: missing, damaged, foreign, locked, or newer than the program."""


class DamagedFile(UnusableFile):
    """The office's own file, no longer whole: the backups are the way out."""


class Locked(UnusableFile):
    """A file that opens only for who has signed in."""


class NotSaved(OfficeError):
    """A change that the disk did not take; nothing of it is in the file, and it may be tried again. `step` names it."""

    def __init__(self, message: str, *, step: str = "") -> None:
        super().__init__(message)
        self.step = step


class Refused(OfficeError):
    """A change that the rules of the office do not allow now."""

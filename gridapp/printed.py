"""The part of the gate that remembers what was printed, so that a reprint says so and a sheet can be verified."""

from collections import Counter
from collections.abc import Iterable, Sequence

from gridapp.model import Printed
from gridapp.store import printed
from gridapp.store.database import Database


class PrintLog:
    """What an Office can say of its prints. They are no change of its records: there is no step and nothing to undo."""

    _db: Database
    read_only: bool

    def record_prints(self, prints: Sequence[Printed]) -> None:
        """Write down what went out. A file that can only be read remembers nothing. Raises NotSaved."""
        if not self.read_only:
            printed.add(self._db, prints)

    def prints(self, number: str) -> list[Printed]:
        """Everything that went out under a document number, newest first."""
        return printed.find(self._db, number)

    def times_printed(self, numbers: Iterable[str]) -> Counter[tuple[str, str]]:
        """How often each (document number, digest of its figures) went out as pages that were final."""
        return printed.times(self._db, numbers)

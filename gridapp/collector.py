"""Python's garbage collector and work in bulk."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

MANY = 50_000
"""So many new objects are the work of a whole quarter or workbook, not of a page."""


@contextmanager
def collector_paused() -> Iterator[None]:
    """Pause the collector while very many records are made at once, or modules loaded.

    It would walk all of them again and again, and there are no cycles among them to find: a third of the time of a
    large import, a twentieth of the start.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            resume_collector()


def resume_collector() -> None:
    """Let the collector run again. Very many new objects are moved among the old ones, as if it had walked them.

    It would do so at the next chance, some 10 ms for a quarter of 5,000 people, and find nothing.
    """
    if gc.get_count()[0] > MANY:
        gc.freeze()
        gc.unfreeze()
    gc.enable()

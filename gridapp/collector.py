"""Python's garbage collector and work in bulk."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_paused() -> Iterator[None]:
    """Pause the collector while very many records are made at once.

    It would walk all of them again and again, and there are no cycles among them to find: a third of the time of a
    large import.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()

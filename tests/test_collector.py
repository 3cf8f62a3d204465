"""Python's collector rests while very many records are made, and does not walk them afterwards either."""

import gc
import weakref

from gridapp.collector import MANY, collector_paused


class Ring:
    """Something that only the collector can free."""

    def __init__(self) -> None:
        self.itself = self


def walks() -> list[int]:
    """The generations that the collector walks from now on."""
    found: list[int] = []
    gc.callbacks.append(lambda phase, info: found.append(info["generation"]) if phase == "start" else None)
    return found


def test_what_was_made_in_bulk_is_not_walked_and_what_is_garbage_still_found() -> None:
    gc.collect()
    walked = walks()
    try:
        with collector_paused():
            ring = weakref.ref(Ring())
            kept = [[number] for number in range(MANY + 1)]
        after = [[number] for number in range(10)]
        assert walked == []
        assert gc.isenabled()
        assert ring() is not None
        gc.collect()
        assert ring() is None
        assert len(kept) + len(after) == MANY + 11
    finally:
        gc.callbacks.pop()


def test_after_a_few_things_the_collector_goes_on_as_ever() -> None:
    gc.collect()
    walked = walks()
    try:
        with collector_paused():
            kept = [[number] for number in range(2_000)]
        after = [[number] for number in range(10)]
        assert walked == [0]
        assert len(kept) + len(after) == 2_010
    finally:
        gc.callbacks.pop()

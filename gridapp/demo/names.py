"""Invented names and identity numbers."""

import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from functools import cache
from random import Random

from gridapp import names
from gridapp.demo.plan import Words
from gridapp.errors import OfficeError


def pick(rng: Random, weighted: str) -> str:
    """One word of a text such as "王725 李719" or "初中 30 高中 32", by its weight."""
    words, weights = _weighted(weighted)
    return rng.choices(words, weights)[0]


@cache
def _weighted(text: str) -> tuple[list[str], list[int]]:
    pairs: list[tuple[str, str]] = re.findall(r"(\D+?)\s*(\d+)\s*", text)
    return [word for word, _ in pairs], [int(weight) for _, weight in pairs]


def identity_number(area: str, born: date, sequence: int) -> str:
    """A valid number (GB 11643) that nobody has: the sequence is small; odd for men, even for women."""
    for check in "0123456789X":
        with suppress(OfficeError):
            return names.identity(f"{area}{born:%Y%m%d}{sequence:03d}{check}")
    raise AssertionError("one of eleven check characters always fits")


def team(rng: Random, village: str) -> str:
    """Where in a village or community somebody lives: "三组", "12号楼"."""
    return f"{rng.randint(1, 15)}号楼" if village.endswith("社区") else f"{rng.choice('一二三四五六')}组"


def home(rng: Random, village: str) -> str:
    """An address there: "三组41号", "12号楼41室"."""
    return f"{team(rng, village)}{rng.randint(1, 60)}{'室' if village.endswith('社区') else '号'}"


class Names:
    """Draws names in the proportions of real surnames."""

    def __init__(self, rng: Random, words: Words, taken: Iterable[str]) -> None:
        self._rng = rng
        self._surnames = {"汉族": words.surnames, "回族": words.surnames_hui}
        self._given = {"男": words.given_male.split(), "女": words.given_female.split()}
        self._taken = set(taken)

    def villager(self, sex: str, ethnicity: str = "汉族") -> str:
        """Somebody who is only mentioned: nobody on the rosters, but the name may come again."""
        while (name := pick(self._rng, self._surnames[ethnicity]) + self._rng.choice(self._given[sex])) in self._taken:
            pass
        return name

    def new(self, sex: str, ethnicity: str = "汉族") -> str:
        """A name for the rosters that nobody else there has."""
        name = self.villager(sex, ethnicity)
        self._taken.add(name)
        return name

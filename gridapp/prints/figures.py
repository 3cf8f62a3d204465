"""Numbers in table cells, as paper shows them and as a workbook holds them."""

from gridapp.amounts import show_points, show_score, show_yuan
from gridapp.prints.blocks import Figure, SumOf


def whole(number: int, unit: str = "", *, total: SumOf | None = None) -> Figure:
    """A count: 12; on paper with a unit behind it: 12人."""
    return Figure(f"{number}{unit}", number, 0, total)


def points(hundredths: int, *, total: SumOf | None = None) -> Figure:
    """Points at their shortest: 14.5."""
    return Figure(show_points(hundredths), hundredths, 2, total)


def score(hundredths: int | None, unknown: str, *, total: SumOf | None = None) -> Figure | str:
    """Points with two decimals, or what stands in their place while they are unknown."""
    return unknown if hundredths is None else Figure(show_score(hundredths), hundredths, 2, total)


def yuan(cents: int, *, total: SumOf | None = None) -> Figure:
    """Money in 元: 1050.02."""
    return Figure(show_yuan(cents), cents, 2, total)

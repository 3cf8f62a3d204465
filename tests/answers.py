"""Answers of `score --json`: got from a workbook, and held against one another."""

from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from gridapp.answer import answer
from gridapp.office import Office
from gridapp.periods import Quarter
from gridapp.workbook.importing import Plan, carry_out, plan_import
from gridapp.workbook.reading import read_book


def import_book(office: Office, book: Path) -> Plan:
    """Read a workbook in, good rows and all; returns the plan that was carried out."""
    plan = plan_import(office, read_book(book))
    carry_out(office, plan, book.name)
    return plan


def score(office: Office, quarter: str) -> dict[str, Any]:
    """What `gridapp score --json` answers on the office's file."""
    return answer(office.score(Quarter.parse(quarter)))


def differences(expected: Any, found: Any, where: str = "") -> list[str]:
    """Where `found` says something else than a key of `expected`; 12, "12" and "12.00" are the same figure."""
    if isinstance(expected, dict) and isinstance(found, dict):
        absent = [f"{where}/{key}: absent" for key in expected if key not in found]
        inside = [differences(expected[key], found[key], f"{where}/{key}") for key in expected if key in found]
        return absent + [each for several in inside for each in several]
    if isinstance(expected, list) and isinstance(found, list) and len(expected) == len(found):
        inside = [
            differences(*pair, f"{where}/{place}") for place, pair in enumerate(zip(expected, found, strict=True))
        ]
        return [each for several in inside for each in several]
    return [] if _figure(expected) == _figure(found) else [f"{where}: {expected!r} expected, {found!r} found"]


def _figure(value: Any) -> Any:
    if isinstance(value, str | int) and not isinstance(value, bool):
        try:
            return Decimal(value)
        except InvalidOperation:
            return value
    return value


def in_any_order(answer: dict[str, Any]) -> dict[str, Any]:
    """An answer whose lists of people no longer say in which order they came."""
    township = dict(answer["township"])
    for names in ("reached_90", "excellent"):
        township[names] = sorted(township[names])
    if township["tie_pending"]:
        tie = township["tie_pending"]
        township["tie_pending"] = {**tie, "candidates": sorted(tie["candidates"])}
    return {
        "quarter": answer["quarter"],
        "people": {person["id"]: person for person in answer["people"]},
        "township": township,
        "missing": sorted([each["id"], each["what"], each["period"]] for each in answer["missing"]),
    }

"""Every benchmark runs, with little data: lest they rot. How long it takes is not looked at here."""

import shutil
from pathlib import Path

import pytest

from tests.bench.__main__ import NAMES
from tests.bench.measure import ratio


@pytest.mark.parametrize("name", NAMES)
def test_a_benchmark_runs(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if name == "office_suite" and not shutil.which("soffice"):
        pytest.skip("LibreOffice is not here")
    monkeypatch.setenv("GRIDAPP_BENCH_SMALL", "1")
    assert "×" in ratio(f"tests.bench.{name}", tmp_path, runs=1)

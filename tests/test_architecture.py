"""What may import what, beyond the layers that import-linter holds (pyproject.toml): nothing goes in a circle."""

import ast
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def modules(*packages: str) -> dict[str, Path]:
    """The files of these packages, by the name that they are imported by."""
    files = [file for package in packages for file in (ROOT / package).rglob("*.py")]
    return {".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): file for file in files}


def imported(text: str, known: set[str]) -> set[str]:
    """What a source imports of the known modules, also in a function, also for its annotations alone."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            found.update(each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            names = {f"{node.module}.{each.name}" for each in node.names}
            found.update(names if names <= known else {node.module or "", *names})
    return found & known


def circle(sources: dict[str, str]) -> list[str]:
    """The modules of a circle, if there is one."""
    graph = {name: imported(text, set(sources)) - {name} for name, text in sources.items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def test_no_module_imports_itself_through_others() -> None:
    files = modules("gridapp", "ui")
    assert len(files) > 200
    assert circle({name: file.read_text(encoding="utf-8") for name, file in files.items()}) == []


@pytest.mark.parametrize(
    "back", ["import a", "from a import A", "def f():\n    from a import A", "if TYPE_CHECKING:\n    from a import A"]
)
def test_a_circle_is_found_wherever_the_import_stands(back: str) -> None:
    assert circle({"a": "from b import B", "b": back}) in (["a", "b", "a"], ["b", "a", "b"])
    assert circle({"a": "from b import B", "b": "import c"}) == []

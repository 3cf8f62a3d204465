"""The demo township on this computer: invented people to try everything on. It has no accounts."""

from pathlib import Path

from gridapp import SUFFIX
from ui.folders import data_folder
from ui.work import Report


def demo_path() -> Path:
    """Where the demo township is kept, so that it opens at once the next time."""
    return data_folder() / f"示范镇{SUFFIX}"


def make_demo(report: Report) -> Path:
    """Runs in the work's thread. The file gets its name when it is complete."""
    from gridapp.demo import build

    path = demo_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".new")
    draft.unlink(missing_ok=True)
    build(draft).close()
    return draft.rename(path)

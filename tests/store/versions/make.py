"""Makes the file of the schema's present version: `python -m tests.store.versions.make`, once before its release.

What a release came with is never made again: tests/store/test_migrations.py opens it for ever.
"""

import shutil
import tempfile
from datetime import date
from pathlib import Path

from gridapp.model import Worker
from gridapp.store.version import LATEST
from tests.offices import LI, PASSWORD, Q2, WANG, ZHANG, bring_to, finding, full_quarter, meeting, open_office


def make(target: Path) -> None:
    """The small office: the second quarter of 2019 settled and corrected, then 张三 renamed, a finding undone.

    From version 4 on two people have accounts.
    """
    with tempfile.TemporaryDirectory() as folder, open_office(Path(folder)) as office:
        office.begin_accounts(WANG, PASSWORD)
        office.add_account("李强", "录入", PASSWORD)
        office.change("录入二季度", save=[*full_quarter(Q2), *meeting("H1", date(2019, 4, 3), "迟到")])
        office.change("扣分", save=[finding(date(2019, 5, 6)), finding(date(2019, 5, 7), "3b", LI, level="市")])
        bring_to(office, Q2)
        names = {"reason": "漏记", "proposed_by": "王敏", "confirmed_by": "周建民", "day": date(2019, 8, 1)}
        office.correct(Q2, [finding(date(2019, 5, 8), "4a")], **names)
        office.change("改名", save=[Worker(ZHANG, "张三丰")])
        office.change("误录", save=[finding(date(2019, 8, 1), "2a")])
        office.undo()
        office.close()
        shutil.copyfile(office.path, target)


if __name__ == "__main__":
    make(Path(__file__).parent / f"v{LATEST}.db")

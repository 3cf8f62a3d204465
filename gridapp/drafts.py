"""What runs of 不合格 lead to: drafts that a person accepts or declines (DOMAIN section 4). Pure."""

from collections.abc import Iterable
from typing import NamedTuple

from gridapp.model import Worker
from gridapp.rulings import Consequence
from gridapp.scoring.grades import Run
from gridapp.scoring.policy import Policy

WARNING = "提醒"


class Draft(NamedTuple):
    """What a run of 不合格 leads to, as the policy proposes it; `decided` once a person has accepted or declined it."""

    worker: Worker
    run: Run
    kind: str
    decided: Consequence | None = None


def drafts_of(policy: Policy, standing: Iterable[tuple[Worker, Run]], known: Iterable[Consequence]) -> list[Draft]:
    """One for each consequence of each run, the longest runs first; a run without any is a warning."""
    decided = {(each.quarter, each.worker, each.kind): each for each in known}
    found = [
        Draft(worker, run, kind, decided.get((str(run.quarter), worker.id, kind)))
        for worker, run in standing
        if run.length >= policy.readings.warned_at
        for kind in (run.actions or (WARNING,))
    ]
    return sorted(found, key=lambda draft: -draft.run.length)

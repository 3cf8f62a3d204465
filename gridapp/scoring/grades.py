"""Grades under the quota, ties that stop, and runs of 不合格 (DOMAIN section 4)."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from gridapp.model import TieBasis
from gridapp.periods import Quarter
from gridapp.scoring.policy import Policy, seats
from gridapp.scoring.result import QuotaBoard, ScoreSheet, Standing, Tie
from gridapp.scoring.settings import Settings

PENDING = "待定"
UNGRADED = "未定等次"
BEYOND_QUOTA = "名额所限"
BY_DECISION = "领导小组研究决定"


def order_key(sheet: ScoreSheet) -> tuple[int, int, int]:
    """What decides the order at the quota, best first: total, then base, then 满意度."""
    return (-(sheet.total or 0), -sheet.base, -(sheet.satisfaction or 0))


def grade_people(
    policy: Policy, settings: Settings, sheets: Sequence[ScoreSheet], basis: TieBasis | None = None
) -> tuple[dict[str, Standing], QuotaBoard]:
    """Everyone's standing by number, and how the places of 优秀 were given.

    Nobody is promoted to fill a place; who reaches the best band beyond the quota falls to the next one. Equals
    across the last place are all 待定 until the leading group's decision names exactly as many as there are seats; a
    decision that was made upon other candidates or seats (`basis`) counts no more.
    """
    graded = sorted((sheet for sheet in sheets if sheet.graded), key=lambda s: (*order_key(s), s.worker.id))
    known = [sheet for sheet in graded if sheet.total is not None]
    reached = [sheet for sheet in known if sheet.total is not None and sheet.total >= policy.best.floor]
    places = seats(len(graded), policy.quota.share, settings.rounding)
    board = _fill_places(reached, places, len(graded), settings, basis)
    ranks = _ranks(known)
    return _standings(policy, board, sheets, ranks), board


def _fill_places(
    reached: list[ScoreSheet], places: int, graded_people: int, settings: Settings, basis: TieBasis | None
) -> QuotaBoard:
    excellent, tie = [sheet.worker.id for sheet in reached[:places]], None
    if 0 < places < len(reached) and order_key(reached[places - 1]) == order_key(reached[places]):
        line = order_key(reached[places])
        candidates = tuple(sheet.worker.id for sheet in reached if order_key(sheet) == line)
        excellent = [number for number in excellent if number not in candidates]
        tie = Tie(candidates, places - len(excellent))
    chosen = _chosen(tie, excellent, settings.decision) if rests_on(basis, tie) else []
    return QuotaBoard(
        graded_people=graded_people,
        quota=places,
        reached=tuple(sheet.worker.id for sheet in reached),
        excellent=(*excellent, *chosen),
        tie=None if chosen else tie,
        decided=tie if chosen else None,
        decision=settings.decision if chosen else (),
        reason=settings.reason if chosen else "",
        stale=bool(settings.decision) and not chosen,
    )


def rests_on(basis: TieBasis | None, tie: Tie | None) -> bool:
    """Whether the tie is still the one that was decided; so it is where nobody wrote down which that was (imports)."""
    if basis is None or tie is None:
        return basis is None
    return (set(basis.candidates), basis.seats) == (set(tie.candidates), tie.seats)


def _chosen(tie: Tie | None, already: list[str], decision: tuple[str, ...]) -> list[str]:
    """Whom the decision puts on the open seats; nobody unless it fits the tie as it stands now."""
    if tie is None:
        return []
    chosen = [number for number in tie.candidates if number in decision]
    fits = len(chosen) == tie.seats and set(decision) <= {*tie.candidates, *already}
    return chosen if fits else []


def _ranks(known: list[ScoreSheet]) -> dict[str, int]:
    """Equals share a rank, and the next one counts them all (1, 2, 2, 4)."""
    ranks: dict[str, int] = {}
    rank, line = 0, None
    for place, sheet in enumerate(known, 1):
        if (key := order_key(sheet)) != line:
            rank, line = place, key
        ranks[sheet.worker.id] = rank
    return ranks


def _standings(
    policy: Policy, board: QuotaBoard, sheets: Sequence[ScoreSheet], ranks: dict[str, int]
) -> dict[str, Standing]:
    tied = frozenset(board.tie.candidates if board.tie else ())
    decided = frozenset(board.decided.candidates if board.decided else ())
    excellent, reached = frozenset(board.excellent), frozenset(board.reached)

    def standing(sheet: ScoreSheet) -> Standing:
        number, rank = sheet.worker.id, ranks.get(sheet.worker.id)
        if not sheet.graded:
            return Standing(UNGRADED)
        if sheet.total is None:
            return Standing("")
        if number in tied:
            return Standing(PENDING, rank, f"{BEYOND_QUOTA}，同分待定")
        why = BY_DECISION if number in decided else ""
        if number in excellent:
            return Standing(policy.best.name, rank, why)
        if number in reached:
            return Standing(policy.grades[1].name, rank, f"{BEYOND_QUOTA}，{why}" if why else BEYOND_QUOTA)
        return Standing(policy.grade_of(sheet.total).name, rank)

    return {sheet.worker.id: standing(sheet) for sheet in sheets}


class Outcome(NamedTuple):
    """How one quarter ended for a worker; `grade` "" when ungraded."""

    quarter: Quarter
    grade: str
    new_appointment: bool = False


class Run(NamedTuple):
    """How many 不合格 in a row there are at the end of a quarter, and what follows from them."""

    quarter: Quarter
    length: int
    actions: tuple[str, ...]


def runs(policy: Policy, history: Iterable[Outcome]) -> list[Run]:
    """Runs of 不合格 over a worker's quarters, oldest first, with what the policy proposes at each.

    Only adjacent quarters make a run, also over new year; any other outcome or a new appointment restarts it.
    """
    length, before, found = 0, None, []
    for quarter, grade, new_appointment in history:
        adjacent = before is not None and before.shift(1) == quarter and not new_appointment
        length = (length if adjacent else 0) + 1 if grade == policy.worst.name else 0
        before = quarter
        found.append(Run(quarter, length, _actions(policy, quarter, length)))
    return found


def _actions(policy: Policy, quarter: Quarter, length: int) -> tuple[str, ...]:
    readings, actions = policy.readings, []
    if length >= readings.criticised_at:
        actions.append("通报批评")
    if length >= readings.dropped_at:
        actions.append(f"{quarter.year + 1}年不予续用")
    return tuple(actions)

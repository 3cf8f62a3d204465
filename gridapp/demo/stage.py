"""Where the demo's quarters play: its people, what is planned for them, and the one generator that decides the rest."""

from random import Random
from typing import NamedTuple

from gridapp.demo.names import Names, team
from gridapp.demo.people import Person, Roster
from gridapp.demo.plan import Plan, Words
from gridapp.model import Village
from gridapp.periods import Month, Quarter, Span, Week
from gridapp.scoring.policy import Policy
from gridapp.scoring.service import post_on


class Effort(NamedTuple):
    """How somebody does in a quarter: the chance that any one duty falls short, how many findings (from, to), and the
    weights of the answers on their ballots, best first."""

    slip: float
    findings: tuple[int, int]
    mood: tuple[int, ...]


_EFFORTS = {
    "带头": Effort(0.015, (0, 1), (80, 17, 3, 0)),
    "踏实": Effort(0.18, (1, 3), (45, 40, 12, 3)),
    "松懈": Effort(0.26, (2, 4), (25, 40, 26, 9)),
}
_FAILING = Effort(0.55, (5, 8), (6, 20, 42, 32))
_FLAWLESS = Effort(0, (0, 0), (1, 0, 0, 0))


class Stage(NamedTuple):
    """What the records are drawn from."""

    rng: Random
    plan: Plan
    words: Words
    names: Names
    policy: Policy
    roster: Roster

    def effort(self, person: Person, quarter: Quarter) -> Effort:
        """What the story has somebody do in a quarter, else what their character is."""
        story = self.plan.story
        if self.lost_votes(person, quarter) is not None:
            return _FLAWLESS
        if str(quarter) in story.failing.get(person.story, ()):
            return _FAILING
        usual = _EFFORTS[person.character]
        if str(quarter) != story.learning:
            return usual
        # In the first quarter everybody is new to it, and the voters are stern.
        mood = _EFFORTS["踏实" if person.character == "带头" else "松懈"].mood
        return usual._replace(slip=0.28 + usual.slip / 4, mood=mood)

    def lost_votes(self, person: Person, quarter: Quarter) -> int | None:
        """How many 满意 somebody who is part of the planned tie falls short; None for everybody else."""
        tie = self.plan.story.tie
        if str(quarter) != tie.quarter or person.story not in tie.grids:
            return None
        return tie.lost[tie.grids.index(person.story)]

    def village(self, person: Person, period: Week | Month) -> Village:
        """Where somebody's week or month counts."""
        return self.roster.village_of(post_on(person.posts, period).grid)

    def excuse(self, person: Person, span: Span) -> str:
        """Why somebody was away for most of these days; "" when they were not."""
        for leave in self.plan.leave:
            away = Span(leave.first, leave.last).meet(span)
            if person.story == leave.grid and away and 2 * away.days > span.days:
                return leave.reason
        return ""

    def villager(self, village: str) -> tuple[str, str]:
        """Where in the village an invented person lives, and the name."""
        return team(self.rng, village), self.names.villager(self.rng.choice("男女"))

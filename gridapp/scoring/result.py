"""What scoring answers: sheets that explain themselves, grades, money. Frozen whole when a quarter is settled."""

from gridapp.model import Exemption, Grid, Record, Village, Worker

SATISFACTION = "满意度"
"""What is missing while there is no valid ballot."""


class Deduction(Record, frozen=True):
    """One loss of points and the record that made it.

    `when` is an ISO week ("2019-W32"), month ("2019-07") or day; `fact` says in Chinese what was found; `table` and
    `key` (the primary key's columns) lead to the record.
    """

    clause: str
    count: int
    points: int
    fact: str
    when: str
    paper: str
    table: str
    key: tuple[str, ...]


class ItemScore(Record, frozen=True):
    """One item: the sum of its deductions, what of it counts (扣完为止), and what is left. Hundredths."""

    item: str
    marks: int
    raw: int
    deducted: int
    score: int


class Missing(Record, frozen=True):
    """A counted cell that is 未录. `period` is an ISO week, a month, a meeting's number or the quarter."""

    worker: str
    what: str
    period: str


class ScoreSheet(Record, frozen=True):
    """量化考核表: one worker's quarter. Points in hundredths; `satisfaction` and `total` None while unknown."""

    worker: Worker
    grid: Grid
    village: Village
    days_in_post: int
    days_in_quarter: int
    graded: bool
    counted_weeks: int
    counted_months: int
    exemptions: tuple[Exemption, ...]
    deductions: tuple[Deduction, ...]
    items: tuple[ItemScore, ...]
    base: int
    valid_ballots: int
    satisfaction: int | None
    total: int | None
    missing: tuple[Missing, ...]


class Standing(Record, frozen=True):
    """等次: `grade` is "" while the total is unknown; `rank` only for graded people; `note` says why (名额所限 …)."""

    grade: str
    rank: int | None = None
    note: str = ""


class Pay(Record, frozen=True, omit_defaults=True):
    """One worker's money in 分. What a tie leaves open is None. `standard` is the last that held in the quarter.

    `correction` is what corrections of earlier quarters add or take back; it is in `paid`. It is not written out when
    there is none, so that the digests on sheets signed before there were any stay what they are.
    """

    standard: int
    due: int
    withheld: int
    share: int | None
    reward: int | None
    paid: int | None
    correction: int = 0

    @property
    def subsidy(self) -> int:
        """What of the due is paid out."""
        return self.due - self.withheld

    @property
    def bonus(self) -> int | None:
        return None if self.share is None or self.reward is None else self.share + self.reward

    @property
    def own(self) -> int | None:
        """What is paid for this quarter itself, without the corrections of earlier ones."""
        return None if self.paid is None else self.paid - self.correction


class Tie(Record, frozen=True):
    """People equal in everything across the last places: the leading group decides who takes the `seats`."""

    candidates: tuple[str, ...]
    seats: int


class QuotaBoard(Record, frozen=True):
    """How the places were given. People by number, in order of rank. `stale` is a decision that fits no more."""

    graded_people: int
    quota: int
    reached: tuple[str, ...]
    excellent: tuple[str, ...]
    tie: Tie | None
    decided: Tie | None = None
    decision: tuple[str, ...] = ()
    reason: str = ""
    stale: bool = False


class Pool(Record, frozen=True):
    """扣发资金 of the quarter in 分; `each` is the equal share of one 优秀. None while a tie is open."""

    carried_in: int
    withheld: int
    each: int | None
    carried_out: int | None

    @property
    def total(self) -> int:
        return self.carried_in + self.withheld


class Carried(Record, frozen=True):
    """A correction of an earlier quarter that this one pays out: whose, which, and the money in 分."""

    correction: str
    worker: Worker
    cents: int


class Person(Record, frozen=True):
    """One worker's whole answer."""

    sheet: ScoreSheet
    standing: Standing
    pay: Pay


class QuarterResult(Record, frozen=True):
    """Everything that a quarter comes to. `settings` are the quarter's own (考核设置) by item.

    `corrections` are those of earlier quarters that it pays, also to people who are no longer in post.
    """

    quarter: str
    policy: str
    policy_title: str
    state: str
    settings: dict[str, str]
    people: tuple[Person, ...]
    board: QuotaBoard
    pool: Pool
    corrections: tuple[Carried, ...] = ()

    @property
    def elsewhere(self) -> tuple[Carried, ...]:
        """Corrections for people who are not in this quarter: paid, or claimed back, beside its table."""
        here = {person.sheet.worker.id for person in self.people}
        return tuple(each for each in self.corrections if each.worker.id not in here)

    @property
    def missing(self) -> tuple[Missing, ...]:
        """What is 未录, in the order of the people."""
        return tuple(missing for person in self.people for missing in person.sheet.missing)

    @property
    def unsettled(self) -> tuple[Missing, ...]:
        """What of it keeps the quarter from being settled: all but the 满意度 of people who are not graded."""
        return tuple(
            missing
            for person in self.people
            for missing in person.sheet.missing
            if person.sheet.graded or missing.what != SATISFACTION
        )

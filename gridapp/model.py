"""The records of the office, frozen. Each is one row of one table in the file; DOMAIN section 1 has the words.

Dates are `date`s, points integer hundredths, money integer 分. An empty text means "not given".
"""

from collections.abc import Mapping
from datetime import date
from typing import Literal

import msgspec

from gridapp.periods import Month, Quarter, Span, Week

FAR = date(9999, 12, 31)
"""The last day of what has no end yet."""

VillageKind = Literal["村", "社区"]
VILLAGE_KINDS: tuple[VillageKind, ...] = ("村", "社区")
SEXES = ("男", "女")
ASSISTANT_ROLES = ("督导员", "网格警员", "网格消防员", "网格监督员")
VOLUNTEER_ROLE = "公益员"
VOLUNTEER_KINDS = ("群众代表", "离退休老党员", "志愿者", "其他")
MEETING_KINDS = ("例会", "培训", "合并", "临时")
STATES = ("录入中", "已核对", "公示中", "已定案", "已发放")
SETTLED_STATES = ("已定案", "已发放")
PRINTED = ("打印", "PDF", "Excel")
"""How a document goes out: onto paper, into a PDF, into a workbook."""
ROLES = ("录入", "审核", "管理", "只读")
"""What an account may do; roles.py says what that is."""
ACCESSES = ("登录", "显示号码", "导出", "账号与加密")
SETTINGS = ("名额取整", "上季结转（元）", "优秀奖励（元/人）", "领导小组决定", "决定理由", "5a口径")
"""What a quarter can settle for itself (sheet 考核设置)."""


class Record(msgspec.Struct, frozen=True, gc=False):
    """What every record is: immutable, compared by value."""


class Counts(dict[str, int]):
    """Typed counts by the duty's (or answer's) name; a name that is absent is 未录.

    Never changed once made, so that equal tallies can be looked up instead of being worked out again.
    """

    __slots__ = ("_hash",)

    def __hash__(self) -> int:  # type: ignore[override]
        try:
            return self._hash
        except AttributeError:
            self._hash: int = hash(frozenset(self.items()))
            return self._hash


class Village(Record, frozen=True):
    """村 / 社区; its kind decides the weekly quotas."""

    name: str
    kind: VillageKind


class Grid(Record, frozen=True):
    """网格, part of one village."""

    code: str
    village: str
    name: str
    households: int | None = None
    area: str = ""


class Worker(Record, frozen=True):
    """网格员: the person. Where and when they serve are posts."""

    id: str
    name: str
    sex: str = ""
    identity: str = ""
    phone: str = ""
    education: str = ""
    politics: str = ""
    ethnicity: str = ""
    address: str = ""
    offices: str = ""
    bank: str = ""
    account: str = ""


class Post(Record, frozen=True):
    """任职: a worker in a grid from `start` to `stop`, both included; `stop` None while it goes on."""

    worker: str
    start: date
    grid: str
    stop: date | None = None
    reason: str = ""

    @property
    def last(self) -> date:
        """The last day, FAR while it goes on."""
        return self.stop or FAR

    @property
    def span(self) -> Span:
        return Span(self.start, self.last)


class Assistant(Record, frozen=True):
    """协管员, or 公益员 where the role says so (then `kind` is one of VOLUNTEER_KINDS)."""

    grid: str
    name: str
    role: str
    start: date | None = None
    kind: str = ""
    phone: str = ""
    stop: date | None = None
    id: int | None = None


class Standard(Record, frozen=True):
    """季度补贴标准 in 分 from a day on; `worker` empty for the township's default."""

    worker: str
    start: date
    cents: int


class Tally(Record, frozen=True):
    """登记: a worker's counts of one week or month. `exempt` is the reason of 免考, empty where it counts."""

    worker: str
    period: Week | Month
    counts: Counts
    exempt: str = ""
    paper: str = ""


class Detail(Record, frozen=True):
    """明细: one log entry behind a tally; `duty` is the name of the duty that it counts for."""

    worker: str
    day: date
    duty: str
    kind: str = ""
    object: str = ""
    note: str = ""
    paper: str = ""
    id: int | None = None


class Finding(Record, frozen=True):
    """扣分事项: one dated fact that costs points. `level` only for clauses by level (3b)."""

    worker: str
    day: date
    clause: str
    level: str = ""
    times: int = 1
    note: str = ""
    paper: str = ""
    id: int | None = None


class Meeting(Record, frozen=True):
    """会议: 例会, 培训, 合并 or 临时."""

    id: str
    day: date
    kind: str
    topic: str = ""
    place: str = ""
    host: str = ""
    report_due: date | None = None


class Attendance(Record, frozen=True):
    """考勤: one worker at one meeting. `report` is the written report's mark, empty while 未录."""

    meeting: str
    worker: str
    mark: str
    report: str = ""
    note: str = ""


class Ballots(Record, frozen=True):
    """测评票: how one group of `voters` (测评人) answered about a worker in a quarter, void ballots included."""

    quarter: str
    worker: str
    voters: str
    counts: Counts


class QuarterSetting(Record, frozen=True):
    """One line of 考核设置; `item` is one of SETTINGS, `value` its canonical text."""

    quarter: str
    item: str
    value: str


class QuarterState(Record, frozen=True):
    """Where a quarter stands (one of STATES) and the version of the policy that it is scored by."""

    quarter: str
    policy: str
    state: str


class TieBasis(Record, frozen=True):
    """What the leading group's decision about a tie was made upon: who was equal, for how many seats, and by what.

    Candidates are numbers in order of rank; total, base and 满意度 in hundredths are the same for them all.
    """

    quarter: str
    candidates: tuple[str, ...]
    seats: int
    total: int
    base: int
    satisfaction: int


class Restatement(Record, frozen=True):
    """What a correction (更正) makes of one worker's settled quarter: the grade from then on, and the money in 分.

    `cents` is paid (补发) or taken back (扣回, negative) with the quarter that the correction is paid in.
    """

    correction: str
    worker: str
    grade: str
    cents: int


class Settlement(Record, frozen=True):
    """A settled quarter: the digest of its frozen result, what it carries over in 分, and when it was settled."""

    quarter: str
    digest: str
    carried_out: int
    at: str


class PolicyText(Record, frozen=True):
    """A version of the policy as it was read in."""

    version: str
    text: str


class OfficeSetting(Record, frozen=True):
    """One setting of the office: the township's name, telephone, signatories …"""

    item: str
    value: str


class Printed(Record, frozen=True):
    """One document that went out: when and by whom, on paper or into a file, and what stood on it.

    `at` is local time in ISO, `how` one of PRINTED. `about` says in words what was chosen, `choice` (JSON) so that it
    can be chosen again. `figures` are the rows of its tables (JSON) where it was a
    preview, whose figures may still change, else "".
    """

    at: str
    who: str
    how: str
    form: str
    about: str
    number: str
    digest: str
    copies: int
    choice: str
    figures: str = ""


class Account(Record, frozen=True):
    """Somebody who works at the office's file: `role` is one of ROLES. A name is never given to anybody else: what was
    done bears it; who has left is `stopped`."""

    name: str
    role: str
    stopped: bool = False


class Access(Record, frozen=True):
    """What is no change of a record and yet shall be known of: who came in, what was shown whole, what left the file.

    `at` is local time in ISO, `what` one of ACCESSES. `about` says in words whose or where to; it never holds a number.
    """

    at: str
    who: str
    what: str
    about: str


class WorkerQuarter(Record, frozen=True):
    """All that scoring needs of one worker in one quarter.

    `posts` meet the quarter or one of its weeks, in order; `home` is the last that meets the quarter itself. `weeks`
    and `months` hold what is on record with 明细 already counted in. `meetings` are those at which the worker was
    expected, each with the attendance or None while it is 未录.
    """

    worker: Worker
    posts: tuple[Post, ...]
    home: Post
    weeks: Mapping[Week, Tally]
    months: Mapping[Month, Tally]
    findings: tuple[Finding, ...]
    meetings: tuple[tuple[Meeting, Attendance | None], ...]
    ballots: tuple[Ballots, ...]
    standards: tuple[Standard, ...]


class Exemption(Record, frozen=True):
    """免考 of one worker's week or month (ISO), with its reason."""

    period: str
    reason: str


class QuarterRecords(Record, frozen=True):
    """A quarter as it is on record: the people in post on any of its days, in order of grid and number.

    `basis` is what its tie was decided upon; `restated` are the corrections of earlier quarters that it pays.
    """

    quarter: Quarter
    settings: Mapping[str, str]
    carried_in: int
    villages: Mapping[str, Village]
    grids: Mapping[str, Grid]
    people: tuple[WorkerQuarter, ...]
    basis: TieBasis | None = None
    restated: tuple[tuple[Worker, Restatement], ...] = ()

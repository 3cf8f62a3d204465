"""The demo township: what its two years must show, and that it is the same every time."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from gridapp import demo, names
from gridapp.amounts import half_up
from gridapp.errors import OfficeError
from gridapp.model import (
    ASSISTANT_ROLES,
    Assistant,
    Attendance,
    Detail,
    Finding,
    Grid,
    Meeting,
    Post,
    Tally,
    Village,
    Worker,
)
from gridapp.office import Office
from gridapp.periods import Quarter, Span, Week
from gridapp.rulings import Consequence, Objection, YearDecision
from gridapp.scoring.grades import BEYOND_QUOTA, BY_DECISION, UNGRADED, Outcome, runs
from gridapp.scoring.result import Person, QuarterResult
from gridapp.workbook.importing import carry_out, plan_import
from gridapp.workbook.reading import RawSheet, read_book
from gridapp.workbook.writing import write_book

FIRST, PRINTED, LAST = Quarter(2018, 1), Quarter(2019, 3), Quarter(2019, 4)
TODAY = date(2019, 12, 18)
Results = dict[Quarter, QuarterResult]


@pytest.fixture(scope="module")
def township(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with demo.build(tmp_path_factory.mktemp("示范镇") / demo.DATABASE) as office:
        yield office


@pytest.fixture(scope="module")
def results(township: Office) -> Results:
    return {quarter: township.score(quarter) for quarter in township.quarters()}


def person(result: QuarterResult, worker: str) -> Person:
    return next(each for each in result.people if each.sheet.worker.id == worker)


def grades(result: QuarterResult) -> Counter[str]:
    return Counter(each.standing.grade for each in result.people)


def exported(office: Office, path: Path) -> list[RawSheet]:
    write_book(office, path)
    return read_book(path)


# ── the rosters ──────────────────────────────────────────────────────────────────────────────────────


def test_every_grid_has_a_worker_today(township: Office) -> None:
    kinds = Counter(village.kind for village in township.all(Village))
    today = Span(TODAY, TODAY)
    held = Counter(post.grid for post in township.all(Post) if post.span.meet(today))

    assert kinds == {"村": 8, "社区": 2}
    assert held == Counter(grid.code for grid in township.all(Grid))
    assert len(held) == 32


def test_identity_numbers_are_valid_and_agree_with_the_sex(township: Office) -> None:
    workers = township.all(Worker)

    assert all(names.identity(worker.identity) == worker.identity for worker in workers)
    assert all(names.sex(worker.identity) == worker.sex for worker in workers)
    assert len({worker.identity for worker in workers}) == len(workers)


def test_names_include_the_difficult_ones(township: Office) -> None:
    villages = {grid.code: grid.village for grid in township.all(Grid)}
    at = {post.worker: villages[post.grid] for post in township.all(Post)}
    namesakes = Counter((at[worker.id], worker.name) for worker in township.all(Worker))
    everybody = "".join(worker.name for worker in township.all(Worker))

    assert namesakes["东沟村", "马小军"] == 2
    assert "·" in everybody
    assert "㛃" in everybody
    assert any("𠮷" in assistant.name for assistant in township.all(Assistant))


def test_two_grids_lack_an_assistant(township: Office) -> None:
    now = {(each.grid, each.role) for each in township.all(Assistant) if each.stop is None or each.stop >= TODAY}
    wanted = {(grid.code, role) for grid in township.all(Grid) for role in ASSISTANT_ROLES}

    assert wanted - now == {("G0503", "网格消防员"), ("G0803", "网格监督员")}


# ── the quarters ─────────────────────────────────────────────────────────────────────────────────────


def test_all_quarters_but_the_last_are_settled(results: Results) -> None:
    states = {str(quarter): result.state for quarter, result in results.items()}

    assert list(states) == [f"{year}Q{number}" for year in (2018, 2019) for number in (1, 2, 3, 4)]
    assert list(states.values()) == ["已发放"] * 6 + ["已定案", "录入中"]


def test_the_last_quarter_leaves_work_to_do(results: Results) -> None:
    missing = results[LAST].missing

    assert {"满意度", "民情日志", "走访一般居民户数", "书面汇报"} <= {each.what for each in missing}
    assert {"2019-W50", "2019-W51", "2019-W52", "2019-12"} <= {each.period for each in missing}
    assert len([each for each in missing if each.what == "满意度"]) < len(results[LAST].people)


def test_every_clause_of_the_policy_is_used(township: Office, results: Results) -> None:
    people = [each for result in results.values() for each in result.people]

    assert {loss.clause for each in people for loss in each.sheet.deductions} == set(township.policy(LAST).clauses)


def test_incidents_reach_every_level_of_petition(township: Office) -> None:
    assert {finding.level for finding in township.all(Finding)} == {"", "县", "市", "区", "进京"}


def test_one_quarter_has_nobody_excellent_and_carries_the_pool_over(results: Results) -> None:
    first = results[FIRST]

    assert first.board.excellent == ()
    assert first.pool.carried_out == first.pool.total > 0
    assert results[FIRST.shift(1)].pool.carried_in == first.pool.total


def test_one_quarter_has_nobody_failing(results: Results) -> None:
    spared = [str(quarter) for quarter, result in results.items() if not grades(result)["不合格"]]

    assert spared == ["2018Q3", str(LAST)]


def test_the_quota_cuts(results: Results) -> None:
    cut = [each for each in results[Quarter(2018, 2)].people if each.standing.note == BEYOND_QUOTA]

    assert cut
    assert all(each.standing.grade == "合格" and (each.sheet.total or 0) >= 9000 for each in cut)


def test_a_tie_at_the_quota_is_decided_with_a_reason(results: Results) -> None:
    board = results[PRINTED].board

    assert board.tie is None
    assert board.decided is not None
    chosen, other = board.decided.candidates
    assert board.decision == (chosen,)
    assert "出席" in board.reason
    notes = [person(results[PRINTED], worker).standing.note for worker in (chosen, other)]
    assert notes == [BY_DECISION, f"{BEYOND_QUOTA}，{BY_DECISION}"]


def test_runs_of_failing_lead_to_criticism_and_dismissal(township: Office, results: Results) -> None:
    policy = township.policy(LAST)
    settled = {quarter: result for quarter, result in results.items() if quarter != LAST}
    found = {}
    for worker in ("W009", "W014", "W021"):
        history = [Outcome(quarter, person(result, worker).standing.grade) for quarter, result in settled.items()]
        found[worker] = [(str(run.quarter), run.actions) for run in runs(policy, history) if run.actions]

    assert found["W009"] == [("2018Q2", ("通报批评",))]
    assert found["W021"] == [("2019Q3", ("通报批评",))]
    assert found["W014"] == [
        ("2019Q1", ("通报批评",)),
        ("2019Q2", ("通报批评", "2020年不予续用")),
        ("2019Q3", ("通报批评", "2020年不予续用")),
    ]


# ── answered, corrected, decided ─────────────────────────────────────────────────────────────────────


def test_objections_are_answered_but_for_one_that_came_late(township: Office) -> None:
    told = {each.objector: each.outcome for each in township.all(Objection)}

    assert told == {"马小军": "维持", "渠南社区居民代表": "其他", "刘学文": ""}


def test_some_doubtful_weeks_are_explained_and_one_is_not(township: Office) -> None:
    doubts = {quarter: township.doubts(quarter) for quarter in (PRINTED, LAST)}

    assert [doubt.answer is not None for doubt in doubts[PRINTED]] == [True]
    assert [(doubt.flag.text, doubt.answer is None) for doubt in doubts[LAST]] == [
        ("欧阳志刚 第45周 居民走访 52，多得不像一期的数", True),
        ("李宝山 第42周 实访特殊人员 9 多于应访特殊人员 4", False),
    ]


def test_a_correction_gives_the_place_to_the_next_and_is_paid_a_quarter_later(
    township: Office, results: Results
) -> None:
    ((correction, body),) = township.corrections(Quarter(2019, 2))

    assert (correction.proposed_by, correction.confirmed_by) == ("何晓静", "徐文斌")
    assert {each.sheet.worker.name: each.standing.grade for each in body.before} == {"单玉兰": "合格", "谢春燕": "优秀"}
    assert {each.sheet.worker.name: each.standing.grade for each in body.after} == {"单玉兰": "优秀", "谢春燕": "合格"}
    paid = {each.worker.id: each.cents for each in results[PRINTED].corrections}
    assert paid == {"W005": 38_000, "W030": -38_000}
    assert person(results[PRINTED], "W030").pay.correction == -38_000


def test_what_runs_lead_to_is_accepted_but_for_one_and_the_newest_waits(township: Office) -> None:
    declined = [(each.worker, each.kind) for each in township.all(Consequence) if not each.accepted]

    assert declined == [("W014", "通报批评")]
    assert {draft.worker.name for draft in township.drafts(LAST) if draft.decided is None} == {"孙海燕", "刘学文"}


def test_a_year_is_decided_and_the_next_one_recommended(township: Office) -> None:
    decided = Counter((each.year, each.decision) for each in township.all(YearDecision))
    rounds = {year: township.recommendation_round(year) for year in (2019, 2020)}
    begun = {year: [line.recommendation for line in lines if line.recommendation] for year, lines in rounds.items()}

    assert decided == {(2018, "续用"): 33, (2019, "不予续用"): 1}
    assert all(each.appointed for each in begun[2019])
    assert len(begun[2019]) == 32
    assert [each.decided for each in begun[2020]] == [None] * 12


def test_the_pool_s_book_balances(township: Office) -> None:
    assert all(line.follows and (line.balances or not line.settled) for line in township.pool_book())


# ── people come and go ───────────────────────────────────────────────────────────────────────────────


def test_somebody_moves_to_another_grid_in_the_middle_of_a_quarter(township: Office, results: Results) -> None:
    posts = [post for post in township.all(Post) if post.worker == "W004"]
    moved = person(results[PRINTED], "W004")

    assert [(post.grid, post.stop) for post in posts] == [("G0201", date(2019, 8, 11)), ("G1003", None)]
    assert moved.sheet.graded
    assert moved.sheet.days_in_post == 92
    # 42 days at the township's 2,100 元, then 50 days at the 2,700 元 of a community
    assert moved.pay.due == half_up(42 * 210_000 + 50 * 270_000, 92)


def test_who_left_and_who_came_late_are_not_graded(results: Results) -> None:
    ungraded = {
        each.sheet.worker.id: each.sheet.days_in_post
        for each in results[PRINTED].people
        if each.standing.grade == UNGRADED
    }

    assert ungraded == {"W031": 41, "W034": 36}
    assert person(results[PRINTED], "W034").sheet.grid.code == "G0201"


def test_holidays_are_exempt_for_everybody_and_leave_for_one(results: Results) -> None:
    national_day = [
        exemption.reason
        for each in results[Quarter(2018, 4)].people
        for exemption in each.sheet.exemptions
        if exemption.period == "2018-W40"
    ]
    ill = person(results[Quarter(2018, 2)], "W007").sheet

    assert national_day == ["国庆节放假"] * 32
    assert [exemption.period for exemption in ill.exemptions] == ["2018-W19", "2018-W20", "2018-W21", "2018-05"]


# ── meetings, entries ────────────────────────────────────────────────────────────────────────────────


def test_there_is_a_meeting_a_month_and_two_trainings_a_year(township: Office) -> None:
    meetings = township.all(Meeting)
    months = {(each.day.year, each.day.month) for each in meetings if each.kind in ("例会", "合并")}
    trainings = Counter(each.day.year for each in meetings if each.kind in ("培训", "合并"))

    assert months == {(year, month) for year in (2018, 2019) for month in range(1, 13)}
    assert min(trainings.values()) >= 2
    assert {each.mark for each in township.all(Attendance)} == set(township.newest_policy().attendance.marks)


def test_some_counts_stand_on_entries(township: Office) -> None:
    """The count is not typed beside them; a household that was visited twice counts once."""
    visits = [each for each in township.all(Detail) if each.duty == "走访一般居民户数" and each.day.month == 7]
    (month,) = [each for each in township.all(Tally) if each.worker == "W019" and each.period.key == "2019-07"]
    records = next(each for each in township.records(PRINTED).people if each.worker.id == "W019")

    assert "走访一般居民户数" not in month.counts
    assert records.months[PRINTED.months[0]].counts["走访一般居民户数"] == len(visits) - 1
    assert {"平台录入", "民情日志"} <= {each.duty for each in township.all(Detail)}


def test_a_week_of_entries_is_counted(township: Office) -> None:
    week = Week(date(2019, 8, 5))
    entries = [each for each in township.all(Detail) if each.duty == "平台录入" and week.span.holds(each.day)]
    records = next(each for each in township.records(PRINTED).people if each.worker.id == "W025")

    assert records.weeks[week].counts["平台录入"] == len(entries) > 0


# ── the files ────────────────────────────────────────────────────────────────────────────────────────


def test_the_file_is_whole(township: Office) -> None:
    assert township.check() == []


def test_the_workbook_goes_out_and_in_again_without_a_difference(township: Office, tmp_path: Path) -> None:
    sheets = exported(township, tmp_path / "出.xlsx")
    with Office.create(tmp_path / "新.db") as other:
        plan = plan_import(other, sheets)
        assert [str(problem) for problem in plan.problems] == []
        carry_out(other, plan, "出.xlsx")

        assert exported(other, tmp_path / "再出.xlsx") == sheets


def test_the_same_seed_makes_the_same_township(township: Office, tmp_path: Path) -> None:
    with demo.build(tmp_path / "同.db") as same:
        assert exported(same, tmp_path / "同.xlsx") == exported(township, tmp_path / "原.xlsx")


def test_another_seed_makes_another_township(township: Office, tmp_path: Path) -> None:
    with demo.build(tmp_path / "异.db", seed=1) as other:
        assert other.all(Worker) != township.all(Worker)
        assert other.score(PRINTED).board.decided is not None


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "旧表.xlsx").touch()

    with pytest.raises(OfficeError, match="不是空文件夹"):
        demo.write(tmp_path)
    assert [each.name for each in tmp_path.iterdir()] == ["旧表.xlsx"]

"""From quarters' figures to what is drawn: worked examples, every number of them by hand."""

import msgspec

from gridapp.charts.figures import Bar, Floor, Range, described, said
from gridapp.charts.past import Loss, Past, QuarterFigures, WorkerScore
from gridapp.charts.series import (
    YearPlace,
    township_losses,
    township_trend,
    villages_compared,
    week_map,
    worker_losses,
    worker_trend,
    year_trend,
)
from gridapp.model import Village
from gridapp.periods import Quarter, Week
from gridapp.progress import Chart, Progress
from tests.policies import POLICY

FLOORS = (Floor("优秀", 9000), Floor("合格", 7000))


def score(
    total: int | None, village: str = "东村", *, graded: bool = True, grade: str = "合格", **lost: int
) -> WorkerScore:
    """Somebody's quarter; `lost` are hundredths of a point by clause (_1a), one deduction each."""
    losses = {code.lstrip("_"): Loss(points, 1) for code, points in lost.items()}
    return WorkerScore(f"某{village[0]}", village, total, graded, grade, losses)


def past(*quarters: dict[str, WorkerScore], settled: bool = True) -> Past:
    """These quarters up to 2019Q2; the last is open unless it is `settled`."""
    last = len(quarters) - 1
    return tuple(
        QuarterFigures(Quarter(2019, 2).shift(place - last), settled or place < last, people)
        for place, people in enumerate(quarters)
    )


def test_the_township_s_line_is_the_mean_between_the_lowest_and_the_highest() -> None:
    line = township_trend(POLICY, past({"A": score(9120), "B": score(8001), "C": score(7500)}))

    (point,) = line.points
    assert (point.low, point.value, point.high) == (7500, 8207, 9120)  # 24621 ÷ 3 = 8207
    assert line.rows == [("2019年第二季度", "82.07", "75.00", "91.20", "参评3人")]
    assert line.floors == FLOORS


def test_halves_of_a_mean_are_rounded_up() -> None:
    line = township_trend(POLICY, past({"A": score(9001), "B": score(9000)}))

    assert line.points[0].value == 9001  # 9000.5


def test_who_is_not_graded_or_has_no_total_yet_is_in_no_mean() -> None:
    line = township_trend(POLICY, past({"A": score(8000), "B": score(100, graded=False), "C": score(None)}))

    assert (line.points[0].low, line.points[0].value, line.points[0].note) == (8000, 8000, "参评1人")


def test_a_year_is_named_where_it_begins() -> None:
    line = township_trend(POLICY, past(*({"A": score(8000)} for _ in range(8))))

    assert [point.short for point in line.points] == "三季度 四季度 一季度 二季度 三季度 四季度 一季度 二季度".split()
    assert [point.year for point in line.points] == ["2017年", "", "2018年", "", "", "", "2019年", ""]


def test_a_quarter_without_anybody_is_a_gap() -> None:
    line = township_trend(POLICY, past({}, {"A": score(8000)}))

    assert [point.value for point in line.points] == [None, 8000]
    assert line.rows[0] == ("2019年第一季度", "—", "—", "—", "")


def test_what_may_still_change_is_hollow_and_said() -> None:
    line = township_trend(POLICY, past({"A": score(9000)}, {"A": score(8000)}, settled=False))

    assert [point.settled for point in line.points] == [True, False]
    assert said(line, 1) == "2019年第二季度：平均 80.00，最低 80.00，最高 80.00，参评1人，未定案"
    assert "空心点的季度未定案" in line.remark
    assert "空心" not in township_trend(POLICY, past({"A": score(9000)})).remark


def test_a_worker_s_line_tells_each_quarter_s_grade() -> None:
    line = worker_trend(POLICY, past({"A": score(9500, grade="优秀")}, {}, {"A": score(None, grade="")}), "A")

    assert line.title == "某东（A）近八个季度总分"
    assert line.rows == [
        ("2018年第四季度", "95.00", "优秀"),
        ("2019年第一季度", "—", "不在岗"),
        ("2019年第二季度", "—", "总分未定"),
    ]


def test_a_year_shows_four_quarters_as_they_are_stated_today() -> None:
    corrected, failed = YearPlace(9100, "合格（更正后）", True), YearPlace(6500, "不合格", True)
    places = [corrected, None, failed, YearPlace(8000, "（预览）", False)]

    line = year_trend(POLICY, 2019, "某东（A）", places)

    assert line.title == "某东（A）2019年四个季度总分"
    assert line.rows == [
        ("2019年第一季度", "91.00", "合格（更正后）"),
        ("2019年第二季度", "—", "不在岗"),
        ("2019年第三季度", "65.00", "不合格"),
        ("2019年第四季度", "80.00", "（预览）"),
    ]
    assert [point.settled for point in line.points] == [True, True, True, False]


def test_points_lost_are_summed_by_clause_the_most_first() -> None:
    before = {"A": score(8000, _1c=500, _6a=100)}
    now = {"A": score(8000, _1c=200, _5b=10), "B": score(8000, _1c=100, _3a=50, _6a=350)}

    bars = township_losses(POLICY, past(before, now)).bars

    assert bars == (
        Bar("6a", "民情日志不足", 350, "1人，上季1"),
        Bar("1c", "平台录入不足", 300, "2人，上季5"),
        Bar("3a", "排查不足", 50, "1人，上季0"),
        Bar("5b", "居民走访不足", 10, "1人，上季0"),
    )


def test_the_first_quarter_is_compared_with_none() -> None:
    assert [bar.note for bar in township_losses(POLICY, past({}, {"A": score(8000, _2a=100)})).bars] == ["1人"]


def test_clauses_that_cost_the_same_keep_the_policy_s_order_and_names_its_words() -> None:
    bars = township_losses(POLICY, past({"A": score(8000, _7b=100, _5a=100, _1a=100, _2a=0)})).bars

    assert [bar.name for bar in bars] == [
        "1a 信息采集不全、不准确或未录入平台",
        "5a 应访特殊人员未访",
        "7b 无故不参加且未请假",
    ]


def test_only_the_first_bars_and_the_others_together() -> None:
    figure = township_losses(POLICY, past({"A": score(8000, _1a=400, _2a=300, _4a=200, _6a=100)}))

    assert [(bar.name, bar.points) for bar in figure.first(3).bars] == [
        ("1a 信息采集不全、不准确或未录入平台", 400),
        ("2a 未及时沟通信息、通报情况", 300),
        ("其余 2 条", 300),
    ]
    assert figure.first(4) == figure


def test_one_worker_s_losses_count_the_deductions() -> None:
    person = score(8000)._replace(losses={"1c": Loss(300, 2), "7a": Loss(50, 1)})

    figure = worker_losses(POLICY, past({"A": person})[0], "A")

    assert figure.rows == [("1c 平台录入不足", "3", "2处"), ("7a 培训、例会迟到或早退", "0.5", "1处")]
    assert worker_losses(POLICY, past({"A": person})[0], "B").empty


def test_villages_stand_in_the_order_of_their_means() -> None:
    people = {"A": score(7000), "B": score(9001), "C": score(8500, "南社区"), "D": score(9900, "西村", graded=False)}

    figure = villages_compared(POLICY, past(people)[0])

    assert figure.ranges == (Range("南社区", 8500, 8500, 8500, 1), Range("东村", 7000, 8001, 9001, 2))
    assert (figure.mean, figure.lowest) == (8167, 7000)  # 24501 ÷ 3
    assert said(figure, 1) == "东村：平均 80.01，最低 70.00，最高 90.01，参评 2人"
    assert [part.ranges for part in figure.parts(1)] == [figure.ranges[:1], figure.ranges[1:]]


def test_the_map_of_weeks_says_what_is_missing() -> None:
    quarter, village = Quarter(2019, 2), Village("东村", "村")
    weeks = {week: Progress(12, 12) for week in quarter.weeks}
    weeks |= {quarter.weeks[1]: Progress(7, 12), quarter.weeks[-1]: Progress()}
    by_week: dict[tuple[str, Week], Progress] = {("东村", week): found for week, found in weeks.items()}

    figure = week_map(quarter, Chart((village,), (), {}, by_week))

    assert figure.heads[:3] == ("村（社区）", "第14周", "第15周")
    assert figure.rows == [("东村", "✓", "5", *["✓"] * 10, "")]
    assert said(figure, 0).startswith("东村：第14周 ✓，第15周 5，第16周 ✓")


def test_a_figure_is_told_in_words() -> None:
    figure = worker_losses(POLICY, past({"A": score(8000, _1c=300)})[0], "A")

    assert described(figure) == "某东（A）各条款扣分。1c 平台录入不足：扣分 3，次数 1处。"
    assert described(figure._replace(bars=())) == "某东（A）各条款扣分：没有数据。"


def test_another_policy_s_grades_are_its_own_lines() -> None:
    best, *others = POLICY.grades
    stricter = msgspec.structs.replace(
        POLICY, grades=(msgspec.structs.replace(best, floor=type(best.floor)(9500)), *others)
    )

    assert township_trend(stricter, past({"A": score(8000)})).floors[0] == Floor("优秀", 9500)

"""测评汇总表: everybody's ballots by group of voters, how many are valid, and what they come to."""

from collections import Counter
from collections.abc import Iterator, Sequence

from gridapp import sentences
from gridapp.amounts import show_points
from gridapp.model import Ballots
from gridapp.prints import figures, wording
from gridapp.prints.blocks import (
    LINE,
    NOTE,
    Block,
    Column,
    Document,
    Entry,
    Merge,
    Paper,
    Paragraph,
    Row,
    SumOf,
    Table,
)
from gridapp.prints.choice import ALL, OF_PEOPLE, Choice
from gridapp.prints.form import Form, Group
from gridapp.prints.listing import head, scope
from gridapp.prints.subjects import QuarterPapers, quarter_papers
from gridapp.scoring.ballots import opinion
from gridapp.scoring.policy import WHOLE, BallotRules
from gridapp.scoring.result import Person

NAME = "测评汇总表"

_COUNTS = 72.0  # mm, shared by the answers and what does not count
_FIRST_ANSWER = 4  # the columns before the answers
_ALL = "合计"


def ballot_tallies(papers: QuarterPapers, choice: Choice = ALL) -> list[Document]:
    """The one list of the quarter."""
    view = papers.view
    people = [p for p in view.result.people if choice.takes(p.sheet.village.name, p.sheet.worker.id)]
    figures = [(person.sheet.worker.id, papers.ballots.get(person.sheet.worker.id, ())) for person in people]
    return [
        Document(
            title=f"{wording.township(view)}网格员满意度{NAME}",
            subtitle=wording.quarter_of(view).title,
            blocks=(
                head(view, *scope(choice)),
                Table(_columns(view.policy.ballots), tuple(_rows(papers, people))),
                *_notes(papers, people),
                wording.signatures(view, "监票人", "计票人", "审核人", "制表人"),
            ),
            number=f"CH-{view.result.quarter}",
            drawn_up=view.day,
            digest=wording.digest(figures),
            mark=wording.mark(view),
        )
    ]


def _columns(rules: BallotRules) -> tuple[Column, ...]:
    each = _COUNTS / len(rules.columns)
    return (
        Column("序号", 9),
        Column("村（社区）、网格", 26),
        Column("姓名", 21),
        Column("测评人", 16.5),
        *(Column(answer.name, each, group="票数") for answer in rules.answers),
        *(Column(name, each, group="不计入") for name in rules.void),
        Column("有效票", 12.5),
        Column("平均分", None),
    )


def _rows(papers: QuarterPapers, people: Sequence[Person]) -> Iterator[Row]:
    """A row for each group that voted, and one of all together where there are several."""
    rules = papers.view.policy.ballots
    for number, person in enumerate(people, 1):
        sheet = person.sheet
        shared: tuple[Entry, ...] = (str(number), f"{sheet.village.name}{sheet.grid.name}", sheet.worker.name)
        for label, votes in _lines(papers, person):
            yield (*shared, label, *_counts(rules, votes))
            shared = (Merge.ABOVE, Merge.ABOVE, Merge.ABOVE)


def _lines(papers: QuarterPapers, person: Person) -> Iterator[tuple[str, Sequence[Ballots]]]:
    order = papers.view.policy.ballots.groups
    groups = sorted(papers.ballots.get(person.sheet.worker.id, ()), key=lambda each: order.index(each.voters))
    for group in groups:
        yield group.voters, [group]
    if len(groups) != 1:
        yield (_ALL if groups else "—"), groups


def _counts(rules: BallotRules, votes: Sequence[Ballots]) -> tuple[Entry, ...]:
    if not votes:
        return ("未录", *(Merge.LEFT for _ in rules.columns), "—")
    cast: Counter[str] = Counter()
    for group in votes:
        cast.update(group.counts)
    found = opinion(rules, votes)
    mean = figures.score(found.mean, "—")
    valid = SumOf(tuple((_FIRST_ANSWER + place, WHOLE) for place in range(len(rules.answers))))
    return (*(figures.whole(cast[name]) for name in rules.columns), figures.whole(found.valid, total=valid), mean)


def _notes(papers: QuarterPapers, people: Sequence[Person]) -> Iterator[Block]:
    rules = papers.view.policy.ballots
    few = [p for p in people if papers.ballots.get(p.sheet.worker.id) and p.sheet.valid_ballots < rules.enough]
    none = [person for person in people if person.sheet.worker.id not in papers.ballots]
    if none:
        yield Paragraph(f"未录{len(none)}人：{'、'.join(map(sentences.full_name, none))}。", LINE)
    if few:
        names = "、".join(map(sentences.full_name, few))
        yield Paragraph(f"有效票少于{rules.enough}张的{len(few)}人：{names}。", LINE)
    worth = "、".join(f"{answer.name}{show_points(answer.value)}分" for answer in rules.answers)
    yield Paragraph(
        f"注：{worth}；{'、'.join(rules.void)}不计入；平均分为全部有效票（不分测评人）的平均，四舍五入到两位小数。",
        NOTE,
    )


FORM = Form(
    NAME,
    Paper.PORTRAIT,
    "每人各类测评票、有效票和平均分",
    Group.SATISFACTION,
    OF_PEOPLE,
    quarter_papers,
    ballot_tallies,
)

"""Time in post: which days, weeks and months of a quarter count for a worker (DOMAIN section 3)."""

from collections.abc import Sequence
from typing import NamedTuple

from gridapp.model import Post
from gridapp.periods import DAY, Month, Quarter, Span, Week


class Service(NamedTuple):
    """A worker's time in post in one quarter: days, whether the last day is among them, whole weeks and months."""

    days: int
    on_last_day: bool
    weeks: tuple[Week, ...]
    months: tuple[Month, ...]


def merged(posts: Sequence[Post]) -> list[Span]:
    """The days in post as few spans; posts that follow each other without a day between make one."""
    if len(posts) == 1:
        return [posts[0].span]
    spans: list[Span] = []
    for span in sorted(post.span for post in posts):
        if spans and span.first <= spans[-1].last + DAY:
            spans[-1] = Span(spans[-1].first, max(spans[-1].last, span.last))
        else:
            spans.append(span)
    return spans


def service(posts: Sequence[Post], quarter: Quarter) -> Service:
    """A week or month counts when the worker was in post on every one of its days, wherever."""
    spans = merged(posts)

    def whole(period: Week | Month) -> bool:
        first, last = period.span
        return any(span.first <= first and last <= span.last for span in spans)

    in_quarter = [days for span in spans if (days := span.meet(quarter.span))]
    return Service(
        days=sum(span.days for span in in_quarter),
        on_last_day=bool(in_quarter) and in_quarter[-1].last == quarter.span.last,
        weeks=tuple(filter(whole, quarter.weeks)),
        months=tuple(filter(whole, quarter.months)),
    )


def appointed_anew(posts: Sequence[Post], quarter: Quarter) -> bool:
    """Whether somebody came back into a post in the quarter after days without one."""
    return any(quarter.span.holds(span.first) for span in merged(posts)[1:])


def post_on(posts: Sequence[Post], period: Week | Month) -> Post:
    """The post that a period is judged by when the worker moved within it: the one held on its middle day."""
    return next((post for post in posts if post.span.holds(period.middle)), posts[-1])

"""The mean of valid ballots, and what the clerk sees of one group beside all groups pooled."""

from gridapp.model import Ballots, Counts
from gridapp.office import Office
from gridapp.scoring.ballots import Opinion, ballot_lines, opinion
from tests.offices import LI, Q2, ZHANG


def ballots(voters: str, *answers: int, worker: str = ZHANG, **void: int) -> Ballots:
    names = ("满意", "较满意", "一般", "不满意")
    return Ballots(str(Q2), worker, voters, Counts(dict(zip(names, answers, strict=True)) | void))


def test_void_ballots_do_not_count_and_the_mean_is_rounded_half_up(office: Office) -> None:
    rules = office.newest_policy().ballots
    assert opinion(rules, [ballots("其他", 1, 1, 1, 0, 弃权=7, 废票=9)]) == Opinion(3, 8000)
    assert opinion(rules, [ballots("其他", 5, 2, 1, 0)]) == Opinion(8, 9000)
    assert opinion(rules, [ballots("其他", 2, 0, 1, 0)]) == Opinion(3, 8667)
    assert opinion(rules, [ballots("其他", 0, 0, 0, 0, 弃权=3)]) == Opinion(0, None)
    assert opinion(rules, []) == Opinion(0, None)


def test_groups_are_pooled_ballot_by_ballot_and_agree_with_the_score(office: Office) -> None:
    both = [ballots("居民代表", 1, 0, 0, 0), ballots("党员代表", 0, 0, 0, 5)]
    office.change("测评", save=both)
    zhang, li = ballot_lines(office.policy(Q2), office.records(Q2), "居民代表")
    assert (zhang.own, zhang.pooled) == (Opinion(1, 10000), Opinion(6, 5000))
    assert (li.ballots, li.own, li.pooled) == (None, Opinion(0, None), Opinion(0, None))
    scored = {person.sheet.worker.id: person.sheet for person in office.score(Q2).people}
    assert (scored[ZHANG].valid_ballots, scored[ZHANG].satisfaction) == (6, 5000)
    assert scored[LI].satisfaction is None


def test_too_few_ballots_in_all_are_not_enough_and_none_at_all_are_missing_instead(office: Office) -> None:
    office.change("测评", save=[ballots("居民代表", 4, 0, 0, 0, 废票=3)])
    lines = ballot_lines(office.policy(Q2), office.records(Q2), "其他")
    assert [line.enough for line in lines] == [False, True]
    office.change("再测", save=[ballots("其他", 1, 0, 0, 0)])
    assert ballot_lines(office.policy(Q2), office.records(Q2), "其他")[0].enough

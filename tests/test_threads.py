"""Commitments followed through a series: what ties them, at whatever distance, and how they moved."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from tests.row_statements import make_statement

from commitrack.comparison import compare, find_threads
from commitrack.comparison.bonds import SURE_ENOUGH
from commitrack.model import Change, Decision, Statement, Thread, Verdict

RADAR = "pledge | maritime | all | We will share radar data of the Baltic Sea"
CHOIR = "support | people | all | We welcome the choir festival of Tallinn and its young singers"
MINES = "oppose | defense | all | We condemn the mines that were laid before the harbours of Gotland"
HOSPITALS = "oppose | cyber | all | We condemn the attack on the hospitals of Riga"


def make_series(*meetings: list[str]) -> list[Statement]:
    return [make_statement(date(2030 + year, 5, 1), rows) for year, rows in enumerate(meetings)]


def said_at(thread: Thread) -> list[int]:
    return [place for place, said in enumerate(thread.appearances) if said]


def test_the_same_words_are_one_thread_however_many_meetings_were_without_them() -> None:
    meetings = make_series([RADAR, CHOIR], [CHOIR], [CHOIR], [CHOIR], [CHOIR, RADAR])
    radar, choir = find_threads(meetings)
    assert (said_at(radar), said_at(choir)) == ([0, 4], [0, 1, 2, 3, 4])
    assert radar.changes == (None, None, None, None, Change.SAME)


def test_a_person_parts_and_joins_at_any_distance() -> None:
    meetings = make_series([RADAR, MINES], [CHOIR], [CHOIR], [RADAR, HOSPITALS])
    (radar, mines), (again, hospitals) = ([one.id for one in meetings[k].commitments] for k in (0, 3))
    decisions = [
        Decision(earlier=radar, later=again, verdict=Verdict.DIFFERENT),
        Decision(earlier=hospitals, later=mines, verdict=Verdict.SAME),
    ]
    threads = find_threads(meetings, decisions)
    assert [said_at(thread) for thread in threads] == [[0], [0, 3], [1, 2], [3]]
    [link] = threads[1].links
    assert (link.earlier, link.later, link.score, link.decided) == ((mines,), (hospitals,), 1.0, True)


def test_other_words_are_followed_over_several_missed_meetings() -> None:
    firm = MINES.replace("condemn", "strongly condemn")
    meetings = make_series([MINES, CHOIR], [CHOIR], [CHOIR], [firm, CHOIR])
    mines = find_threads(meetings)[0]
    assert said_at(mines) == [0, 3]
    assert mines.changes[3] is Change.STRONGER


def test_what_is_said_every_time_is_tied_to_its_last_words_only() -> None:
    meetings = make_series(*[[RADAR, CHOIR]] * 5)
    threads = find_threads(meetings)
    assert len(threads) == 2
    for thread in threads:
        ids = [said[0].id for said in thread.appearances]
        assert [(*link.earlier, *link.later) for link in thread.links] == list(pairwise(ids))


def test_a_link_that_is_more_likely_wrong_than_right_ties_no_thread() -> None:
    lighthouses = "pledge | maritime | all | We plan to share the costs of new lighthouses with the coastal towns"
    museums = "urge | people, maritime | all | We call on coastal towns to open museums of fishing and tourism"
    meetings = make_series([RADAR, CHOIR, MINES, lighthouses], [RADAR, CHOIR, MINES, museums])
    [doubtful] = [link for entry in compare(*meetings).entries for link in entry.links if link.score < 1]
    assert doubtful.score < SURE_ENOUGH
    assert [said_at(thread) for thread in find_threads(meetings)] == [[0, 1], [0, 1], [0, 1], [0], [1]]


def test_a_thread_moves_as_the_links_that_hold_it_together() -> None:
    """And not as all its wordings of a meeting taken for one."""
    meetings = make_series([RADAR, MINES], [RADAR, MINES.replace("condemn", "strongly condemn")])
    (radar, mines), (radar_again, _) = ([one.id for one in each.commitments] for each in meetings)
    tied = Decision(earlier=mines, later=radar_again, verdict=Verdict.SAME)
    [parallel] = find_threads(meetings, [tied])
    assert parallel.changes == (None, Change.CHANGED)
    firmer = [
        Decision(earlier=one, later=radar_again, verdict=Verdict.SAME, change=Change.STRONGER) for one in (radar, mines)
    ]
    [agreed] = find_threads(meetings, firmer)
    assert agreed.changes == (None, Change.STRONGER)


def test_where_a_thread_carries_on_nothing_it_did_not_move() -> None:
    """However often it was said before: what began apart is one thread only since a later meeting joined it."""
    meetings = make_series([RADAR, CHOIR], [MINES, CHOIR], [CHOIR], [HOSPITALS, CHOIR], [RADAR, CHOIR])
    radar, mines, _, hospitals, again = (each.commitments[0].id for each in meetings)
    pairs = (radar, hospitals), (mines, hospitals), (hospitals, again)
    joined = find_threads(meetings, [Decision(earlier=one, later=two, verdict=Verdict.SAME) for one, two in pairs])[0]
    assert said_at(joined) == [0, 1, 3, 4]
    assert [change is not None for change in joined.changes] == [False, False, False, True, True]


def test_a_thread_stands_under_the_topic_of_its_newest_words() -> None:
    meetings = make_series([RADAR], [RADAR.replace("maritime", "defense, maritime")])
    [thread] = find_threads(meetings)
    assert thread.topics == ("defense", "maritime")

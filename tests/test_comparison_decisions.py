"""What people decided of pairs, and what it changes in a comparison."""

from __future__ import annotations

from msgspec.structs import replace
from tests.row_statements import EARLIER, LATER, ROWS, links_of, make_statement
from tests.support import read_cases

from commitrack.comparison import compare, find_threads, uncertain_pairs
from commitrack.comparison.change import judge_change
from commitrack.model import Act, Change, Decision, Verdict


def test_a_decision_wins_and_is_marked() -> None:
    one, other = make_statement(EARLIER, ROWS), make_statement(LATER, ROWS[:1])
    first, only = one.commitments[0].id, other.commitments[0].id
    apart = compare(one, other, decisions=[Decision(earlier=first, later=only, verdict=Verdict.DIFFERENT)])
    assert (first, only) not in links_of(apart)
    second = one.commitments[1].id
    joined = compare(one, other, decisions=[Decision(earlier=second, later=only, verdict=Verdict.SAME)])
    assert (second, only) in links_of(joined)
    assert [entry.decided for entry in joined.entries if one.commitments[1] in entry.earlier] == [True]


def test_what_a_person_parted_is_marked() -> None:
    one, other = make_statement(EARLIER, ROWS), make_statement(LATER, ROWS[:1])
    first, only = one.commitments[0], other.commitments[0]
    said = Decision(earlier=first.id, later=only.id, verdict=Verdict.DIFFERENT)
    entries = compare(one, other, decisions=[said]).entries
    marked = [each.id for entry in entries if entry.decided for each in (*entry.earlier, *entry.later)]
    assert sorted(marked) == [first.id, only.id]


def test_an_act_that_a_person_set_is_told_as_theirs() -> None:
    one, other = (make_statement(day, ROWS[:1]).commitments[0] for day in (EARLIER, LATER))
    moved = replace(other, act=Act.PLEDGE, reviewed=True)
    assert judge_change([one], [moved], {})[1] == ("pledge now (read by a person), oppose before",)


def test_how_a_pair_moved_is_a_persons_to_say() -> None:
    one, other = make_statement(EARLIER, ROWS[:1]), make_statement(LATER, ROWS[:1])
    first, second = one.commitments[0].id, other.commitments[0].id
    said = Decision(earlier=first, later=second, verdict=Verdict.SAME, change=Change.STRONGER)
    [entry] = compare(one, other, decisions=[said]).entries
    assert (entry.change, entry.reasons[0], entry.decided) == (Change.STRONGER, "a person's word", True)
    [turned] = compare(other, one, decisions=[said]).entries
    assert turned.change is Change.WEAKER
    followed = find_threads((one, other), [said])
    assert [thread.changes for thread in followed] == [(None, Change.STRONGER)]


def test_two_words_on_one_entry_leave_it_to_the_program() -> None:
    one, other = make_statement(EARLIER, ROWS[:2]), make_statement(LATER, ROWS[:1])
    said = [
        Decision(earlier=each.id, later=other.commitments[0].id, verdict=Verdict.SAME, change=change)
        for each, change in zip(one.commitments, (Change.STRONGER, Change.WEAKER), strict=True)
    ]
    [entry] = compare(one, other, decisions=said).entries
    assert "a person's word" not in entry.reasons


def test_the_last_word_on_a_pair_counts() -> None:
    one, other = make_statement(EARLIER, ROWS), make_statement(LATER, ROWS[:1])
    words = [Verdict.SAME, Verdict.DIFFERENT]
    pair = one.commitments[0].id, other.commitments[0].id
    decisions = [Decision(earlier=pair[0], later=pair[1], verdict=verdict) for verdict in words]
    assert pair not in links_of(compare(one, other, decisions=decisions))


def test_the_last_word_on_how_a_pair_moved_counts_in_whatever_order_it_is_written() -> None:
    one, other = make_statement(EARLIER, ROWS[:1]), make_statement(LATER, ROWS[:1])
    first, second = one.commitments[0].id, other.commitments[0].id
    said = Decision(earlier=first, later=second, verdict=Verdict.SAME, change=Change.STRONGER)
    [entry] = compare(one, other, decisions=[said, Decision(earlier=second, later=first, verdict=Verdict.SAME)]).entries
    assert entry.change is Change.SAME


def test_a_decision_about_other_meetings_changes_nothing() -> None:
    one, other = make_statement(EARLIER, ROWS), make_statement(LATER, ROWS)
    elsewhere = Decision(earlier="2001-01-01/aaaa", later="2002-01-01/bbbb", verdict=Verdict.SAME)
    assert compare(one, other, decisions=[elsewhere]) == compare(one, other)


def test_uncertain_pairs_come_nearest_to_even_first_and_leave_out_what_is_decided() -> None:
    [case] = read_cases("comparison")[0].values
    one, other = make_statement(EARLIER, case["earlier"]), make_statement(LATER, case["later"])
    found = uncertain_pairs(one, other)
    assert [abs(link.score - 0.5) for link in found] == sorted(abs(link.score - 0.5) for link in found)
    for link in found[:1]:
        said = Decision(earlier=link.earlier[0], later=link.later[0], verdict=Verdict.SAME)
        assert link.earlier + link.later not in [
            left.earlier + left.later for left in uncertain_pairs(one, other, decisions=[said])
        ]

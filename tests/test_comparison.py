"""Comparison by tables of cases, decisions, and what is told of a pair."""

from __future__ import annotations

import math
from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace
from tests.stand_ins import make_statement
from tests.support import read_cases

from commitrack.comparison import changed_words, compare, explain, find_similar, find_threads, uncertain_pairs
from commitrack.comparison.change import judge_change
from commitrack.comparison.weights import check_names, load_weights
from commitrack.errors import CommitrackError
from commitrack.model import Act, Change, Decision, Diff, Status, Verdict


def links_of(diff: Diff) -> set[tuple[str, str]]:
    return {(a.id, b.id) for entry in diff.entries for a in entry.earlier for b in entry.later}


EARLIER, LATER, LAST = date(2030, 5, 1), date(2031, 5, 1), date(2032, 5, 1)
ROWS = [
    "oppose | cyber | all | We condemn the attack on the hospitals of Riga",
    "pledge | maritime | all | We will share radar data of the Baltic Sea",
    "support | people | all | We welcome the choir festival",
]


@pytest.mark.parametrize("case", read_cases("comparison"))
def test_what_comes_back(case: dict[str, Any]) -> None:
    diff = compare(make_statement(EARLIER, case["earlier"]), make_statement(LATER, case["later"]))
    assert links_of(diff) == {(f"{EARLIER}/{e:04x}", f"{LATER}/{k:04x}") for e, k in case["links"]}, case["why"]


@pytest.mark.parametrize("case", read_cases("comparison_changes"))
def test_how_it_moved(case: dict[str, Any]) -> None:
    said = (case["earlier"], case["later"])
    rows = (text if "|" in text else f"pledge | other | all | {text}" for text in said)
    dues = (date.fromisoformat(due) if due else None for due in case.get("due", ("", "")))
    one, other = (
        [replace(each, due=due) for each in make_statement(EARLIER, [row]).commitments]
        for row, due in zip(rows, dues, strict=True)
    )
    change, reasons = judge_change(one, other, {})
    assert change == case["change"], reasons
    assert set(case["reasons"]) <= set(reasons)
    assert not set(case.get("not", ())) & set(reasons)
    assert "".join(reasons[:1]).startswith(case.get("first", ""))


@pytest.mark.parametrize(("verb", "reason"), [("agree", "'agree' after 'note'"), ("note", "force 4 after 2")])
def test_what_is_told_of_an_operative_phrase_differs_from_what_was(verb: str, reason: str) -> None:
    [said] = make_statement(EARLIER, ROWS[1:2]).commitments
    one, other = (replace(said, verb="note", force=2), replace(said, verb=verb, force=4, quote=f"{said.quote} again"))
    assert judge_change([one], [other], {}) == (Change.STRONGER, (reason,))


@pytest.mark.parametrize(
    ("times", "change", "reasons"),
    [
        (("every year", "every two years"), Change.CHANGED, ("deadline every two years, was every year",)),
        (("every year", "annually"), Change.SAME, ()),
        (("", "every two years"), Change.CHANGED, ("deadline every two years new",)),
        (("at the next summit", "annually"), Change.CHANGED, ("deadline annually, was at the next summit",)),
        (("before the summit", "before the forum"), Change.SAME, ("deadline before the forum, was before the summit",)),
    ],
)
def test_times_without_a_date(times: tuple[str, str], change: Change, reasons: tuple[str, ...]) -> None:
    [said] = make_statement(EARLIER, ROWS[1:2]).commitments
    one, other = (replace(said, quote=f"{said.quote} {time}", due_text=time) for time in times)
    assert judge_change([one], [other], {}) == (change, reasons)


def test_a_name_that_is_supplied_to_read_alone_is_said() -> None:
    one, other = (make_statement(day, ROWS[1:2]).commitments[0] for day in (EARLIER, LATER))
    quote = "share radar data of the Baltic Sea"
    old = replace(one, actors=("Latvia",), quote=f"In winter Latvia will {quote}")
    new = replace(other, actors=("Latvia",), quote=quote, text=f"Latvia will {quote}")
    assert not [reason for reason in judge_change([old], [new], {})[1] if "named" in reason]


def test_evidence_without_its_weight_is_an_error_not_weighed_under_another_name() -> None:
    names = load_weights().likeness.names
    with pytest.raises(ValueError, match="likeness was fitted on other evidence than is measured: warmth"):
        check_names("likeness", names, (*names, "warmth"))
    with pytest.raises(ValueError, match="their order"):
        check_names("likeness", names, names[::-1])
    with pytest.raises(ValueError, match="24 values for 23 weights"):
        load_weights().likeness.judge([0.0] * (len(names) + 1))


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


def test_dropped_ones_stand_where_they_stood() -> None:
    one, other = make_statement(EARLIER, ROWS), make_statement(LATER, [ROWS[0], ROWS[2]])
    assert [entry.status for entry in compare(one, other).entries] == [
        Status.REAFFIRMED,
        Status.DROPPED,
        Status.REAFFIRMED,
    ]


def test_an_empty_side_is_all_dropped_or_added() -> None:
    full, empty = make_statement(EARLIER, ROWS), make_statement(LATER, [])
    assert {entry.status for entry in compare(full, empty).entries} == {Status.DROPPED}
    assert {entry.status for entry in compare(empty, full).entries} == {Status.ADDED}
    assert compare(empty, empty).entries == ()


def test_the_nearest_of_what_is_dropped_speaks_in_log_odds_as_all_evidence_does() -> None:
    earlier = [*ROWS, "urge | economy | Japan | Japan urged the banks of Riga to lend to the hospitals"]
    one, other = make_statement(EARLIER, earlier), make_statement(LATER, [f"{ROWS[0]} and Tallinn"])
    *_, dropped = compare(one, other).entries
    [nearest] = dropped.why
    assert (dropped.status, nearest.words) == (Status.DROPPED, other.commitments[0].id)
    assert nearest.weight < 0
    assert 1 - dropped.score == pytest.approx(1 / (1 + math.exp(-nearest.weight)), abs=0.01)


def test_many_identical_sentences_go_together_in_order() -> None:
    """The last one takes what the other text has more of; all against all would take minutes here."""
    rows = ["support | people | all | We welcome the choir festival"] * 200
    diff = compare(make_statement(EARLIER, rows), make_statement(LATER, rows[:150]))
    sizes = [(len(entry.earlier), len(entry.later), entry.change) for entry in diff.entries]
    assert sizes == [(1, 1, Change.SAME)] * 149 + [(51, 1, Change.SAME)]


def test_an_explanation_adds_up_and_names_the_alternatives() -> None:
    one, other = make_statement(EARLIER, ROWS), make_statement(LATER, [*ROWS, ROWS[0].replace("Riga", "Vilnius")])
    told = explain(one, other, one.commitments[0].id, other.commitments[3].id)
    assert not told.linked
    assert {alternative.commitment.id for alternative in told.alternatives} <= {
        c.id for c in (*one.commitments, *other.commitments)
    }
    assert any("hospitals" in reason.words for reason in told.why)


@pytest.mark.parametrize("case", read_cases("comparison"))
def test_what_is_usual_and_the_shares_of_the_evidence_add_up_to_the_score(case: dict[str, Any]) -> None:
    """What is usual is the same whatever the pair, but for what is left of rounding ten shares."""
    likeness, standing = load_weights().likeness, load_weights().standing
    known = standing.names.index("likeness")
    usual = standing.intercept + standing.weights[known] * (likeness.intercept - standing.means[known])
    one, other = make_statement(EARLIER, case["earlier"]), make_statement(LATER, case["later"])
    for told in (explain(one, other, x.id, y.id) for x in one.commitments for y in other.commitments):
        assert told.usual == pytest.approx(usual, abs=0.05)
        if not told.settled:
            log_odds = told.usual + sum(reason.weight for reason in told.why)
            assert told.score == pytest.approx(1 / (1 + math.exp(-log_odds)), abs=0.002)


def test_explaining_an_unknown_commitment_is_a_wrong_request() -> None:
    one, other = make_statement(EARLIER, ROWS), make_statement(LATER, ROWS)
    with pytest.raises(CommitrackError, match="nowhere"):
        explain(one, other, "nowhere", other.commitments[0].id)


def test_pairs_apart_from_each_other_can_be_explained() -> None:
    one, other = make_statement(EARLIER, ROWS), make_statement(LATER, ROWS)
    told = explain(one, other, one.commitments[0].id, other.commitments[2].id)
    assert not told.linked
    assert told.score < 0.2


def test_an_explanation_says_why_the_evidence_was_not_asked() -> None:
    """What the waterfall adds up to is not the answer then, nor is anything in it the remedy."""
    first, fair, port = "We will open the port of Oslo", "We will open the fair of Oslo", "We will reaffirm this"
    one = make_statement(EARLIER, [f"pledge | maritime | all | {text}" for text in (first, fair, port)])
    other = make_statement(LATER, [f"pledge | maritime | all | {text}" for text in (first, "We reaffirm this day")])
    (a, b, c), (d, e) = one.commitments, other.commitments
    same, rival, empty = (explain(one, other, x.id, y.id) for x, y in ((a, d), (b, d), (c, e)))
    assert (same.linked, same.settled) == (True, "they are word for word the same")
    assert (rival.linked, rival.settled) == (False, f"{a.id} and {d.id} are word for word the same")
    assert (empty.linked, empty.settled) == (False, "they have nothing in common but the genre's commonplaces")
    assert {told.remedy for told in (same, rival, empty)} == {"Only a person's decision would turn it."}
    said = Decision(earlier=b.id, later=d.id, verdict=Verdict.SAME)
    decided = explain(one, other, b.id, d.id, decisions=[said])
    assert (decided.linked, decided.settled) == (True, "")


@pytest.mark.parametrize("case", read_cases("comparison"))
def test_what_would_turn_a_verdict_names_evidence_or_a_rival_link(case: dict[str, Any]) -> None:
    one, other = make_statement(EARLIER, case["earlier"]), make_statement(LATER, case["later"])
    links = links_of(compare(one, other))
    for told in (explain(one, other, x.id, y.id) for x in one.commitments for y in other.commitments):
        if "if it were not for" in told.remedy:
            assert not told.linked
            assert any(f"{a} → {b}" in told.remedy for a, b in links if told.earlier.id == a or told.later.id == b)
        elif "Without what" in told.remedy:
            assert ("for it, they would part" in told.remedy) == told.linked
            assert sum(f"'{reason.name}'" in told.remedy for reason in told.why) in (1, 2, 3)
        else:
            assert told.remedy in ("Nothing single would turn it.", "Only a person's decision would turn it.")


def test_a_thread_goes_over_a_missed_meeting() -> None:
    meetings = [make_statement(EARLIER, ROWS), make_statement(LATER, ROWS[1:]), make_statement(LAST, ROWS)]
    threads = find_threads(meetings)
    assert len(threads) == 3
    assert [len(said) for said in threads[0].appearances] == [1, 0, 1]
    assert threads[0].changes == (None, None, "same")


def test_a_thread_keeps_which_of_its_wordings_carries_on_which() -> None:
    meetings = [make_statement(EARLIER, ROWS[:2]), make_statement(LATER, ROWS[:2])]
    (attack, radar), (attack_again, radar_again) = ([one.id for one in meeting.commitments] for meeting in meetings)
    merged = Decision(earlier=attack, later=radar_again, verdict=Verdict.SAME)
    [thread] = find_threads(meetings, [merged])
    assert thread.is_parallel
    assert thread.before(attack_again) == (attack,)
    assert thread.before(radar_again) == (attack, radar)
    assert thread.before(radar) == ()


def test_similar_finds_the_nearest_and_never_itself() -> None:
    meeting = make_statement(EARLIER, ROWS)
    candidates = [(meeting, commitment) for commitment in meeting.commitments]
    score, _, nearest = find_similar("attacks on hospitals", candidates, 1)[0]
    assert nearest == meeting.commitments[0]
    assert 0 < score < 1
    assert all(found.id != nearest.id for _, _, found in find_similar(nearest, candidates, 10))


def test_words_that_changed() -> None:
    pieces = changed_words("We strongly condemn the attack", "We condemn the brutal attacks")
    assert [(piece.kind, piece.text) for piece in pieces] == [
        ("same", "We"),
        ("gone", "strongly"),
        ("same", "condemn the"),
        ("new", "brutal"),
        ("same", "attacks"),
    ]


@pytest.mark.parametrize("case", read_cases("word_diff"))
def test_which_words_changed(case: dict[str, Any]) -> None:
    marks = {"same": "{}", "gone": "[-{}-]", "new": "{{+{}+}}"}
    pieces = changed_words(case["earlier"], case["later"])
    assert " ".join(marks[piece.kind].format(piece.text) for piece in pieces) == case["expected"], case["why"]


@pytest.mark.parametrize("case", read_cases("comparison"))
def test_every_pair_of_an_entry_is_a_link_by_itself(case: dict[str, Any]) -> None:
    compared = compare(make_statement(EARLIER, case["earlier"]), make_statement(LATER, case["later"]))
    made = [(*link.earlier, *link.later) for entry in compared.entries for link in entry.links]
    assert sorted(made) == sorted(links_of(compared))


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

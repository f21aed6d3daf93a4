"""Comparison by tables of cases: what comes back, how it moved, which words changed."""

from __future__ import annotations

import math
import re
from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace
from tests.row_statements import EARLIER, LAST, LATER, ROWS, links_of, make_statement
from tests.support import read_cases

from commitrack.comparison import changed_words, compare, find_similar, find_threads
from commitrack.comparison.change import judge_change
from commitrack.comparison.sides import read_wordings
from commitrack.comparison.surplus import tell_surplus
from commitrack.comparison.words import fold
from commitrack.model import Change, Decision, Status, Verdict


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
    told = {*reasons, *(words for reason in reasons for words in re.split(": |, ", reason))}
    assert told.isdisjoint(case.get("not", ()))
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


def test_the_phrase_that_takes_a_position_is_not_what_it_is_about() -> None:
    rows = ("affirm | other | all | We assert safe harbours", "affirm | other | all | We note storms")
    one, other = ([replace(each, verb="assert") for each in make_statement(EARLIER, [row]).commitments] for row in rows)
    assert "more on: safe harbours" in judge_change(other, one, {})[1]


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ("its fishermen’s naïve long‑term lodgings", "fishermen's naïve long-term lodgings"),
        ("its quiet value chains ports", "quiet, ports"),
        ("its protest marches in March", "protest marches"),
        ("its export control lists and export-control regimes", "export control lists, regimes"),
        ("its [brackets] and *remote* fish-<b>farms</b>", "brackets, remote fish-farms"),
    ],
    ids=["as written", "a naming of one thing", "a month", "told already", "markup"],
)
def test_what_one_side_alone_is_about(more: str, told: str) -> None:
    [said] = make_statement(EARLIER, ["pledge | other | all | We will dredge Beira"]).commitments
    old, new = (read_wordings([replace(said, quote=quote)]) for quote in (said.quote, f"{said.quote} and {more}"))
    assert sorted(tell_surplus(new, old).split(", ")) == sorted(told.split(", "))


def test_a_name_that_is_supplied_to_read_alone_is_said() -> None:
    one, other = (make_statement(day, ROWS[1:2]).commitments[0] for day in (EARLIER, LATER))
    quote = "share radar data of the Baltic Sea"
    old = replace(one, actors=("Latvia",), quote=f"In winter Latvia will {quote}")
    new = replace(other, actors=("Latvia",), quote=quote, text=f"Latvia will {quote}")
    assert not [reason for reason in judge_change([old], [new], {})[1] if "named" in reason]


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


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Britain and the P.R.C.", "uk and the prc"),
        ("South Korean ships in the Sea of Japan", "rok ships in the sea of japan"),
        ("U.S. Forces Korea help us", "usfk help us"),
    ],
)
def test_parties_are_folded_by_all_names_that_their_table_has(text: str, folded: str) -> None:
    assert fold(text) == folded

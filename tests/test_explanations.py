"""What is told of a pair: the evidence and its sum, and what would turn the verdict."""

from __future__ import annotations

import math
from typing import Any

import pytest
from tests.row_statements import EARLIER, LATER, ROWS, links_of, make_statement
from tests.support import read_cases

from commitrack.comparison import compare, explain
from commitrack.comparison.weights import check_names, checked_weights
from commitrack.errors import CommitrackError
from commitrack.model import Decision, Verdict


def test_evidence_without_its_weight_is_an_error_not_weighed_under_another_name() -> None:
    names = checked_weights().likeness.names
    with pytest.raises(ValueError, match="likeness was fitted on other evidence than is measured: warmth"):
        check_names("likeness", names, (*names, "warmth"))
    with pytest.raises(ValueError, match="their order"):
        check_names("likeness", names, names[::-1])
    with pytest.raises(ValueError, match=f"{len(names) + 1} values for {len(names)} weights"):
        checked_weights().likeness.judge([0.0] * (len(names) + 1))


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
    likeness, standing = checked_weights().likeness, checked_weights().standing
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

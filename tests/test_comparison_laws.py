"""Laws that every comparison keeps, whatever the statements."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from itertools import pairwise, product
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from commitrack.comparison import changed_words, compare
from commitrack.comparison.change import judge_change
from commitrack.model import ALL, Act, Change, Commitment, Decision, Diff, Span, Statement, Status, Verdict
from commitrack.views.records import diff_record
from commitrack.views.signs import tell_back

WORDS = """we reaffirm strongly condemn support the peace of South Sea DPRK missile launch nuclear energy cyber attack
women 2027 30 million dollars exchange students Ukraine grain export and not all partners by ministers AI quantum"""
AGAIN = ("we support the peace of South Sea", "we support the peace of South Sea.", "we condemn cyber attack")
texts = st.lists(st.sampled_from(WORDS.split()), max_size=14).map(" ".join) | st.sampled_from(AGAIN)
labels = st.tuples(
    st.sampled_from(Act),
    st.sampled_from([(ALL,), ("Japan",), ("India", "Japan")]),
    st.sampled_from([("cyber",), ("dprk", "defense"), ("energy",)]),
)


@st.composite
def statements(draw: st.DrawFn, day: date = date(2030, 1, 1)) -> Statement:
    rows = draw(st.lists(st.tuples(texts, labels), max_size=9))
    spans = draw(st.booleans())
    commitments = tuple(
        Commitment(
            id=f"{day}/{number:04x}",
            quote=text,
            text=text,
            act=act,
            actors=actors,
            topics=topics,
            span=Span(10 * number, 10 * number + 5) if spans else None,
        )
        for number, (text, (act, actors, topics)) in enumerate(rows)
    )
    return Statement(id=str(day), date=day, commitments=commitments)


@st.composite
def rewordings(draw: st.DrawFn) -> Commitment:
    """One of many wordings of much the same."""
    words = draw(
        st.permutations(
            [
                "talks",
                "with",
                "without",
                "before",
                "after",
                "strongly",
                "may",
                "not",
                "by",
                "Riga",
                "on",
                "Oslo",
                "2030",
            ]
        )
    )
    kept = words[: draw(st.integers(0, len(words)))]
    quote = " ".join(["We condemn the herring tax of the northern harbour", *kept])
    act, actors, topics = draw(labels)
    due = draw(st.sampled_from([None, date(2030, 1, 1), date(2031, 1, 1)]))
    return Commitment(id="2030-01-01/0001", quote=quote, text=quote, act=act, actors=actors, topics=topics, due=due)


turning = rewordings()
earlier_ones, later_ones = statements(), statements(date(2031, 1, 1))


def facts(diff: Diff) -> list[tuple[object, ...]]:
    return sorted(
        (
            entry.status,
            entry.score,
            tuple(sorted(c.id for c in entry.earlier)),
            tuple(sorted(c.id for c in entry.later)),
        )
        for entry in diff.entries
    )


@settings(max_examples=60, deadline=None)
@given(earlier_ones, later_ones)
def test_what_is_hardly_likely_is_no_link(earlier: Statement, later: Statement) -> None:
    assert all(link.score >= 0.3 for entry in compare(earlier, later).entries for link in entry.links)


@settings(max_examples=60, deadline=None)
@given(earlier_ones, later_ones)
def test_every_commitment_has_its_place(earlier: Statement, later: Statement) -> None:
    diff = compare(earlier, later)
    for side, status, statement in (("earlier", Status.DROPPED, earlier), ("later", Status.ADDED, later)):
        lone = Counter(c.id for entry in diff.entries if entry.status == status for c in getattr(entry, side))
        linked = {c.id for entry in diff.entries if entry.status == Status.REAFFIRMED for c in getattr(entry, side)}
        assert set(lone) | linked == {c.id for c in statement.commitments}
        assert not set(lone) & linked
        assert set(lone.values()) <= {1}
    assert all(
        0 <= entry.score <= 1 and (entry.change is not None) == bool(entry.earlier and entry.later)
        for entry in diff.entries
    )


@settings(max_examples=60, deadline=None)
@given(earlier_ones)
def test_a_statement_against_itself_is_all_the_same(statement: Statement) -> None:
    for entry in compare(statement, statement).entries:
        assert entry.change is Change.SAME
        assert entry.earlier == entry.later


@settings(max_examples=60, deadline=None)
@given(earlier_ones, later_ones)
def test_swapping_the_sides_swaps_added_and_dropped(earlier: Statement, later: Statement) -> None:
    swapped = {Status.ADDED: Status.DROPPED, Status.DROPPED: Status.ADDED, Status.REAFFIRMED: Status.REAFFIRMED}
    there, back = facts(compare(earlier, later)), facts(compare(later, earlier))
    assert there == sorted((swapped[s], score, b, a) for s, score, a, b in back)  # type: ignore[index]


@settings(max_examples=200, deadline=None)
@given(st.lists(turning, min_size=1, max_size=2), st.lists(turning, min_size=1, max_size=2))
def test_swapping_the_sides_swaps_firmer_and_softer(earlier: list[Commitment], later: list[Commitment]) -> None:
    there, back = judge_change(earlier, later, {})[0], judge_change(later, earlier, {})[0]
    assert back is there.turned


@settings(max_examples=60, deadline=None)
@given(earlier_ones, later_ones, st.randoms(use_true_random=False))
def test_the_order_of_records_changes_nothing(earlier: Statement, later: Statement, random: Random) -> None:
    shuffled = []
    for statement in (earlier, later):
        commitments = list(statement.commitments)
        random.shuffle(commitments)
        shuffled.append(replace(statement, commitments=tuple(commitments)))
    assert compare(*shuffled).entries == compare(earlier, later).entries


@given(texts, texts)
def test_changed_words_hold_the_words_of_the_later_text(earlier: str, later: str) -> None:
    pieces = changed_words(earlier, later)
    assert " ".join(piece.text for piece in pieces if piece.kind != "gone").split() == later.split()
    assert all(a.kind != b.kind for a, b in pairwise(pieces))


CROWD = range(5)


def make_crowd(day: date) -> Statement:
    said = [
        Commitment(id=f"{day}/{k:04x}", quote="We help", act=Act.PLEDGE, actors=(ALL,), topics=("other",))
        for k in CROWD
    ]
    return Statement(id=str(day), date=day, commitments=tuple(said))


def link_as_drawn(linked: set[tuple[int, int]]) -> Diff:
    """Compare two crowds in which a person decided on every pair."""
    earlier, later = make_crowd(date(2030, 1, 1)), make_crowd(date(2031, 1, 1))
    decisions = [
        Decision(
            earlier=earlier.commitments[i].id,
            later=later.commitments[j].id,
            verdict=Verdict.SAME if (i, j) in linked else Verdict.DIFFERENT,
        )
        for i, j in product(CROWD, CROWD)
    ]
    return compare(earlier, later, decisions=decisions)


@settings(max_examples=100, deadline=None)
@given(st.sets(st.sampled_from(list(product(CROWD, CROWD)))))
def test_what_came_back_adds_up_whatever_was_linked_with_what(linked: set[tuple[int, int]]) -> None:
    """What was neither merged, split nor recast came back one as one, so that equally many are left on both sides."""
    diff = link_as_drawn(linked)
    summary = diff_record(diff, diff.entries)["summary"]
    sides = summary["earlier_reaffirmed"], summary["later_reaffirmed"]
    assert sides == (len({i for i, _ in linked}), len({j for _, j in linked}))
    headline = tell_back(diff.entries)
    told = re.findall(r"(\d+) (comes? back as|merged into|split into|recast as) (\d+)", headline)
    ways = dict.fromkeys(("merged into", "split into", "recast as"), (0, 0))
    ways |= {way.replace("comes", "come"): (int(then), int(now)) for then, way, now in told}
    assert ways.pop("come back as", sides) == sides
    moved_then, moved_now = map(sum, zip(*ways.values(), strict=True))
    assert sides[0] - moved_then == sides[1] - moved_now >= 0
    assert ways["merged into"][0] - ways["merged into"][1] >= summary["merged"]
    assert ways["split into"][1] - ways["split into"][0] >= summary["split"]
    assert ways["recast as"][0] >= 2 * summary["recast"]
    assert bool(headline) == any(summary[kind] for kind in ("merged", "split", "recast"))

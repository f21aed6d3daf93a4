"""A statement read again: what people did stays, ids last."""

from __future__ import annotations

from datetime import date
from typing import Any

from msgspec.structs import replace

from commitrack.ledger import merge_reading, with_ids
from commitrack.ledger.merge import relabel
from commitrack.model import Act, Commitment, Span, Statement

TEXT = "We will meet again next year. We will train together at sea and in the air. We condemn the launches. We trade."


def said(quote: str, **labels: Any) -> Commitment:
    """A commitment as extraction makes it, under a passing id."""
    start = TEXT.find(quote)
    span = Span(start, start + len(quote)) if start >= 0 else None
    known = {"act": Act.PLEDGE, "actors": ("all",), "topics": ("defense",), "span": span, "id": f"n{start}"}
    return Commitment(quote=quote, **{**known, **labels})


def reading(*commitments: Commitment, **header: Any) -> Statement:
    """A statement as extraction makes it."""
    known = {"id": "2025-09-22", "date": date(2025, 9, 22), "source": "a.txt"}
    return Statement(commitments=commitments, **{**known, **header})


MEET = said("We will meet again next year")
TRAIN = said("We will train together at sea and in the air")
CONDEMN = said("We condemn the launches", act=Act.OPPOSE)
TRADE = said("We trade")
FIRST = with_ids(reading(MEET, TRAIN, CONDEMN, TRADE))


def quotes(statement: Statement) -> list[str]:
    return [each.quote for each in statement.commitments]


def with_second(**changes: Any) -> Statement:
    """The first reading, its second commitment edited."""
    rows = list(FIRST.commitments)
    rows[1] = replace(rows[1], **changes)
    return replace(FIRST, commitments=tuple(rows))


def test_the_same_reading_changes_nothing() -> None:
    assert merge_reading(FIRST, reading(MEET, TRAIN, CONDEMN, TRADE)) == FIRST
    assert merge_reading(FIRST, FIRST) == FIRST


def test_a_reviewed_commitment_stays_as_it_is() -> None:
    old = with_second(act=Act.SUPPORT, topics=("maritime",), note="by hand", reviewed=True, id="2025-09-22/mine")
    assert merge_reading(old, reading(MEET, replace(TRAIN, force=5), CONDEMN, TRADE)) == old


def test_one_that_is_not_reviewed_gets_new_labels_and_keeps_its_id_and_notes() -> None:
    old = with_second(id="2025-09-22/old", note="look again", extra={"by": "me"}, topics=("maritime",))
    second = merge_reading(old, reading(MEET, replace(TRAIN, force=5), CONDEMN, TRADE)).commitments[1]
    assert (second.id, second.note, second.extra) == ("2025-09-22/old", "look again", {"by": "me"})
    assert (second.force, second.topics) == (5, ("defense",))


def test_an_edited_quote_is_not_doubled_by_the_program_s_own() -> None:
    old = with_second(quote="will train together at sea", span=Span(33, 59), reviewed=True)
    assert merge_reading(old, reading(MEET, TRAIN, CONDEMN, TRADE)) == old
    without_span = with_second(quote="will train together at sea", span=None, reviewed=True)
    assert merge_reading(without_span, reading(MEET, TRAIN, CONDEMN, TRADE)) == without_span


def test_a_commitment_split_by_hand_stays_split() -> None:
    one = replace(said("We will train together at sea"), id="2025-09-22/a", reviewed=True)
    two = replace(said("in the air"), id="2025-09-22/b", reviewed=True)
    old = replace(FIRST, commitments=(FIRST.commitments[0], one, two, *FIRST.commitments[2:]))
    assert merge_reading(old, reading(MEET, TRAIN, CONDEMN, TRADE)) == old


def test_what_is_new_comes_in_the_order_of_the_text() -> None:
    old = with_ids(reading(MEET, replace(TRADE, reviewed=True)))
    merged = merge_reading(old, reading(MEET, TRAIN, CONDEMN, TRADE))
    assert quotes(merged) == [each.quote for each in (MEET, TRAIN, CONDEMN, TRADE)]
    assert merged.commitments == tuple(replace(each, reviewed=each.quote == TRADE.quote) for each in FIRST.commitments)


def test_what_the_new_reading_lacks_goes_unless_it_is_reviewed() -> None:
    old = with_second(reviewed=True)
    assert quotes(merge_reading(old, reading(TRADE))) == [TRAIN.quote, TRADE.quote]


def test_a_moved_passage_takes_its_span_along() -> None:
    old = with_second(reviewed=True)
    moved = replace(TRAIN, span=Span(500, 544))
    assert merge_reading(old, reading(MEET, moved)).commitments[1].span == Span(500, 544)


def test_places_of_two_texts_are_not_compared() -> None:
    text = f"We will begin. {TEXT.replace('train together', 'train closely together')}"
    fresh = [said("We will begin", span=Span(0, 13))]
    for each in (MEET, replace(TRAIN, quote="We will train closely together at sea and in the air"), CONDEMN, TRADE):
        start = text.index(each.quote)
        fresh.append(replace(each, span=Span(start, start + len(each.quote)), id=f"m{start}"))
    old = with_second(reviewed=True)
    merged = merge_reading(replace(old, sha256="one"), reading(*fresh, sha256="two"), text)
    assert quotes(merged) == ["We will begin", *quotes(old)]
    assert [each.id for each in merged.commitments[1:]] == [each.id for each in old.commitments]
    assert merged.commitments[2].span is None
    assert merge_reading(merged, reading(*fresh, sha256="two"), text) == merged


def test_a_part_made_by_hand_gets_its_place_in_another_text() -> None:
    old = with_second(quote="train together at sea", span=Span(38, 59), reviewed=True)
    text = f"We will begin.\n\n{TEXT}".replace("together at", "together\nat")
    merged = merge_reading(replace(old, sha256="one"), reading(replace(TRAIN, span=Span(46, 90)), sha256="two"), text)
    assert [(each.quote, each.span) for each in merged.commitments] == [("train together at sea", Span(54, 75))]


def test_what_is_redrafted_keeps_its_id_and_what_is_another_does_not() -> None:
    old = replace(with_second(note="look again"), sha256="one")
    redrafted = replace(TRAIN, quote="We will train closely together at sea and in the air")
    other = replace(CONDEMN, quote="We condemn the attacks")
    merged = merge_reading(old, reading(MEET, redrafted, other, TRADE, sha256="two"))
    assert (merged.commitments[1].id, merged.commitments[1].note) == (old.commitments[1].id, "look again")
    assert merged.commitments[1].quote == redrafted.quote
    assert merged.commitments[2].id != old.commitments[2].id


def test_one_reviewed_commitment_takes_the_place_of_one_that_is_merely_alike() -> None:
    old = replace(with_second(reviewed=True), sha256="one")
    twice = [replace(TRAIN, id=word, quote=f"{TRAIN.quote.replace('train', word)}") for word in ("march", "sail")]
    merged = merge_reading(old, reading(*twice, sha256="two"))
    assert len(merged.commitments) == 2


def test_equal_quotes_keep_their_order_and_ids() -> None:
    old = with_ids(reading(MEET, replace(MEET, id="2", span=Span(300, 328))))
    assert len({each.id for each in old.commitments}) == 2
    assert merge_reading(old, reading(MEET, replace(MEET, id="2", span=Span(300, 328)))) == old


def test_a_restatement_points_to_what_stayed() -> None:
    old = with_second(quote="will train together at sea", span=Span(33, 59), reviewed=True, id="2025-09-22/mine")
    fresh = reading(TRAIN, replace(CONDEMN, restates=TRAIN.id))
    assert merge_reading(old, fresh).commitments[1].restates == "2025-09-22/mine"


def test_a_new_id_is_never_one_that_was_used() -> None:
    taken = FIRST.commitments[2].id
    old = replace(with_ids(reading(MEET)), commitments=(replace(FIRST.commitments[0], id=taken),))
    assert [each.id for each in merge_reading(old, reading(MEET, CONDEMN)).commitments] == [taken, f"{taken}-2"]


def test_the_header_that_is_set_stays() -> None:
    old = replace(FIRST, title="By hand", source="https://example.org", extra={"desk": "Asia"}, beside={"box": 7})
    fresh = reading(title="Guessed", place="Lima", parties=("Japan",), file="sources/x.md", sha256="ab", extra={"n": 1})
    merged = merge_reading(old, fresh)
    assert (merged.title, merged.source, merged.place) == ("By hand", "https://example.org", "Lima")
    assert (merged.parties, merged.file, merged.sha256) == (("Japan",), "sources/x.md", "ab")
    assert (merged.extra, merged.beside) == ({"n": 1, "desk": "Asia"}, {"box": 7})


def test_equal_words_without_places_are_told_apart_by_their_order() -> None:
    """Of two equal sentences the second has a day of its own; where the first was taken out, its place tells."""

    def twice(first: int, second: int) -> tuple[Commitment, ...]:
        rows = [replace(MEET, due=date(first, 1, 1)), replace(MEET, due=date(second, 1, 1), span=Span(300, 328))]
        return with_ids(reading(*rows)).commitments

    before, after = twice(2030, 2031), twice(2040, 2041)
    by_hand = tuple(replace(each, span=None) for each in before)
    assert [each.due for each in relabel(by_hand, before, after)] == [each.due for each in after]
    assert relabel(before[1:], before, after)[0].due == after[1].due
    mine = replace(by_hand[0], quote="We shall meet")
    assert relabel([mine], before, after) == (mine,)

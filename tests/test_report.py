"""What a report says of two meetings and of a series, in HTML and in Markdown alike."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date

import pytest
from msgspec.structs import replace
from tests.report_material import (
    ADDED,
    BOTH,
    DIFF,
    DROPPED,
    EARLIER,
    FIRM,
    FIRMER,
    FIRST,
    FORMER,
    GONE,
    KEPT,
    KEPT_AGAIN,
    LATER,
    MATERIAL,
    NEW,
    NEW_BEFORE,
    PAIR,
    SAID_AGAIN,
    SERIES,
    Page,
    entry,
)
from tests.stand_ins import commitment

from commitrack.model import Change, Commitment, Diff, Entry, Link, Span, Status, Thread
from commitrack.views.report import Material, write_html, write_markdown, write_series_html, write_series_markdown
from commitrack.views.report.names import join, name_parties, short_names, tell_day, tell_gap
from commitrack.views.report.prose import write_headline
from commitrack.views.report.series import find_returns


def test_opens_with_what_changed() -> None:
    assert "The statement of 1 May 2031 (Nara) repeats 2 of 3 commitments, adds 1 and drops 1" in PAIR.text
    assert "Japan and the Republic of Korea made 3 commitments on 1 May 2031 (Nara)" in PAIR.text
    assert "12 months earlier, on 1 May 2030 (Busan), there were 3." in PAIR.text
    assert "Of the earlier 3, 2 come back: 1 the same in substance and 1 firmer." in PAIR.text
    assert "The words got firmer on Defense (1)." in PAIR.text
    assert "Of what is new, 1 was said before" in PAIR.text
    assert "1 commitment of 1 May 2031 names a time, the nearest being 31 December 2032." in PAIR.text


def test_a_merge_is_told_beside_the_pairs_that_it_makes() -> None:
    merged = entry(Status.REAFFIRMED, (FORMER, KEPT), (FIRMER,), change=Change.CHANGED)
    text = write_markdown(replace(DIFF, entries=(merged, DROPPED)), MATERIAL)
    told = "Of the earlier 3, 1 does not come back and 2 do: 2 merged into 1. Side by side that makes 1 pair: 1 changed"
    assert told in text


def test_uncertain_links_bear_the_same_mark_as_on_a_terminal() -> None:
    doubted = replace(FIRM, links=(Link(earlier=(FORMER.id,), later=(FIRMER.id,), score=0.62),))
    compared = replace(DIFF, entries=(doubted, SAID_AGAIN, ADDED, DROPPED))
    page, document = Page(write_html(compared, MATERIAL)).text, write_markdown(compared, MATERIAL)
    for text in (page, document):
        assert "? 62%" in text
        assert text.count("? an uncertain link and its probability") == 1
    assert "uncertain link" not in PAIR.text


def test_series_opens_with_what_held() -> None:
    assert "3 meetings, 4 commitments: none said every time" in SERIES.text
    assert "They make 7 commitments; what comes back counted once, that leaves 4." in SERIES.text
    assert (
        "2 went on from the meeting before, 1 came back after a pause, 0 were new and 1 was no longer said"
        in SERIES.text
    )


def test_a_report_says_no_more_than_the_ledger_knows() -> None:
    for text in (SERIES.text, write_series_markdown(MATERIAL)):
        assert "This ledger holds 3 statements of pair, by Japan and the Republic of Korea, from" in text
        assert " met " not in text
        assert "first said" not in text
        assert "earliest here" in text
    for text in (SERIES.text, PAIR.text, write_markdown(DIFF, MATERIAL), write_series_markdown(MATERIAL)):
        assert "firmer or softer is right about six times in ten" in text


HEADLINES = [
    ((FIRM, SAID_AGAIN), "The statement of 1 May 2031 (Nara) repeats 2 of 2 commitments, adds none and drops none"),
    (
        (SAID_AGAIN,),
        "The statement of 1 May 2031 (Nara) says the same as the statement of 1 May 2030 (Busan): 1 commitment, none "
        "changed",
    ),
    ((ADDED, DROPPED), "The statement of 1 May 2031 (Nara) repeats none of 1 commitment and adds 1"),
    ((), "The statement of 1 May 2031 (Nara) and the statement of 1 May 2030 (Busan) hold no commitments"),
]


@pytest.mark.parametrize(("entries", "expected"), HEADLINES)
def test_headline(entries: tuple[Entry, ...], expected: str) -> None:
    assert write_headline(replace(DIFF, entries=entries)) == expected


TWICE = commitment("2030-05-01/aa04", "They welcomed the ferry", topics=("dprk",), restates=GONE.id, span=Span(44, 67))
SAYS_TWICE = replace(EARLIER, commitments=(FORMER, GONE, TWICE))
BOTH_GONE = Diff(earlier=SAYS_TWICE, later=LATER, entries=(FIRM, ADDED, DROPPED, entry(Status.DROPPED, (TWICE,), ())))


def test_what_is_said_twice_is_shown_once_and_its_passage_bears_a_sign() -> None:
    html = write_html(BOTH_GONE, MATERIAL)
    page = Page(html)
    assert page.values("data-status").count("dropped") == 2  # of an entry and of the filter
    assert f"said again: {TWICE.id[-4:]}" in page.text
    assert ("span", {"class": "id", "id": TWICE.id}) in page.elements
    passage = ("a", {"class": "passage dropped", "href": f"#{TWICE.id}", "id": f"text-{TWICE.id}"})
    assert passage in page.elements
    assert '<span class="mark dropped" aria-hidden="true">−</span>They welcomed the ferry' in html


@pytest.mark.parametrize("write", [lambda *made: Page(write_html(*made)).text, write_markdown])
def test_what_came_back_by_itself_is_shown_though_it_says_again_what_is_gone(
    write: Callable[[Diff, Material], str],
) -> None:
    again = entry(Status.REAFFIRMED, (TWICE,), (FIRMER,), change=Change.CHANGED)
    text = write(replace(BOTH_GONE, entries=(again, DROPPED)), MATERIAL)
    assert "They welcomed the ferry" in text
    assert f"said again: {TWICE.id[-4:]}" not in text


@pytest.mark.parametrize("write", [lambda *made: Page(write_html(*made)).text, write_markdown])
def test_what_is_said_twice_counts_twice_in_the_sums_of_a_sentence(write: Callable[[Diff, Material], str]) -> None:
    text = write(BOTH_GONE, MATERIAL)
    assert "repeats 1 of 3 commitments, adds 1 and drops 2" in text
    assert "Of the earlier 3, 1 comes back: 1 firmer." in text
    assert "One commitment that a statement says twice is shown once." in text
    assert f"said again: {TWICE.id[-4:]}" in text


def test_a_timeline_tells_the_day_of_a_meeting_once() -> None:
    nowhere = replace(MATERIAL, statements=tuple(replace(each, place="") for each in MATERIAL.statements))
    for material in (MATERIAL, nowhere):
        timeline = write_series_html(material).partition('id="timeline"')[2].partition("</section>")[0]
        heads = re.findall(r"<h3>(.*?)</h3>", timeline)
        assert len(heads) == 3
        for head, each in zip(heads, material.statements, strict=True):
            assert head.count(tell_day(each.date)) == 1


def test_meetings_without_a_place_of_their_own_are_named_by_their_day() -> None:
    same_place = replace(LATER, place="Busan")
    nameless = replace(LATER, id="x", place="")
    assert short_names((EARLIER, same_place)) == {
        EARLIER.id: "Busan, 1 May 2030",
        LATER.id: "Busan, 1 May 2031",
    }
    assert short_names((EARLIER, nameless))["x"] == "1 May 2031"
    assert short_names((LATER, replace(LATER, id="2031-05-01-b"))).keys() == {LATER.id, "2031-05-01-b"}


def test_plain_english() -> None:
    assert join(["a"]) == "a"
    assert join(["a", "b", "c"]) == "a, b and c"
    assert name_parties(("United States", "India")) == "the United States and India"
    assert name_parties(tuple("abcdefg")) == "the 7 parties"
    assert tell_gap(date(2030, 1, 1), date(2030, 1, 2)) == "1 day"
    assert tell_gap(date(2030, 1, 1), date(2030, 2, 12)) == "6 weeks"
    assert tell_gap(date(2030, 1, 1), date(2032, 1, 1)) == "2 years"


@BOTH
def test_tells_how_it_was_made(page: Page) -> None:
    assert "commitrack 1.2.3" in page.text
    assert "ab" * 32 in page.text
    assert "commitrack report A B -o x.html" in page.text
    assert "same ferry" in page.text
    assert "note: see annex" in page.text


def test_marks_what_only_one_side_has() -> None:
    html = write_html(DIFF, MATERIAL)
    assert "<ins>ironclad</ins>" in html
    assert "<del>a</del>" in html
    assert "said before, last at Seoul" in html
    assert "decided by a person" in html


def test_matrix_stands_only_where_it_says_more() -> None:
    assert "threads" in PAIR.values("id")
    alone = replace(MATERIAL, statements=(EARLIER, LATER), threads=())
    assert "threads" not in Page(write_html(DIFF, alone)).values("id")


def test_parallel_wordings_of_a_series_say_which_carries_on_which() -> None:
    meetings = (EARLIER.id, LATER.id)
    parallel = Thread(
        series="pair",
        meetings=meetings,
        appearances=((FORMER, KEPT), (FIRMER, KEPT_AGAIN)),
        changes=(None, Change.CHANGED),
        topics=("defense",),
        links=tuple(
            Link(earlier=(one.id,), later=(other.id,), score=1.0)
            for one, other in ((FORMER, FIRMER), (KEPT, KEPT_AGAIN))
        ),
    )
    page = Page(write_series_html(replace(MATERIAL, statements=(EARLIER, LATER), threads=(parallel,))))
    assert "carries on aa01" in page.text
    assert "carries on aa02" in page.text
    assert "carries on" not in SERIES.text


def test_a_timeline_says_what_it_counts() -> None:
    for text in (SERIES.text, write_series_markdown(MATERIAL)):
        assert "counts once at a meeting" in text
    assert "1 back after a pause" in SERIES.text


def test_a_narrowed_report_says_how_many_of_the_commitments_are_in_it() -> None:
    part = replace(MATERIAL, only="topic dprk", statements=(*MATERIAL.statements[:2], replace(LATER, commitments=())))
    for text in (Page(write_series_html(part)).text, write_series_markdown(part)):
        assert "0 of its commitments here" in text
        assert "0 commitments" not in text
    assert "3 commitments" in SERIES.text


def test_a_timeline_names_no_day_twice() -> None:
    nowhere = replace(MATERIAL, statements=(*MATERIAL.statements[:2], replace(LATER, place="")))
    assert "| 1 May 2031 |  |" in write_series_markdown(nowhere)
    assert "| Nara | 1 May 2031 |" in write_series_markdown(MATERIAL)
    assert "<h3>1 May 2031</h3>" in write_series_html(nowhere)
    assert '<h3>Nara <span class="aside">1 May 2031</span></h3>' in write_series_html(MATERIAL)


def joined_thread(said: Mapping[str, Commitment | None], carried: Iterable[Commitment]) -> Thread:
    """A thread by meeting, of which the last wording carries on some of those before it."""
    last = [one for one in said.values() if one][-1]
    return Thread(
        series="pair",
        meetings=tuple(said),
        appearances=tuple((one,) if one else () for one in said.values()),
        changes=(*[None] * (len(said) - 1), Change.CHANGED),
        topics=("dprk",),
        links=tuple(Link(earlier=(one.id,), later=(last.id,), score=1.0) for one in carried),
    )


def test_another_beginning_is_no_return() -> None:
    """What a later wording joins with one of before carries on nothing itself."""
    last = commitment("2032-05-01/dd01", "Japan will keep an office", topics=("dprk",))
    fourth = replace(LATER, id="2032-05-01", date=date(2032, 5, 1), commitments=(last,))
    said = {FIRST.id: NEW_BEFORE, EARLIER.id: None, LATER.id: NEW, fourth.id: last}
    joined = joined_thread(said, (NEW_BEFORE, NEW))
    assert joined.states[2] == "back"
    material = replace(MATERIAL, statements=(FIRST, EARLIER, LATER, fourth), threads=(joined,))
    assert "back after a pause" not in Page(write_series_html(material)).text
    assert "said before" not in write_markdown(DIFF, material)
    assert "said before" in write_markdown(DIFF, MATERIAL)


def test_said_before_names_the_meeting_whose_words_are_carried_on() -> None:
    """And not a later one, where another wording of the thread began."""
    other = commitment("2030-03-01/aa01", "Peru will keep an office", topics=("dprk",))
    joined = joined_thread({FIRST.id: NEW_BEFORE, "2030-03-01": other, EARLIER.id: None, LATER.id: NEW}, (NEW_BEFORE,))
    names = {name: name for name in joined.meetings}
    assert find_returns([joined], EARLIER, LATER, names) == {NEW.id: FIRST.id}


def test_a_series_tells_which_links_are_uncertain_and_which_a_person_made() -> None:
    firm, again = MATERIAL.threads[:2]
    unsure = replace(firm, links=(replace(firm.links[0], score=0.62),))
    by_hand = replace(again, links=(replace(again.links[0], decided=True),))
    material = replace(MATERIAL, threads=(unsure, by_hand))
    page = Page(write_series_html(material))
    assert "firmer; ? 62%" in page.text
    assert "same; decided by a person" in page.text
    assert "an uncertain link" in page.text
    assert "an uncertain link" not in SERIES.text
    document = write_series_markdown(material)
    assert "| ▲? |" in document
    assert "| =\\* |" in document
    assert "\\* a link made by a person" in document


def test_markdown_holds_the_same_parts() -> None:
    text = write_markdown(DIFF, MATERIAL)
    mark, _, heading = text.splitlines()[:3]
    assert mark == "<!-- generator: commitrack 1.2.3 -->"
    assert heading == "# The statement of 1 May 2031 (Nara) repeats 2 of 3 commitments, adds 1 and drops 1"
    assert "| North Korea |  |  |  |  | 1 | 1 |" in text
    assert "**ironclad**" in text
    assert "~~a~~" in text
    assert "said before, last at Seoul" in text
    assert "<https://example.org/busan>" in text
    assert "same ferry" in text
    assert "| Defense | They renewed an ironclad pledge to defend the strait |  | + | ▲ |" in write_series_markdown(
        MATERIAL
    )
